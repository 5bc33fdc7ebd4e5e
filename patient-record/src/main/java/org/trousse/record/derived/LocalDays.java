package org.trousse.record.derived;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// Local days and hours of many instants in one zone. It remembers the offset and the day that it
/// last found, so that readings in order of time cost next to nothing; hence one of these for one
/// computation, never shared.
public final class LocalDays {
  private static final int DAY_SECONDS = 86_400;
  private static final int HOUR_SECONDS = 3_600;

  private final ZoneRules rules;
  private long from = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private int offset;
  private LocalDate day = LocalDate.EPOCH;

  public LocalDays(ZoneId zone) {
    rules = zone.getRules();
  }

  /// The local day; it may last 23 or 25 hours.
  public LocalDate day(Instant at) {
    long number = Math.floorDiv(localSecond(at), DAY_SECONDS);
    if (day.toEpochDay() != number) {
      day = LocalDate.ofEpochDay(number);
    }
    return day;
  }

  /// 0 to 23, as the clock on the wall shows it; the hour that is lived twice is the same hour.
  public int hour(Instant at) {
    return (int) (Math.floorMod(localSecond(at), (long) DAY_SECONDS) / HOUR_SECONDS);
  }

  private long localSecond(Instant at) {
    long second = at.getEpochSecond();
    if (second < from || second >= until) {
      ZoneOffsetTransition next = rules.nextTransition(at);
      from = second;
      until = next == null ? Long.MAX_VALUE : next.toEpochSecond();
      offset = rules.getOffset(at).getTotalSeconds();
    }
    return second + offset;
  }
}
