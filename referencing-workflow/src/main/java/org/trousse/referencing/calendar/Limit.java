package org.trousse.referencing.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// How long something may take.
public record Limit(int count, Unit unit) {
  /// In what a limit is counted.
  public enum Unit {
    HOURS,
    WORKING_DAYS,
    CALENDAR_DAYS,
    MONTHS
  }

  public Limit {
    if (count < 0) {
      throw new IllegalArgumentException("count: " + count);
    }
  }

  public static Limit hours(int count) {
    return new Limit(count, Unit.HOURS);
  }

  public static Limit workingDays(int count) {
    return new Limit(count, Unit.WORKING_DAYS);
  }

  public static Limit days(int count) {
    return new Limit(count, Unit.CALENDAR_DAYS);
  }

  public static Limit months(int count) {
    return new Limit(count, Unit.MONTHS);
  }

  /// When it is over for what began then. Days are whole: the first is the day after, the last ends
  /// at midnight, and a limit in calendar days that would end on a day when nobody works ends with
  /// the next day when somebody does (Code de procédure civile, art. 641 and 642).
  public Instant due(Instant from) {
    LocalDate day = WorkingDays.day(from);
    return switch (unit) {
      case HOURS -> from.plus(Duration.ofHours(count));
      case WORKING_DAYS -> WorkingDays.end(WorkingDays.add(day, count));
      case CALENDAR_DAYS -> WorkingDays.end(WorkingDays.onOrAfter(day.plusDays(count)));
      case MONTHS -> WorkingDays.end(day.plusMonths(count));
    };
  }

  /// How much of it is used up between two instants, in its own unit.
  public int used(Instant from, Instant to) {
    if (!to.isAfter(from)) {
      return 0;
    }
    LocalDate first = WorkingDays.day(from);
    LocalDate last = WorkingDays.day(to);
    return Math.toIntExact(
        switch (unit) {
          case HOURS -> Duration.between(from, to).toHours();
          case WORKING_DAYS -> WorkingDays.between(first, last);
          case CALENDAR_DAYS -> ChronoUnit.DAYS.between(first, last);
          case MONTHS -> ChronoUnit.MONTHS.between(first, last);
        });
  }

  /// What is left of it; never less than nothing.
  public Limit less(int used) {
    return new Limit(Math.max(0, count - used), unit);
  }
}
