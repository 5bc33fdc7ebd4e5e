package org.trousse.record.pressure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trousse.record.pressure.Placed.Part;

/// One row of the grid: a local day, the cells that the protocol asks for, and what more was
/// measured.
///
/// @param number 1 for the first day of the series
/// @param mean of the day's counted readings; null without any
/// @param counted how many those are
/// @param morning at least as many cells as asked for, in order of time
/// @param evening likewise
/// @param missing cells that were asked for and are empty
public record Day(
    LocalDate date,
    long number,
    @Nullable Pair mean,
    int counted,
    List<Cell> morning,
    List<Cell> evening,
    int missing) {

  /// A reading that is asked for, or one more.
  ///
  /// @param slot from 1
  /// @param placed null when the reading is missing
  public record Cell(int slot, @Nullable Placed placed) {}

  /// The days that the protocol asks for, from the first on, and each other one with a plausible
  /// reading of the series' dates. Empty when nothing was measured and no day is set.
  static List<Day> of(List<Placed> plausible, Series series) {
    SortedMap<LocalDate, List<Placed>> byDay = byDay(plausible, series);
    LocalDate first = series.first();
    if (first == null) {
      if (byDay.isEmpty()) {
        return List.of();
      }
      first = byDay.firstKey();
    }
    for (int ahead = 0; ahead < series.protocol().days(); ahead++) {
      LocalDate asked = first.plusDays(ahead);
      if (series.covers(asked)) {
        byDay.computeIfAbsent(asked, day -> List.of());
      }
    }
    List<Day> days = new ArrayList<>(byDay.size());
    long before = first.toEpochDay() - 1;
    byDay.forEach((date, readings) ->
        days.add(one(date, date.toEpochDay() - before, readings, series.protocol())));
    return List.copyOf(days);
  }

  private static SortedMap<LocalDate, List<Placed>> byDay(List<Placed> plausible, Series series) {
    SortedMap<LocalDate, List<Placed>> byDay = new TreeMap<>();
    LocalDate date = null;
    List<Placed> row = List.of();
    for (Placed placed : plausible) {
      if (placed.part() != Part.OTHER && series.covers(placed.day())) {
        if (!placed.day().equals(date)) {
          date = placed.day();
          row = byDay.computeIfAbsent(date, day -> new ArrayList<>());
        }
        row.add(placed);
      }
    }
    return byDay;
  }

  private static Day one(LocalDate date, long number, List<Placed> readings, Protocol protocol) {
    List<Placed> counted = readings.stream().filter(Placed::counts).toList();
    List<Cell> morning = cells(readings, Part.MORNING, protocol.morning());
    List<Cell> evening = cells(readings, Part.EVENING, protocol.evening());
    int missing = missing(morning) + missing(evening);
    return new Day(date, number, Pair.mean(counted), counted.size(), morning, evening, missing);
  }

  private static List<Cell> cells(List<Placed> readings, Part part, int asked) {
    List<Cell> cells = new ArrayList<>(asked);
    for (Placed placed : readings) {
      if (placed.part() == part) {
        cells.add(new Cell(cells.size() + 1, placed));
      }
    }
    while (cells.size() < asked) {
      cells.add(new Cell(cells.size() + 1, null));
    }
    return List.copyOf(cells);
  }

  private static int missing(List<Cell> cells) {
    return (int) cells.stream().filter(cell -> cell.placed() == null).count();
  }
}
