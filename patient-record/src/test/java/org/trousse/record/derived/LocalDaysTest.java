package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalDaysTest {
  @ParameterizedTest
  @CsvSource({
    // 23 hours in Paris: from 01:00Z the clock shows two hours more than UTC
    "Europe/Paris, 2026-03-28T22:59:59Z, 2026-03-28, 23",
    "Europe/Paris, 2026-03-28T23:00:00Z, 2026-03-29, 0",
    "Europe/Paris, 2026-03-29T00:59:59Z, 2026-03-29, 1",
    "Europe/Paris, 2026-03-29T01:00:00Z, 2026-03-29, 3",
    "Europe/Paris, 2026-03-29T21:59:59Z, 2026-03-29, 23",
    "Europe/Paris, 2026-03-29T22:00:00Z, 2026-03-30, 0",
    // 25 hours: two o'clock comes twice
    "Europe/Paris, 2026-10-25T00:30:00Z, 2026-10-25, 2",
    "Europe/Paris, 2026-10-25T01:30:00Z, 2026-10-25, 2",
    "Europe/Paris, 2026-10-25T22:59:59Z, 2026-10-25, 23",
    "Europe/Paris, 2026-10-25T23:00:00Z, 2026-10-26, 0",
    "Indian/Reunion, 2026-10-25T20:00:00Z, 2026-10-26, 0",
    "America/Martinique, 2026-10-25T03:59:59Z, 2026-10-24, 23",
    "Pacific/Chatham, 2026-06-01T12:14:59Z, 2026-06-02, 0",
    "Europe/Paris, 1969-12-31T22:59:59Z, 1969-12-31, 23"
  })
  void knows_the_local_day_and_hour(ZoneId zone, Instant at, LocalDate day, int hour) {
    LocalDays local = new LocalDays(zone);

    assertThat(local.day(at)).isEqualTo(day);
    assertThat(local.hour(at)).isEqualTo(hour);
  }

  @Test
  void agrees_with_the_library_in_any_order_of_instants() {
    Random random = new Random(20261122);
    for (String id : List.of("Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC")) {
      ZoneId zone = ZoneId.of(id);
      LocalDays local = new LocalDays(zone);
      for (int round = 0; round < 5_000; round++) {
        Instant at = Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 4_000_000_000L), 7);

        ZonedDateTime there = at.atZone(zone);
        assertThat(local.day(at)).isEqualTo(there.toLocalDate());
        assertThat(local.hour(at)).isEqualTo(there.getHour());
      }
    }
  }
}
