package org.trousse.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts refused sign-ins by address, so that nobody can try passwords all day.
public final class FailedSignIns {
  /// Refusals are forgotten after this.
  public static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int ADDRESSES_MAX = 100_000;

  private final int limit;
  private final Cache<String, AtomicInteger> counts =
      Caffeine.newBuilder().expireAfterWrite(WINDOW).maximumSize(ADDRESSES_MAX).build();

  /// Counts from now.
  ///
  /// @param limit refusals a minute and address
  public FailedSignIns(int limit) {
    this.limit = limit;
  }

  public boolean tooMany(String address) {
    AtomicInteger count = counts.getIfPresent(address);
    return count != null && count.get() >= limit;
  }

  public void refused(String address) {
    counts.get(address, first -> new AtomicInteger()).incrementAndGet();
  }
}
