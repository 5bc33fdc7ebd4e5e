package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.append.Ground.await;
import static org.trousse.record.append.Ground.weight;

import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// A batch survives its worst row. The poison is a number that Java holds and numeric cannot.
final class PoisonIT {
  private static final String TOO_LARGE_FOR_NUMERIC = "1e200000";

  private static Ground ground;

  @BeforeAll
  static void start() {
    ground = new Ground(TestPostgres.migrated("record"));
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @BeforeEach
  void empty() {
    ground.execute("truncate record.reading, record.reading_version");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 249, 250, 498, 499})
  void stores_the_other_499_wherever_the_poison_stands(int place) {
    List<Reading> batch = batch(500, Set.of(place));

    List<Outcome> outcomes = ground.appended(ground.lane(), batch);

    assertThat(outcomes.get(place)).isEqualTo(Outcome.REFUSED);
    assertThat(Collections.frequency(outcomes, Outcome.ACCEPTED)).isEqualTo(499);
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("499");
    assertThat(ground.ask("select count(*) from record.reading where native_id = " + place))
        .isEqualTo("0");
  }

  @Test
  void stores_the_good_rows_between_several_poisoned_ones() {
    List<Outcome> outcomes = ground.appended(ground.lane(), batch(5, Set.of(0, 2, 4)));

    assertThat(outcomes)
        .containsExactly(
            Outcome.REFUSED, Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED, Outcome.REFUSED);
  }

  @Test
  void still_tells_a_duplicate_beside_a_poisoned_row() {
    List<Reading> batch = new ArrayList<>(batch(3, Set.of(1)));
    batch.add(weight(0, "70"));

    List<Outcome> outcomes = ground.appended(ground.lane(), batch);

    assertThat(outcomes)
        .containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED, Outcome.DUPLICATE);
  }

  /// The red control: without the halving one poisoned row costs all three.
  @Test
  void would_store_none_of_three_without_halving() {
    List<Row> rows = batch(3, Set.of(1)).stream().map(Row::of).toList();
    ReadingStore store = new ReadingStore(ground.ingest);

    assertThatThrownBy(() -> await(ground.onLoop(() -> store.insert(rows))))
        .isInstanceOfSatisfying(
            PgException.class, refused -> assertThat(BatchLane.isPoison(refused)).isTrue());

    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"53100", "57014", "57P01", "40001", "40P01", "08006", "42P01", "25006"})
  void never_blames_a_row_for_a_fault_that_may_pass(String sqlState) {
    PgException failure = new PgException("", "ERROR", sqlState, "");

    assertThat(BatchLane.isPoison(failure)).isFalse();
  }

  private static List<Reading> batch(int size, Set<Integer> poisoned) {
    return IntStream.range(0, size)
        .mapToObj(
            number -> weight(number, poisoned.contains(number) ? TOO_LARGE_FOR_NUMERIC : "70"))
        .toList();
  }
}
