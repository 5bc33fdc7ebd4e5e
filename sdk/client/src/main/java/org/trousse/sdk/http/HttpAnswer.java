package org.trousse.sdk.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// What a server answered.
public record HttpAnswer(int status, HttpHeaders headers, String body) {
  /// Where the server names no time.
  public static final Duration USUAL_WAIT = Duration.ofSeconds(5);

  private static final long WAIT_SECONDS_MAX = 3_600;

  /// The body as an object; empty when it is none.
  public Optional<JsonObject> json() {
    try {
      return Optional.of(JsonObject.parse(body, HttpLine.BODY_BYTES_MAX));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /// RFC 9110 §10.2.3: how long to wait before asking again; [#USUAL_WAIT] where the server names
  /// no time that it can be counted from.
  public Duration retryAfter() {
    return asked(date().orElse(null)).orElse(USUAL_WAIT);
  }

  /// The same, empty where the server names no time. A time of day is counted from the server's own
  /// `Date`, so that clocks may differ.
  ///
  /// @param now where the answer has no `Date`
  public Optional<Duration> retryAfter(Instant now) {
    return asked(date().orElse(now));
  }

  /// RFC 9110 §6.6.1: when the server made the answer, in whole seconds.
  public Optional<Instant> date() {
    return headers.firstValue("Date").flatMap(HttpAnswer::time);
  }

  private Optional<Duration> asked(@Nullable Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").trim();
    Optional<Long> seconds =
        value.matches("-?[0-9]{1,10}")
            ? Optional.of(Long.valueOf(value))
            : time(value)
                .filter(then -> now != null)
                .map(then -> Duration.between(now, then).toSeconds());
    return seconds.map(wait -> Duration.ofSeconds(Math.max(0, Math.min(wait, WAIT_SECONDS_MAX))));
  }

  /// IMF-fixdate, the one of RFC 9110's formats that is written today.
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException another) {
      return Optional.empty();
    }
  }

  /// Never the body: it may hold tokens or measurements.
  @Override
  public String toString() {
    return "HttpAnswer(" + status + ")";
  }
}
