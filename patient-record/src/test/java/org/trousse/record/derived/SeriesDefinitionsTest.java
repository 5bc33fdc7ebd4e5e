package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.temperature.TemperatureNumbers;
import org.trousse.record.weight.WeightNumbers;

/// Each number that is published says what it is, of what, without what and by whom.
final class SeriesDefinitionsTest {
  @ParameterizedTest
  @CsvSource({
    "blood-pressure, en",
    "blood-pressure, fr",
    "weight, en",
    "weight, fr",
    "temperature, en",
    "temperature, fr"
  })
  void every_number_is_defined(String series, String language) throws IOException {
    Properties texts = texts(series, language);

    List<String> names = List.of(texts.getProperty("names").split(" "));

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(numbers(series).getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    for (String name : names) {
      for (String part : List.of("title", "is", "of", "without", "source")) {
        assertThat(texts.getProperty(name + "." + part)).as(name + "." + part).isNotBlank();
      }
    }
    assertThat(texts).hasSize(1 + 5 * names.size());
  }

  private static Class<?> numbers(String series) {
    return switch (series) {
      case "blood-pressure" -> PressureNumbers.class;
      case "weight" -> WeightNumbers.class;
      default -> TemperatureNumbers.class;
    };
  }

  private static Properties texts(String series, String language) throws IOException {
    String file = "/derived/" + series + "_" + language + ".properties";
    Properties texts = new Properties();
    try (var bytes =
            Objects.requireNonNull(SeriesDefinitionsTest.class.getResourceAsStream(file), file);
        var reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }
}
