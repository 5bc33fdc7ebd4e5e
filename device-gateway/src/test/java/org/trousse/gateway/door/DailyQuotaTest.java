package org.trousse.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class DailyQuotaTest {
  private static final long DEVICE = 7;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-07T23:59:58.500Z"));
  private final DailyQuota quota = new DailyQuota(2, new Turning(now));

  @Test
  void a_device_has_its_quota_and_no_more_until_midnight_utc() {
    assertThat(quota.take(DEVICE)).isTrue();
    assertThat(quota.take(DEVICE)).as("at the limit").isTrue();
    assertThat(quota.take(DEVICE)).as("past it").isFalse();
    assertThat(quota.take(DEVICE + 1)).as("another device").isTrue();

    now.set(Instant.parse("2026-03-08T00:00:00Z"));

    assertThat(quota.take(DEVICE)).as("the next day").isTrue();
  }

  @Test
  void tells_the_whole_seconds_until_the_next_day_never_too_few() {
    assertThat(quota.secondsToNextDay()).isEqualTo(2);

    now.set(Instant.parse("2026-03-08T00:00:00Z"));

    assertThat(quota.secondsToNextDay()).isEqualTo(Duration.ofDays(1).toSeconds());
  }

  /// A clock that a test sets.
  private static final class Turning extends Clock {
    private final AtomicReference<Instant> now;

    private Turning(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
