package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayTest {
  @ParameterizedTest
  @CsvSource({
    "PRESSURE, 134.5, 135",
    "PRESSURE, 134.49, 134",
    "PRESSURE, 135.5, 136",
    "WEIGHT, 80.25, 80.2",
    "WEIGHT, 80.35, 80.4",
    "TEMPERATURE, 37.95, 38.0",
    "TEMPERATURE, 37.85, 37.8",
    "GLUCOSE_MG_PER_DL, 144.5, 144",
    "GLUCOSE_MMOL_PER_L, 6.05, 6.0",
    "GLUCOSE_G_PER_L, 1.105, 1.10",
    "PERCENT, 6.7784, 6.8",
    "SHARE, 67.5, 68",
    "BMI, 24.45, 24.4",
    "WEIGHT, 72, 72.0"
  })
  void rounds_for_people_only(Display display, double value, BigDecimal shown) {
    assertThat(display.of(value)).isEqualTo(shown);
  }
}
