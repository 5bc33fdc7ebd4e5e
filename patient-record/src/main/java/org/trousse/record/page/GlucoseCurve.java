package org.trousse.record.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fortnight as two drawings of a week, in whole units of their view box. A column one unit
/// wide keeps its extremes and nothing else: no dip is lost, and 4,032 values stay light.
public final class GlucoseCurve {
  static final int LEFT = 48;
  static final int TOP = 12;
  static final int DAY_WIDTH = 66;
  static final int HEIGHT = 210;
  static final int WEEK_DAYS = 7;

  /// No line across a longer silence (consensus on events: no interpolation beyond 45 minutes).
  static final Duration GAP = Duration.ofMinutes(45);

  /// A silence of the sensor that is worth saying.
  private static final Duration ABSENCE = Duration.ofHours(6);

  private static final int BOTTOM_LEVEL = 30;
  private static final int TOP_LEVEL = 300;
  private static final int TOP_LEVEL_MAX = 400;
  private static final int MARK_WIDTH = 10;

  private final GlucosePeriod period;
  private final Words words;
  private final int top;

  private GlucoseCurve(GlucosePeriod period, Words words) {
    this.period = period;
    this.words = words;
    boolean high = period.all().anyMatch(point -> point.measured() && point.level() > TOP_LEVEL);
    this.top = high ? TOP_LEVEL_MAX : TOP_LEVEL;
  }

  /// One drawing.
  ///
  /// @param number 1 or 2, for ids
  /// @param says its content in words, for those who do not see it
  /// @param trace a path of the sensor's values, with a gap where it was silent
  public record Week(
      int number,
      String title,
      String says,
      String trace,
      List<Tick> days,
      List<Tick> levels,
      List<Span> absences,
      List<Dot> dots,
      List<Mark> marks) {
    public int dayMiddle(Tick day) {
      return day.at() + DAY_WIDTH / 2;
    }

    public int left() {
      return LEFT;
    }

    public int top() {
      return TOP;
    }

    public int right() {
      return LEFT + WEEK_DAYS * DAY_WIDTH;
    }

    public int width() {
      return right() + 6;
    }

    public int bottom() {
      return TOP + HEIGHT;
    }

    public int height() {
      return bottom() + 46;
    }

    /// Where the band from 70 to 180 begins, from the top.
    public int bandTop() {
      return levels.get(1).at();
    }

    public int bandBottom() {
      return levels.get(0).at();
    }
  }

  /// A label at a place of its axis.
  public record Tick(int at, String label) {}

  /// From where to where the sensor was silent.
  public record Span(int from, int to) {
    public int middle() {
      return (from + to) / 2;
    }

    public boolean isWide() {
      return to - from > 120;
    }
  }

  /// A finger prick.
  public record Dot(int x, int y) {}

  /// A value off the scale, above or below.
  public record Mark(int x, boolean above) {}

  private record Place(int x, int y, GlucosePoint point) {}

  static List<Week> of(GlucosePeriod period, Words words) {
    GlucoseCurve curve = new GlucoseCurve(period, words);
    return List.of(curve.week(1), curve.week(2));
  }

  private Week week(int number) {
    LocalDate first = period.firstDay().plusDays((long) (number - 1) * WEEK_DAYS);
    List<Place> sensor = places(period.sensor(), first);
    List<Place> finger = places(period.finger(), first);
    String title =
        words.text("curve.week", words.day(first), words.day(first.plusDays(WEEK_DAYS - 1)));
    return new Week(
        number,
        title,
        words.text("curve.says", title, says(sensor, finger)),
        trace(sensor),
        days(first),
        levels(),
        absences(first),
        finger.stream()
            .filter(place -> !isOff(place.point()))
            .map(place -> new Dot(place.x(), place.y()))
            .distinct()
            .toList(),
        marks(sensor, finger));
  }

  private List<Place> places(List<GlucosePoint> points, LocalDate first) {
    Instant from = first.atStartOfDay(period.zone()).toInstant();
    Instant to = first.plusDays(WEEK_DAYS).atStartOfDay(period.zone()).toInstant();
    return points.stream()
        .filter(point -> !point.at().isBefore(from) && point.at().isBefore(to))
        .map(point -> new Place(x(point.at(), first), y(point.level()), point))
        .toList();
  }

  /// By the local day and the part of it that has passed: days of 23 and 25 hours are as wide.
  private int x(Instant at, LocalDate first) {
    ZonedDateTime there = at.atZone(period.zone());
    LocalDate day = there.toLocalDate();
    Instant start = day.atStartOfDay(period.zone()).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(period.zone()).toInstant();
    double part =
        (double) Duration.between(start, at).toSeconds() / Duration.between(start, end).toSeconds();
    long days = Math.clamp(day.toEpochDay() - first.toEpochDay(), 0, WEEK_DAYS);
    return LEFT + (int) Math.round((days + (days == WEEK_DAYS ? 0 : part)) * DAY_WIDTH);
  }

  private int y(double level) {
    double within = Math.clamp(level, (double) BOTTOM_LEVEL, (double) top);
    return TOP + (int) Math.round((top - within) * HEIGHT / (top - BOTTOM_LEVEL));
  }

  private List<Tick> levels() {
    return List.of(new Tick(y(70), "70"), new Tick(y(180), "180"), new Tick(y(top), "" + top));
  }

  private List<Tick> days(LocalDate first) {
    List<Tick> ticks = new ArrayList<>();
    for (int day = 0; day < WEEK_DAYS; day++) {
      ticks.add(new Tick(LEFT + day * DAY_WIDTH, words.shortDay(first.plusDays(day))));
    }
    return ticks;
  }

  private static String trace(List<Place> places) {
    StringBuilder path = new StringBuilder();
    List<Place> column = new ArrayList<>();
    Place last = null;
    Place pen = null;
    for (Place place : places) {
      boolean gap = last != null && silent(last.point(), place.point(), GAP);
      if (gap || (!column.isEmpty() && column.getFirst().x() != place.x())) {
        pen = draw(path, column, pen);
        column.clear();
      }
      if (gap) {
        pen = null;
      }
      column.add(place);
      last = place;
    }
    draw(path, column, pen);
    return path.toString();
  }

  private static boolean silent(GlucosePoint one, GlucosePoint next, Duration longerThan) {
    return Duration.between(one.at(), next.at()).compareTo(longerThan) > 0;
  }

  /// Draws a column's extremes in the order in which they came; returns where the pen stays.
  private static @Nullable Place draw(StringBuilder path, List<Place> column, @Nullable Place pen) {
    if (column.isEmpty()) {
      return pen;
    }
    Place at = pen;
    int lowest = 0;
    int highest = 0;
    for (int place = 1; place < column.size(); place++) {
      lowest = column.get(place).y() > column.get(lowest).y() ? place : lowest;
      highest = column.get(place).y() < column.get(highest).y() ? place : highest;
    }
    for (int place : new int[] {Math.min(lowest, highest), Math.max(lowest, highest)}) {
      Place to = column.get(place);
      if (at == null) {
        path.append('M').append(to.x()).append(' ').append(to.y()).append("h0");
      } else if (to.x() != at.x() || to.y() != at.y()) {
        int down = to.y() - at.y();
        path.append('l').append(to.x() - at.x()).append(down < 0 ? "" : " ").append(down);
      }
      at = to;
    }
    return at;
  }

  /// Silences of the sensor that lie in this week, up to now.
  private List<Span> absences(LocalDate first) {
    if (period.sensor().isEmpty()) {
      return List.of();
    }
    Instant from = first.atStartOfDay(period.zone()).toInstant();
    Instant end = first.plusDays(WEEK_DAYS).atStartOfDay(period.zone()).toInstant();
    List<Span> spans = new ArrayList<>();
    Instant last = GlucosePeriod.start(period.now(), period.zone());
    for (GlucosePoint point : period.sensor()) {
      span(last, point.at(), from, end, first).ifPresent(spans::add);
      last = point.at();
    }
    span(last, period.now(), from, end, first).ifPresent(spans::add);
    return List.copyOf(spans);
  }

  private Optional<Span> span(Instant a, Instant b, Instant from, Instant end, LocalDate first) {
    if (Duration.between(a, b).compareTo(ABSENCE) < 0 || !a.isBefore(end) || !b.isAfter(from)) {
      return Optional.empty();
    }
    Instant start = a.isBefore(from) ? from : a;
    Instant stop = b.isAfter(end) ? end : b;
    return Optional.of(new Span(x(start, first), x(stop, first)));
  }

  private List<Mark> marks(List<Place> sensor, List<Place> finger) {
    List<Mark> marks = new ArrayList<>();
    for (List<Place> places : List.of(sensor, finger)) {
      for (Place place : places) {
        double level = place.point().level();
        boolean above = level > top;
        boolean taken =
            marks.stream()
                .anyMatch(m -> m.above() == above && Math.abs(m.x() - place.x()) < MARK_WIDTH);
        if (isOff(place.point()) && !taken) {
          marks.add(new Mark(place.x(), above));
        }
      }
    }
    return List.copyOf(marks);
  }

  private boolean isOff(GlucosePoint point) {
    return point.level() > top || point.level() < BOTTOM_LEVEL;
  }

  private String says(List<Place> sensor, List<Place> finger) {
    List<GlucosePoint> points = new ArrayList<>();
    sensor.forEach(place -> points.add(place.point()));
    finger.forEach(place -> points.add(place.point()));
    if (points.isEmpty()) {
      return words.text("curve.nothing");
    }
    double least = points.stream().mapToDouble(GlucosePoint::level).min().orElseThrow();
    double most = points.stream().mapToDouble(GlucosePoint::level).max().orElseThrow();
    return words.text(
        "curve.range",
        least == GlucosePoint.LOWEST ? "LO" : Math.round(least),
        most == GlucosePoint.HIGHEST ? "HI" : Math.round(most));
  }
}
