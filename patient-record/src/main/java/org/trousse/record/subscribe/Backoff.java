package org.trousse.record.subscribe;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// How long to leave an endpoint alone that did not take a notification.
public final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(15);

  /// As long as an endpoint may ask for.
  static final Duration ASKED_MAX = Duration.ofHours(1);

  private static final int DOUBLINGS_MAX = 20;
  private static final int SECONDS_DIGITS_MAX = 9;

  private Backoff() {}

  /// Doubles with each attempt that failed, up to 15 minutes; at least half of it, the rest by
  /// chance, so that those who fail together do not come back together.
  ///
  /// @param failures in a row, 1 or more
  /// @param asked by the endpoint; null: nothing
  /// @param random from 0 to 1
  public static Duration after(int failures, @Nullable Duration asked, double random) {
    long doubled = FIRST.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long whole = Math.min(doubled, LONGEST.toMillis());
    Duration own = Duration.ofMillis(whole / 2 + Math.round(random * (whole - whole / 2)));
    if (asked == null) {
      return own;
    }
    Duration wished = asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : asked;
    return wished.compareTo(own) > 0 ? wished : own;
  }

  /// RFC 9110 §10.2.3, `Retry-After`: seconds or a date; null for what is neither.
  public static @Nullable Duration asked(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    String said = retryAfter.strip();
    if (said.matches("[0-9]{1," + SECONDS_DIGITS_MAX + "}")) {
      return Duration.ofSeconds(Long.parseLong(said));
    }
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said));
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeException neither) {
      return null;
    }
  }
}
