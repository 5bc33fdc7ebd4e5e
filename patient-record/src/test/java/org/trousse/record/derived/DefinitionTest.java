package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionTest {
  @ParameterizedTest
  @ValueSource(strings = {"glucose", "blood-pressure", "weight", "temperature"})
  void both_languages_define_the_same_numbers(String series) {
    List<Definition> english = Definition.of(series, Locale.ENGLISH);
    List<Definition> french = Definition.of(series, Locale.FRENCH);

    assertThat(french)
        .extracting(Definition::name)
        .isEqualTo(english.stream().map(Definition::name).toList());
    assertThat(french)
        .extracting(Definition::definition)
        .isNotEqualTo(english.stream().map(Definition::definition).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "glucose,## Glucose",
    "blood-pressure,## Blood pressure",
    "weight,## Weight",
    "temperature,## Temperature"
  })
  void the_documentation_says_the_same(String series, String heading) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/derived-numbers.md")).stream()
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Definition.of(series, Locale.ENGLISH).stream().map(DefinitionTest::row).toList());
  }

  private static String row(Definition number) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            number.name(),
            number.definition(),
            number.denominator(),
            number.excluded(),
            number.source());
  }
}
