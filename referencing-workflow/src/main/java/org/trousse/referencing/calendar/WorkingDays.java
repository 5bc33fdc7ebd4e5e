package org.trousse.referencing.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;

/// Monday to Friday without the public holidays of France (Code du travail L.3133-1); the two that
/// only Alsace and Moselle have are working days here.
public final class WorkingDays {
  public static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static final Set<MonthDay> FIXED =
      Set.of(
          MonthDay.of(1, 1),
          MonthDay.of(5, 1),
          MonthDay.of(5, 8),
          MonthDay.of(7, 14),
          MonthDay.of(8, 15),
          MonthDay.of(11, 1),
          MonthDay.of(11, 11),
          MonthDay.of(12, 25));

  private static final int EASTER_MONDAY = 1;
  private static final int ASCENSION = 39;
  private static final int WHIT_MONDAY = 50;

  /// Beyond this a count is a fault, not a date.
  private static final long SPAN_DAYS_MAX = 200L * 366;

  private WorkingDays() {}

  public static boolean isWorking(LocalDate day) {
    DayOfWeek name = day.getDayOfWeek();
    return name != DayOfWeek.SATURDAY && name != DayOfWeek.SUNDAY && !isHoliday(day);
  }

  /// The eleven public holidays of a year, in order.
  public static Set<LocalDate> holidays(int year) {
    Set<LocalDate> all = new TreeSet<>();
    FIXED.forEach(day -> all.add(day.atYear(year)));
    LocalDate easter = easter(year);
    all.add(easter.plusDays(EASTER_MONDAY));
    all.add(easter.plusDays(ASCENSION));
    all.add(easter.plusDays(WHIT_MONDAY));
    return all;
  }

  private static boolean isHoliday(LocalDate day) {
    if (FIXED.contains(MonthDay.from(day))) {
      return true;
    }
    long after = day.toEpochDay() - easter(day.getYear()).toEpochDay();
    return after == EASTER_MONDAY || after == ASCENSION || after == WHIT_MONDAY;
  }

  /// The day that is `days` working days after `from`; `from` itself is not counted. With 0: `from`
  /// or the first working day after it.
  public static LocalDate add(LocalDate from, int days) {
    if (days < 0 || days > SPAN_DAYS_MAX) {
      throw new IllegalArgumentException("days: " + days);
    }
    LocalDate day = from;
    for (int left = days; left > 0; ) {
      day = day.plusDays(1);
      if (isWorking(day)) {
        left--;
      }
    }
    return onOrAfter(day);
  }

  /// The day itself where it is a working day, else the next that is.
  public static LocalDate onOrAfter(LocalDate day) {
    LocalDate found = day;
    while (!isWorking(found)) {
      found = found.plusDays(1);
    }
    return found;
  }

  /// How many working days lie after `from`, up to and with `to`; 0 when `to` is not after `from`.
  public static int between(LocalDate from, LocalDate to) {
    if (to.toEpochDay() - from.toEpochDay() > SPAN_DAYS_MAX) {
      throw new IllegalArgumentException("too far apart: " + from + " " + to);
    }
    int count = 0;
    for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
      if (isWorking(day)) {
        count++;
      }
    }
    return count;
  }

  /// The day that it is in Paris.
  public static LocalDate day(Instant at) {
    return at.atZone(PARIS).toLocalDate();
  }

  /// The first instant after a day in Paris, 23 to 25 hours after its beginning.
  public static Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay(PARIS).toInstant();
  }

  /// Gregorian Easter, by the congruences of the golden number, the epact and the Sunday letter.
  static LocalDate easter(int year) {
    int golden = year % 19;
    int century = year / 100;
    int leapCenturies = century / 4;
    int moon = (century - leapCenturies - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    int full = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    int weekday = (year + year / 4 + full + 2 - century + leapCenturies) % 7;
    int sunday = full - weekday;
    int month = 3 + (sunday + 40) / 44;
    int day = sunday + 28 - 31 * (month / 4);
    return LocalDate.of(year, month, day);
  }
}
