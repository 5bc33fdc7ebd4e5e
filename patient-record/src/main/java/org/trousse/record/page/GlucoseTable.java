package org.trousse.record.page;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trousse.record.page.GlucosePoint.Range;

/// The curve in numbers: the lowest and the highest value of every hour of every day, by the wall
/// clock.
public final class GlucoseTable {
  static final int HOURS = 24;

  private GlucoseTable() {}

  /// One day, newest first.
  public record Row(String day, List<Cell> hours) {}

  /// One hour.
  ///
  /// @param says lowest and highest, or nothing
  public record Cell(String says, boolean below, boolean above) {
    private static final Cell NOTHING = new Cell("", false, false);
  }

  private record Hour(LocalDate day, int hour) {}

  static List<Row> of(GlucosePeriod period, Words words) {
    Map<Hour, List<GlucosePoint>> hours = new HashMap<>();
    period
        .all()
        .forEach(point -> {
          ZonedDateTime at = point.at().atZone(period.zone());
          Hour hour = new Hour(at.toLocalDate(), at.getHour());
          hours.computeIfAbsent(hour, _ -> new ArrayList<>()).add(point);
        });
    List<Row> rows = new ArrayList<>();
    for (int day = GlucosePeriod.DAYS - 1; day >= 0; day--) {
      LocalDate date = period.firstDay().plusDays(day);
      List<Cell> cells = new ArrayList<>();
      for (int hour = 0; hour < HOURS; hour++) {
        cells.add(cell(hours.getOrDefault(new Hour(date, hour), List.of())));
      }
      rows.add(new Row(words.shortDay(date), List.copyOf(cells)));
    }
    return List.copyOf(rows);
  }

  private static Cell cell(List<GlucosePoint> points) {
    if (points.isEmpty()) {
      return Cell.NOTHING;
    }
    String low = level(points.stream().mapToDouble(GlucosePoint::level).min().orElseThrow());
    String high = level(points.stream().mapToDouble(GlucosePoint::level).max().orElseThrow());
    return new Cell(
        low.equals(high) ? low : low + "–" + high,
        points.stream().anyMatch(point -> point.range() == Range.BELOW),
        points.stream().anyMatch(point -> point.range() == Range.ABOVE));
  }

  private static String level(double level) {
    if (level == GlucosePoint.HIGHEST) {
      return "HI";
    }
    return level == GlucosePoint.LOWEST ? "LO" : Long.toString(Math.round(level));
  }
}
