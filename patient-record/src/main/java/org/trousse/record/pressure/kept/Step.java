package org.trousse.record.pressure.kept;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.trousse.record.pressure.Day;
import org.trousse.record.pressure.Placed.Part;
import org.trousse.record.pressure.Protocol;

/// What a series asks for next.
public sealed interface Step {
  /// Mornings are from 4 to 12 o'clock, evenings from 16 o'clock to midnight.
  int MORNING_HOUR = 4;

  int NOON_HOUR = 12;

  int EVENING_HOUR = 16;

  /// Nothing before this day.
  record Before(LocalDate first) implements Step {}

  /// Readings that are to be taken now.
  ///
  /// @param day 1 for the first day of the series
  /// @param measured how many there are of this part of the day
  /// @param asked how many there are to be
  record Now(long day, Part part, int measured, int asked) implements Step {}

  /// Nothing before then.
  record Later(long day, LocalDate date, Part part) implements Step {}

  /// Its days are over.
  record Over() implements Step {}

  /// What `series` asks of a patient at this time on their clock.
  ///
  /// @param days the rows of its grid
  static Step of(KeptSeries series, List<Day> days, LocalDateTime now) {
    LocalDate today = now.toLocalDate();
    if (today.isBefore(series.first())) {
      return new Before(series.first());
    }
    if (series.endedOn() != null || today.isAfter(series.last())) {
      return new Over();
    }
    int hour = now.getHour();
    if (hour < MORNING_HOUR) {
      return later(series, today, Part.MORNING);
    }
    if (hour < NOON_HOUR && measured(days, today, Part.MORNING) < asked(series, Part.MORNING)) {
      return now(series, days, today, Part.MORNING);
    }
    if (hour < EVENING_HOUR) {
      return later(series, today, Part.EVENING);
    }
    if (measured(days, today, Part.EVENING) < asked(series, Part.EVENING)) {
      return now(series, days, today, Part.EVENING);
    }
    LocalDate tomorrow = today.plusDays(1);
    return tomorrow.isAfter(series.last()) ? new Over() : later(series, tomorrow, Part.MORNING);
  }

  private static Step now(KeptSeries series, List<Day> days, LocalDate today, Part part) {
    return new Now(number(series, today), part, measured(days, today, part), asked(series, part));
  }

  private static int asked(KeptSeries series, Part part) {
    Protocol protocol = series.protocol();
    return part == Part.MORNING ? protocol.morning() : protocol.evening();
  }

  private static int measured(List<Day> days, LocalDate today, Part part) {
    return days.stream()
        .filter(day -> day.date().equals(today))
        .map(day -> part == Part.MORNING ? day.morning() : day.evening())
        .mapToInt(cells -> (int) cells.stream().filter(cell -> cell.placed() != null).count())
        .sum();
  }

  private static Step later(KeptSeries series, LocalDate date, Part part) {
    return new Later(number(series, date), date, part);
  }

  private static long number(KeptSeries series, LocalDate date) {
    return date.toEpochDay() - series.first().toEpochDay() + 1;
  }
}
