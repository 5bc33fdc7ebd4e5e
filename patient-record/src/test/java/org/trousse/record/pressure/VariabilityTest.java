package org.trousse.record.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.pressure.Cuff.numbers;
import static org.trousse.record.pressure.Cuff.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VariabilityTest {
  /// Mean 100 and sd 11 are a CV of 11.0; mean 62.5 and sd 8 one of 12.8.
  @ParameterizedTest
  @CsvSource({
    "11, 8, false, false",
    "11.01, 8, true, false",
    "11, 8.01, false, true",
    "12, 9, true, true"
  })
  void is_increased_above_11_or_12_8_percent(
      double systolicStep, double diastolicStep, boolean systolic, boolean diastolic) {
    List<PressureReading> readings = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      double one = 100 + (day - 1) * systolicStep;
      double other = 62.5 + (day - 1) * diastolicStep;
      readings.add(reading("2026-05-0" + (4 + day) + "T07:00:00", one, other));
    }

    Variability variability = variability(readings);

    assertThat(variability.systolicIncreased()).isEqualTo(systolic);
    assertThat(variability.diastolicIncreased()).isEqualTo(diastolic);
    assertThat(variability.increased()).isEqualTo(systolic || diastolic);
  }

  @Test
  void takes_the_first_plausible_reading_of_each_morning() {
    List<PressureReading> readings =
        List.of(
            reading("2026-05-04T06:59:00", 300, 80),
            reading("2026-05-04T07:00:00", 120, 80),
            reading("2026-05-04T07:02:00", 190, 80),
            reading("2026-05-05T13:00:00", 200, 80),
            reading("2026-05-05T07:00:00", 120, 80),
            reading("2026-05-06T03:59:00", 60, 50),
            reading("2026-05-06T07:00:00", 120, 80));

    assertThat(variability(readings).cv()).isEqualTo(new Pair(0, 0));
  }

  @Test
  void two_mornings_say_nothing() {
    List<PressureReading> readings =
        List.of(
            reading("2026-05-04T07:00:00", 120, 80),
            reading("2026-05-05T07:00:00", 130, 80),
            reading("2026-05-06T17:00:00", 140, 80));

    assertThat(numbers(readings, Protocol.ESH).variability()).isNull();
  }

  @Test
  void looks_at_the_last_seven_mornings() {
    List<PressureReading> readings = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      readings.add(reading("2026-05-0" + day + "T07:00:00", day < 3 ? 180 : 120, 80));
      readings.add(reading("2026-05-0" + day + "T07:02:00", 100 + 10 * day, 80));
    }

    Variability variability = variability(readings);

    assertThat(variability.mornings()).isEqualTo(7);
    assertThat(variability.from()).isEqualTo(LocalDate.parse("2026-05-03"));
    assertThat(variability.to()).isEqualTo(LocalDate.parse("2026-05-09"));
    assertThat(variability.cv().systolic()).isZero();
  }

  private static Variability variability(List<PressureReading> readings) {
    return Objects.requireNonNull(numbers(readings, Protocol.ESH).variability());
  }
}
