package org.trousse.referencing.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The years' lists are those that the French administration publishes.
final class WorkingDaysTest {
  @ParameterizedTest
  @CsvSource({
    "2008, 2008-03-23",
    "2011, 2011-04-24",
    "2024, 2024-03-31",
    "2025, 2025-04-20",
    "2026, 2026-04-05",
    "2027, 2027-03-28",
    "2038, 2038-04-25",
    "2049, 2049-04-18",
    "2076, 2076-04-19"
  })
  void knows_easter(int year, LocalDate sunday) {
    assertThat(WorkingDays.easter(year)).isEqualTo(sunday);
  }

  @Test
  void knows_the_eleven_holidays_of_2025() {
    assertThat(WorkingDays.holidays(2025))
        .containsExactly(
            LocalDate.of(2025, 1, 1),
            LocalDate.of(2025, 4, 21),
            LocalDate.of(2025, 5, 1),
            LocalDate.of(2025, 5, 8),
            LocalDate.of(2025, 5, 29),
            LocalDate.of(2025, 6, 9),
            LocalDate.of(2025, 7, 14),
            LocalDate.of(2025, 8, 15),
            LocalDate.of(2025, 11, 1),
            LocalDate.of(2025, 11, 11),
            LocalDate.of(2025, 12, 25));
  }

  @Test
  void knows_the_eleven_holidays_of_2026() {
    assertThat(WorkingDays.holidays(2026))
        .contains(LocalDate.of(2026, 4, 6), LocalDate.of(2026, 5, 14), LocalDate.of(2026, 5, 25))
        .hasSize(11);
  }

  @ParameterizedTest
  @CsvSource({"2024, 252", "2025, 251", "2026, 252"})
  void counts_the_working_days_of_a_year(int year, int days) {
    LocalDate eve = LocalDate.of(year - 1, 12, 31);

    assertThat(WorkingDays.between(eve, LocalDate.of(year, 12, 31))).isEqualTo(days);
  }

  @Test
  void good_friday_and_saint_stephen_are_working_days_outside_of_alsace_and_moselle() {
    assertThat(List.of(LocalDate.of(2025, 4, 18), LocalDate.of(2025, 12, 26)))
        .allMatch(WorkingDays::isWorking);
  }

  @Test
  void steps_over_the_bridges_of_may() {
    // Wednesday 30 April 2025; 1 May and 8 May are holidays
    assertThat(WorkingDays.add(LocalDate.of(2025, 4, 30), 1)).isEqualTo("2025-05-02");
    assertThat(WorkingDays.add(LocalDate.of(2025, 4, 30), 5)).isEqualTo("2025-05-09");
  }

  @Test
  void adding_and_counting_agree_on_every_day_of_two_years() {
    for (int day = 0; day < 730; day++) {
      LocalDate from = LocalDate.of(2025, 1, 1).plusDays(day);

      LocalDate to = WorkingDays.add(from, 20);

      assertThat(WorkingDays.between(from, to)).isEqualTo(20);
      assertThat(WorkingDays.isWorking(to)).isTrue();
      assertThat(WorkingDays.between(from, to.minusDays(1))).isEqualTo(19);
    }
  }

  @Test
  void adding_nothing_to_a_sunday_gives_monday() {
    assertThat(WorkingDays.add(LocalDate.of(2026, 11, 22), 0)).isEqualTo("2026-11-23");
  }

  @Test
  void a_day_in_paris_begins_before_it_does_in_greenwich() {
    assertThat(WorkingDays.day(Instant.parse("2026-07-13T22:30:00Z"))).isEqualTo("2026-07-14");
    assertThat(WorkingDays.end(LocalDate.of(2026, 7, 14))).isEqualTo("2026-07-14T22:00:00Z");
    assertThat(WorkingDays.end(LocalDate.of(2026, 12, 24))).isEqualTo("2026-12-24T23:00:00Z");
  }

  @Test
  void nothing_lies_between_a_day_and_an_earlier_one() {
    assertThat(WorkingDays.between(LocalDate.of(2026, 5, 2), LocalDate.of(2026, 5, 1))).isZero();
  }

  @Test
  void refuses_fewer_than_no_days() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkingDays.add(LocalDate.of(2026, 1, 1), -1));
  }
}
