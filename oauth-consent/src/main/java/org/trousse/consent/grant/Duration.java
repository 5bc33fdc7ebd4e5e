package org.trousse.consent.grant;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// For how long a patient allows an app; nothing is endless.
public enum Duration {
  /// One hour, and no coming back: access tokens only.
  ONCE("once"),
  DAY("24h"),
  DAYS_30("30d"),
  DAYS_90("90d"),
  MONTHS_12("12m");

  private final String word;

  Duration(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public Instant after(Instant start) {
    return switch (this) {
      case ONCE -> start.plusSeconds(3_600);
      case DAY -> start.plusSeconds(86_400);
      case DAYS_30 -> start.plusSeconds(30 * 86_400L);
      case DAYS_90 -> start.plusSeconds(90 * 86_400L);
      case MONTHS_12 -> start.atOffset(ZoneOffset.UTC).plusMonths(12).toInstant();
    };
  }

  public static Optional<Duration> of(String word) {
    for (Duration duration : values()) {
      if (duration.word.equals(word)) {
        return Optional.of(duration);
      }
    }
    return Optional.empty();
  }
}
