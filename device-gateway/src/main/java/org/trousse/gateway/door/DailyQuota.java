package org.trousse.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Messages of a device in a UTC day, counted by each node for itself.
public final class DailyQuota {
  private static final long MILLIS_A_DAY = Duration.ofDays(1).toMillis();
  private static final int DEVICES_MAX = 1_000_000;

  private final int limit;
  private final Clock clock;
  private final Cache<Long, AtomicInteger> counts =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofDays(1)).maximumSize(DEVICES_MAX).build();

  /// Counts from now.
  ///
  /// @param limit messages a device and day
  public DailyQuota(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /// Until the next day's quota begins.
  public long secondsToNextDay() {
    return (MILLIS_A_DAY - Math.floorMod(clock.millis(), MILLIS_A_DAY) + 999) / 1_000;
  }

  /// Counts one message; false when the day's quota was used up before it.
  public boolean take(long device) {
    long day = Math.floorDiv(clock.millis(), MILLIS_A_DAY);
    AtomicInteger count = counts.get(device * 31 + day, first -> new AtomicInteger());
    return count.incrementAndGet() <= limit;
  }
}
