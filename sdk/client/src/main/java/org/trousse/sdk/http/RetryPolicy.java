package org.trousse.sdk.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// Whether a request is sent again, and after which wait: only when nothing can be done twice by
/// it, and only for failures that pass. Between attempts any part of a wait that doubles each time
/// ("full jitter"), so that apps that failed together do not come back together; where the server
/// names a time (RFC 9110 §10.2.3), that one and no less.
///
/// @param attempts all together, from 1, which is no retry
/// @param first the whole wait after the first attempt
/// @param longest the longest wait; a server that asks for more gets no retry, and the app is told
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /// Three attempts, waits from 100 ms to 20 s.
  public static final RetryPolicy USUAL =
      new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(20));

  /// For an app that retries by itself.
  public static final RetryPolicy NONE =
      new RetryPolicy(1, Duration.ofMillis(100), Duration.ofSeconds(20));

  /// RFC 9110 §9.2.2.
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
  private static final int DOUBLINGS_MAX = 30;

  public RetryPolicy {
    if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("one attempt at least, and waits that grow");
    }
  }

  /// The wait before the same request is sent again; empty when the answer is the answer.
  ///
  /// @param attempt how many attempts were made, from 1
  /// @param chance from 0 (included) to 1
  /// @param now for a server that names a time of day without saying its own
  public Optional<Duration> after(
      HttpCall call, HttpAnswer answer, int attempt, double chance, Instant now) {
    if (!PASSING.contains(answer.status()) || !mayBeSentAgain(call, attempt)) {
      return Optional.empty();
    }
    Optional<Duration> asked = answer.retryAfter(now);
    Duration jitter = jitter(attempt, chance);
    Duration wait = asked.filter(time -> time.compareTo(jitter) > 0).orElse(jitter);
    return wait.compareTo(longest) > 0 ? Optional.empty() : Optional.of(wait);
  }

  /// The same when no answer came: the connection failed or broke.
  public Optional<Duration> after(HttpCall call, Throwable failed, int attempt, double chance) {
    Throwable cause = failed.getCause();
    Throwable told = failed instanceof CompletionException && cause != null ? cause : failed;
    boolean passes = told instanceof IOException && !(told instanceof BoundedBody.TooLong);
    return passes && mayBeSentAgain(call, attempt)
        ? Optional.of(jitter(attempt, chance))
        : Optional.empty();
  }

  private boolean mayBeSentAgain(HttpCall call, int attempt) {
    return attempt < attempts
        && (IDEMPOTENT.contains(call.method().toUpperCase(Locale.ROOT))
            || call.headers().keySet().stream().anyMatch("Idempotency-Key"::equalsIgnoreCase));
  }

  private Duration jitter(int attempt, double chance) {
    int doublings = Math.min(Math.max(attempt - 1, 0), DOUBLINGS_MAX);
    double whole =
        Math.min((double) first.toMillis() * (1L << doublings), (double) longest.toMillis());
    return Duration.ofMillis((long) (whole * chance));
  }
}
