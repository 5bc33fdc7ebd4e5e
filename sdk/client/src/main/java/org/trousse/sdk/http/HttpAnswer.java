package org.trousse.sdk.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
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

  /// RFC 9110 §10.2.3, in seconds: how long to wait before asking again.
  public Duration retryAfter() {
    try {
      long seconds = headers.firstValueAsLong("Retry-After").orElse(USUAL_WAIT.toSeconds());
      return Duration.ofSeconds(Math.max(0, Math.min(seconds, WAIT_SECONDS_MAX)));
    } catch (NumberFormatException date) {
      return USUAL_WAIT;
    }
  }

  /// Never the body: it may hold tokens or measurements.
  @Override
  public String toString() {
    return "HttpAnswer(" + status + ")";
  }
}
