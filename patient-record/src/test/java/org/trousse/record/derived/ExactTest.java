package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExactTest {
  @Test
  void subtracts_decimals_as_a_person_does() {
    assertThat(65.1 - 63.1).isNotEqualTo(2.0);

    assertThat(Exact.of(65.1) - Exact.of(63.1)).isEqualTo(Exact.of(2.0));
  }

  @Test
  void keeps_every_decimal_of_a_pound() {
    assertThat(Exact.toDouble(Exact.of(180 * 0.45359237))).isEqualTo(81.6466266);
  }

  @ParameterizedTest
  @CsvSource({
    "1.99, 1.99",
    "1.994999, 1.99",
    "1.995, 2.00",
    "2.005, 2.00",
    "2.015, 2.02",
    "2.0050001, 2.01",
    "-1.995, -2.00",
    "-2.005, -2.00",
    "0, 0"
  })
  void rounds_to_hundredths_half_to_even(double value, double rounded) {
    assertThat(Exact.toDouble(Exact.toHundredths(Exact.of(value)))).isEqualTo(rounded);
  }
}
