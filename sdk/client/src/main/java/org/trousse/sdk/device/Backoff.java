package org.trousse.sdk.device;

import java.time.Duration;

/// How long to wait before the next attempt: twice as long each time, up to a limit, half of it by
/// chance, so that a thousand devices that lost the same gateway do not come back at once.
///
/// @param first the whole wait before the second attempt
/// @param longest the limit
public record Backoff(Duration first, Duration longest) {
  /// From a second to a minute.
  public static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private static final int DOUBLINGS_MAX = 30;

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("a wait is longer than nothing, and the first the least");
    }
  }

  /// The wait before the next attempt.
  ///
  /// @param attempt how many attempts have failed, from 1
  /// @param chance from 0 (included) to 1
  public Duration delay(int attempt, double chance) {
    int doublings = Math.min(Math.max(attempt - 1, 0), DOUBLINGS_MAX);
    double whole =
        Math.min((double) first.toMillis() * (1L << doublings), (double) longest.toMillis());
    return Duration.ofMillis((long) (whole / 2 + whole / 2 * chance));
  }
}
