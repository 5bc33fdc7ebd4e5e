package org.trousse.gateway.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.gateway.own.OwnDevice.Clock;

final class OwnDeviceTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant SUMMER = Instant.parse("2026-07-01T10:00:00Z");

  private static Duration ahead(String said, @Nullable String zone) {
    return new Clock(Instant.parse(said), SUMMER, zone).ahead(PARIS);
  }

  @Test
  void a_clock_is_compared_with_its_zone_or_else_with_the_patients_or_with_utc() {
    assertThat(ahead("2026-07-01T12:02:00Z", null)).isEqualTo(Duration.ofMinutes(2));
    assertThat(ahead("2026-07-01T09:58:00Z", null)).isEqualTo(Duration.ofMinutes(-2));
    assertThat(ahead("2026-07-01T06:05:00Z", "America/New_York")).isEqualTo(Duration.ofMinutes(5));
    assertThat(ahead("2026-07-01T11:00:00Z", "Europe/Paris"))
        .isEqualTo(Duration.ofHours(1).negated());
  }
}
