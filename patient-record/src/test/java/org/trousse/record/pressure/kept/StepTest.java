package org.trousse.record.pressure.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.pressure.Placed.Part;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Protocol;

/// All data are synthetic.
final class StepTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);

  private static KeptSeries series(@Nullable LocalDate endedOn) {
    return new KeptSeries(new UUID(0, 1), Protocol.FRANCE_3, FIRST, endedOn);
  }

  /// At this time, with these readings of the same day before.
  private static Step step(KeptSeries series, String now, String... measured) {
    LocalDateTime at = LocalDateTime.parse(now);
    List<PressureReading> readings = new ArrayList<>();
    for (String time : measured) {
      LocalDateTime when = LocalDateTime.parse(at.toLocalDate() + "T" + time);
      readings.add(PressureReading.of(when.atZone(PARIS).toInstant(), 120, 70));
    }
    PressureNumbers numbers = PressureNumbers.of(readings, series.days(PARIS));
    return Step.of(series, numbers.days(), at);
  }

  @Test
  void a_morning_asks_for_what_is_missing_of_it() {
    assertThat(step(series(null), "2026-11-21T04:00"))
        .isEqualTo(new Step.Now(2, Part.MORNING, 0, 3));
    assertThat(step(series(null), "2026-11-21T11:59", "07:00", "07:02"))
        .isEqualTo(new Step.Now(2, Part.MORNING, 2, 3));
  }

  @Test
  void once_the_morning_is_whole_or_over_the_evening_comes() {
    Step evening = new Step.Later(2, LocalDate.of(2026, 11, 21), Part.EVENING);

    assertThat(step(series(null), "2026-11-21T07:10", "07:00", "07:02", "07:04"))
        .isEqualTo(evening);
    assertThat(step(series(null), "2026-11-21T12:00", "07:00")).isEqualTo(evening);
    assertThat(step(series(null), "2026-11-21T15:59")).isEqualTo(evening);
    assertThat(step(series(null), "2026-11-21T16:00"))
        .isEqualTo(new Step.Now(2, Part.EVENING, 0, 3));
  }

  @Test
  void before_four_o_clock_and_after_a_whole_evening_the_next_morning_comes() {
    assertThat(step(series(null), "2026-11-21T03:59"))
        .isEqualTo(new Step.Later(2, LocalDate.of(2026, 11, 21), Part.MORNING));
    assertThat(step(series(null), "2026-11-21T20:00", "19:00", "19:02", "19:04", "19:06"))
        .isEqualTo(new Step.Later(3, LocalDate.of(2026, 11, 22), Part.MORNING));
  }

  @Test
  void there_is_a_first_day_and_a_last_evening() {
    assertThat(step(series(null), "2026-11-19T23:59")).isEqualTo(new Step.Before(FIRST));
    assertThat(step(series(null), "2026-11-22T20:00", "19:00", "19:02", "19:04"))
        .isEqualTo(new Step.Over());
    assertThat(step(series(null), "2026-11-23T08:00")).isEqualTo(new Step.Over());
    assertThat(step(series(LocalDate.of(2026, 11, 21)), "2026-11-21T08:00"))
        .isEqualTo(new Step.Over());
  }

  @Test
  void a_series_that_was_ended_has_the_days_until_then() {
    assertThat(series(LocalDate.of(2026, 11, 21)).last()).isEqualTo("2026-11-21");
    assertThat(series(null).last()).isEqualTo("2026-11-22");
    assertThat(series(null).isOpen(LocalDate.of(2026, 11, 22))).isTrue();
    assertThat(series(null).isOpen(LocalDate.of(2026, 11, 23))).isFalse();
    assertThat(series(FIRST).isOpen(FIRST)).isFalse();
    assertThat(series(FIRST).isCancelled()).isFalse();
    assertThat(series(FIRST.minusDays(1)).isCancelled()).isTrue();
  }

  @Test
  void a_series_may_begin_a_week_ago_and_sixty_days_ahead() {
    LocalDate today = LocalDate.of(2026, 11, 23);

    assertThat(KeptSeries.mayBegin(today.minusDays(7), today)).isTrue();
    assertThat(KeptSeries.mayBegin(today.minusDays(8), today)).isFalse();
    assertThat(KeptSeries.mayBegin(today.plusDays(60), today)).isTrue();
    assertThat(KeptSeries.mayBegin(today.plusDays(61), today)).isFalse();
  }
}
