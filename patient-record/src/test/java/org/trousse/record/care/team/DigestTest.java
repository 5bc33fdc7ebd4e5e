package org.trousse.record.care.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigestTest {
  @ParameterizedTest
  @CsvSource({
    // a Wednesday, a Monday, and the night in which clocks go back
    "EACH, 2026-11-18T10:00:00Z, 2026-11-18T10:00:00Z",
    "DAILY, 2026-11-18T10:00:00Z, 2026-11-17T23:00:00Z",
    "DAILY, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z",
    "WEEKLY, 2026-11-18T10:00:00Z, 2026-11-15T23:00:00Z",
    "WEEKLY, 2026-11-16T10:00:00Z, 2026-11-15T23:00:00Z"
  })
  void tells_what_happened_until(Digest digest, Instant now, Instant until) {
    assertThat(digest.toldUntil(now, ZoneId.of("Europe/Paris"))).isEqualTo(until);
  }
}
