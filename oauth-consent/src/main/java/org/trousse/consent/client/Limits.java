package org.trousse.consent.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/// How often somebody may ask: a bucket of tokens for each address, client or account. Any thread
/// may call.
public final class Limits {
  private static final int BUCKETS_MAX = 100_000;

  private final long perMinute;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(BUCKETS_MAX)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /// A bucket that is full at first.
  ///
  /// @param perMinute both how much a bucket holds and how much flows in each minute
  public Limits(long perMinute) {
    this.perMinute = perMinute;
  }

  /// Empty: go on. Else: come back after so many seconds.
  public OptionalLong take(String who) {
    var probe = bucket(who).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? OptionalLong.empty()
        : OptionalLong.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
  }

  private Bucket bucket(String who) {
    return Objects.requireNonNull(
        buckets.get(
            who,
            first ->
                Bucket.builder()
                    .addLimit(limit ->
                        limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                    .build()));
  }
}
