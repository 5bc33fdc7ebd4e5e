package org.trousse.record.care.team;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/// How often a patient is told of consultations; the code stands in rows. Each one is listed at
/// once whatever is chosen.
public enum Digest {
  EACH(0),
  DAILY(1),
  WEEKLY(2);

  private final int code;

  Digest(int code) {
    this.code = code;
  }

  public static Digest ofCode(int code) {
    return switch (code) {
      case 0 -> EACH;
      case 1 -> DAILY;
      case 2 -> WEEKLY;
      default -> throw new IllegalArgumentException("no digest has code " + code);
    };
  }

  public int code() {
    return code;
  }

  /// Consultations before this time are told by now: all of them, those until yesterday, or those
  /// until last Sunday.
  public Instant toldUntil(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return switch (this) {
      case EACH -> now;
      case DAILY -> today.atStartOfDay(zone).toInstant();
      case WEEKLY ->
          today
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(zone)
              .toInstant();
    };
  }
}
