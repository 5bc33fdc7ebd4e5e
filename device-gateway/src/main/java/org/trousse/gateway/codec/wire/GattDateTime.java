package org.trousse.gateway.codec.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.trousse.sdk.reading.Flag;

/// The Date Time characteristic (0x2A08): a wall clock without a zone, as sent. Year, month or day
/// 0 means that the device does not know. The calendar is strict: 30 February is no day.
public record GattDateTime(int year, int month, int day, int hour, int minute, int second) {
  /// The first year that the characteristic can say; the Gregorian calendar begins there.
  private static final int YEAR_MIN = 1582;

  private static final int YEAR_MAX = 9999;

  /// Whether the device says that it does not know the date.
  public boolean unknown() {
    return year == 0 || month == 0 || day == 0;
  }

  /// The wall clock's time; empty when it is unknown or not in the calendar.
  public Optional<LocalDateTime> local() {
    return date().flatMap(date -> timeOfDay().map(date::atTime));
  }

  /// The time of day, which a clock may know without the date.
  public Optional<LocalTime> timeOfDay() {
    return hour < 24 && minute < 60 && second < 60
        ? Optional.of(LocalTime.of(hour, minute, second))
        : Optional.empty();
  }

  /// What to note of a time that is none.
  public Optional<Flag> flag() {
    if (unknown()) {
      return Optional.of(Flag.TIME_UNKNOWN);
    }
    return local().isPresent() ? Optional.empty() : Optional.of(Flag.TIME_INVALID);
  }

  private Optional<LocalDate> date() {
    if (year < YEAR_MIN || year > YEAR_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException notInTheCalendar) {
      return Optional.empty();
    }
  }
}
