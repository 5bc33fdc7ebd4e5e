package org.trousse.consent.outbound;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// For how long an answer may be kept (RFC 9111 §5.2.2): never longer than its server says.
public final class CacheLife {
  static final Duration UNSAID = Duration.ofMinutes(5);
  static final Duration MAX = Duration.ofHours(1);

  private static final int SECONDS_DIGITS = 9;

  private CacheLife() {}

  public static Duration of(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return UNSAID;
    }
    Duration life = UNSAID;
    for (String part : cacheControl.toLowerCase(Locale.ROOT).split(",", -1)) {
      String directive = part.strip();
      if (directive.startsWith("no-store") || directive.startsWith("no-cache")) {
        return Duration.ZERO;
      }
      if (directive.startsWith("max-age=")) {
        Duration said = seconds(directive.substring("max-age=".length()).replace("\"", ""));
        life = said.compareTo(MAX) > 0 ? MAX : said;
      }
    }
    return life;
  }

  /// What is no number counts as stale (RFC 9111 §4.2.1).
  private static Duration seconds(String text) {
    return text.matches("[0-9]{1," + SECONDS_DIGITS + "}")
        ? Duration.ofSeconds(Integer.parseInt(text))
        : Duration.ZERO;
  }
}
