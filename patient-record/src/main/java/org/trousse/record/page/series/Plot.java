package org.trousse.record.page.series;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Values over days as one drawing. A local day is as wide as any other, of 23 or 25 hours too.
///
/// @param says what it shows, for those who do not see it
/// @param bounds horizontal lines with their label
/// @param traces lines through values
/// @param dots single values; their look is a class of the stylesheet
/// @param days labels below
public record Plot(
    String says,
    List<Label> bounds,
    List<Label> levels,
    List<Trace> traces,
    List<Dot> dots,
    List<Label> days) {
  public static final int WIDTH = 560;
  public static final int HEIGHT = 300;
  public static final int LEFT = 62;
  public static final int RIGHT = 548;
  public static final int TOP = 14;
  public static final int BOTTOM = 254;
  private static final int LABELS_MAX = 7;

  /// A text at a place of its axis.
  public record Label(int at, String text) {}

  /// A path and its look.
  public record Trace(String look, String path) {}

  /// A value and its look.
  public record Dot(String look, int x, int y) {}

  /// Where values stand.
  public static final class Axes {
    private final LocalDate first;
    private final double days;
    private final ZoneId zone;
    private final double least;
    private final double most;

    /// From the first day to the last.
    ///
    /// @param last included
    public Axes(LocalDate first, LocalDate last, ZoneId zone, double least, double most) {
      this.first = first;
      this.days = Math.max(1, ChronoUnit.DAYS.between(first, last) + 1);
      this.zone = zone;
      this.least = least;
      this.most = Math.max(most, least + 1);
    }

    public int x(Instant at) {
      LocalDate day = at.atZone(zone).toLocalDate();
      Instant start = day.atStartOfDay(zone).toInstant();
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
      double part =
          (double) Duration.between(start, at).toSeconds()
              / Duration.between(start, end).toSeconds();
      return at((double) ChronoUnit.DAYS.between(first, day) + part);
    }

    /// The middle of a day.
    public int x(LocalDate day) {
      return at(ChronoUnit.DAYS.between(first, day) + 0.5);
    }

    private int at(double place) {
      return LEFT + (int) Math.round(Math.clamp(place, 0.0, days) * (RIGHT - LEFT) / days);
    }

    public int y(double value) {
      double within = Math.clamp(value, least, most);
      return BOTTOM - (int) Math.round((within - least) / (most - least) * (BOTTOM - TOP));
    }

    /// At most seven, a whole number of days apart.
    public List<Label> days(Figures figures) {
      long step = Math.max(1, (long) Math.ceil(days / LABELS_MAX));
      List<Label> labels = new ArrayList<>();
      for (long day = 0; day < days; day += step) {
        LocalDate date = first.plusDays(day);
        labels.add(new Label(x(date), figures.shortDay(date)));
      }
      return List.copyOf(labels);
    }

    public String line(List<Dot> dots) {
      StringBuilder path = new StringBuilder();
      for (Dot dot : dots) {
        path.append(path.isEmpty() ? "M" : "L");
        path.append(String.format(Locale.ROOT, "%d %d", dot.x(), dot.y()));
      }
      return path.toString();
    }
  }
}
