package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class DefinitionTest {
  private static final List<Definition> ENGLISH = Definition.of("glucose", Locale.ENGLISH);

  @Test
  void both_languages_define_the_same_numbers_of_the_same_sources() {
    List<Definition> french = Definition.of("glucose", Locale.FRENCH);

    assertThat(french).extracting(Definition::name).isEqualTo(names());
    assertThat(french)
        .extracting(Definition::source)
        .isEqualTo(ENGLISH.stream().map(Definition::source).toList());
    assertThat(french).doesNotContainAnyElementsOf(ENGLISH);
  }

  private static List<String> names() {
    return ENGLISH.stream().map(Definition::name).toList();
  }

  @Test
  void the_documentation_says_the_same() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/derived-numbers.md")).stream()
            .dropWhile(line -> !line.equals("## Glucose"))
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            ENGLISH.stream()
                .map(number ->
                    "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                            number.name(),
                            number.definition(),
                            number.denominator(),
                            number.excluded(),
                            number.source()))
                .toList());
  }
}
