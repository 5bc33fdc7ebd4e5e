package org.trousse.catalogue.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.catalogue.search.Query.Sort;

final class QueryTextTest {
  private static QueryText.Read read(String name, String... values) {
    return QueryText.read(Map.of(name, List.of(values)), Set.of("size"));
  }

  @Test
  void reads_what_it_writes() {
    Query query =
        new Query(
            Map.of(Facet.NEED, Set.of("glucose", "treatment"), Facet.DEVICE, Set.of("A & B = c?")),
            Sort.DATE,
            3);

    String text = QueryText.write(query);

    assertThat(text)
        .isEqualTo("?need=glucose&need=treatment&device=A+%26+B+%3D+c%3F&sort=date&page=3");
  }

  @Test
  void nothing_asked_is_nothing_written() {
    assertThat(QueryText.write(Query.ALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "popular, yes",
    "sort, popularity",
    "sort, paid",
    "page, 0",
    "page, 10001",
    "page, -1",
    "page, x"
  })
  void names_a_parameter_that_cannot_be_understood(String name, String value) {
    assertThat(read(name, value))
        .isInstanceOfSatisfying(
            QueryText.Unclear.class, unclear -> assertThat(unclear.parameter()).isEqualTo(name));
  }

  @Test
  void takes_twenty_answers_of_a_facet_and_not_one_more() {
    String[] twenty = Collections.nCopies(20, "glucose").toArray(String[]::new);
    String[] more = Collections.nCopies(21, "glucose").toArray(String[]::new);

    assertThat(read("need", twenty)).isInstanceOf(QueryText.Fine.class);
    assertThat(read("need", more)).isInstanceOf(QueryText.Unclear.class);
  }

  @Test
  void takes_an_answer_of_sixty_characters_and_not_one_more() {
    assertThat(read("device", "x".repeat(60))).isInstanceOf(QueryText.Fine.class);
    assertThat(read("device", "x".repeat(61))).isInstanceOf(QueryText.Unclear.class);
  }

  @Test
  void an_empty_answer_asks_nothing() {
    assertThat(read("need", "")).isEqualTo(new QueryText.Fine(Query.ALL));
  }
}
