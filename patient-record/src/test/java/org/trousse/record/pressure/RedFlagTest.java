package org.trousse.record.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.pressure.Cuff.at;
import static org.trousse.record.pressure.Cuff.numbers;
import static org.trousse.record.pressure.Cuff.reading;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedFlagTest {
  @ParameterizedTest
  @CsvSource({"179.9, 109.9, false", "180, 100, true", "150, 110, true", "150, 109.9, false"})
  void flags_180_or_110(double systolic, double diastolic, boolean flagged) {
    List<RedFlag> flags = flags(reading("2026-05-04T08:00:00", systolic, diastolic));

    assertThat(flags).hasSize(flagged ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "08:04:59, 185, false",
    "08:05:00, 185, true",
    "09:00:00, 185, true",
    "09:00:01, 185, false",
    "08:05:00, 150, false"
  })
  void a_second_one_confirms_after_five_minutes_rest(
      String time, double systolic, boolean confirmed) {
    List<RedFlag> flags =
        flags(reading("2026-05-04T08:00:00", 182, 95), reading("2026-05-04T" + time, systolic, 95));

    assertThat(flags.getFirst())
        .isEqualTo(
            new RedFlag(
                at("2026-05-04T08:00:00"),
                new Pair(182, 95),
                confirmed ? at("2026-05-04T" + time) : null));
  }

  @Test
  void a_normal_reading_after_rest_does_not_confirm_even_if_a_later_one_is_high() {
    List<RedFlag> flags =
        flags(
            reading("2026-05-04T08:00:00", 182, 95),
            reading("2026-05-04T08:06:00", 150, 95),
            reading("2026-05-04T08:12:00", 181, 95));

    assertThat(flags).extracting(RedFlag::again).containsOnlyNulls().hasSize(2);
  }

  @Test
  void a_confirming_reading_raises_no_flag_of_its_own() {
    List<RedFlag> flags =
        flags(reading("2026-05-04T08:00:00", 182, 95), reading("2026-05-04T08:06:00", 184, 95));

    assertThat(flags).hasSize(1);
  }

  @Test
  void a_pressure_too_high_to_believe_is_excluded_but_not_silent() {
    List<RedFlag> flags =
        flags(reading("2026-05-04T08:00:00", 250, 145), reading("2026-05-04T08:06:00", 252, 145));

    assertThat(flags).hasSize(1);
    assertThat(flags.getFirst().again()).isEqualTo(at("2026-05-04T08:06:00"));
  }

  private static List<RedFlag> flags(PressureReading... readings) {
    return numbers(List.of(readings), Protocol.FRANCE_2_2_3).redFlags();
  }
}
