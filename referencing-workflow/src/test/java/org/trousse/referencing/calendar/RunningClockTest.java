package org.trousse.referencing.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RunningClockTest {
  /// A Monday in Paris.
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");

  private static Instant day(String day) {
    return Instant.parse("2026-" + day + "T09:00:00Z");
  }

  @Test
  void five_working_days_from_monday_end_with_the_next_monday() {
    RunningClock clock = RunningClock.start(Turn.OURS, Limit.workingDays(5), MONDAY);

    assertThat(clock.due()).contains(Instant.parse("2026-11-23T23:00:00Z"));
    assertThat(clock.used(day("11-20"))).isEqualTo(4);
    assertThat(clock.overdue(Instant.parse("2026-11-23T22:59:59Z"))).isFalse();
    assertThat(clock.overdue(Instant.parse("2026-11-23T23:00:00Z"))).isTrue();
  }

  @Test
  void stands_still_while_the_vendor_is_awaited() {
    RunningClock clock = RunningClock.start(Turn.OURS, Limit.workingDays(5), MONDAY);

    RunningClock stopped = clock.stop(day("11-18"));

    assertThat(stopped.used(day("12-24"))).isEqualTo(2);
    assertThat(stopped.due()).isEmpty();
    assertThat(stopped.overdue(day("12-24"))).isFalse();
    assertThat(stopped.turnNow()).isEqualTo(Turn.VENDORS);
  }

  @Test
  void runs_on_with_what_is_left() {
    RunningClock resumed =
        RunningClock.start(Turn.OURS, Limit.workingDays(5), MONDAY)
            .stop(day("11-18"))
            .resume(day("11-30"));

    assertThat(resumed.due()).contains(Instant.parse("2026-12-03T23:00:00Z"));
    assertThat(resumed.used(day("12-02"))).isEqualTo(4);
    assertThat(resumed.turnNow()).isEqualTo(Turn.OURS);
  }

  @Test
  void a_second_stop_and_a_second_resume_change_nothing() {
    RunningClock stopped =
        RunningClock.start(Turn.OURS, Limit.workingDays(5), MONDAY).stop(day("11-18"));

    assertThat(stopped.stop(day("11-25"))).isEqualTo(stopped);
    assertThat(stopped.resume(day("11-26")).resume(day("11-27")))
        .isEqualTo(stopped.resume(day("11-26")));
  }

  @Test
  void a_calendar_limit_that_ends_on_a_holiday_ends_with_the_next_working_day() {
    // 1 November 2026 is a Sunday and a holiday
    Instant due = Limit.days(30).due(Instant.parse("2026-10-02T08:00:00Z"));

    assertThat(due).isEqualTo(Instant.parse("2026-11-02T23:00:00Z"));
  }

  @Test
  void hours_and_months_are_what_they_are() {
    assertThat(Limit.hours(24).due(MONDAY)).isEqualTo(day("11-17"));
    assertThat(Limit.months(12).due(MONDAY)).isEqualTo(Instant.parse("2027-11-16T23:00:00Z"));
    assertThat(Limit.hours(24).used(MONDAY, day("11-17"))).isEqualTo(24);
    assertThat(Limit.months(12).used(MONDAY, Instant.parse("2027-11-16T09:00:00Z"))).isEqualTo(12);
    assertThat(Limit.days(30).used(MONDAY, day("11-26"))).isEqualTo(10);
  }
}
