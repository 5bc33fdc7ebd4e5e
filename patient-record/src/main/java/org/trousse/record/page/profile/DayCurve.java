package org.trousse.record.page.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Quantiles;
import org.trousse.record.glucose.HourlyCurve.Hour;
import org.trousse.record.page.series.Plot.Label;

/// The usual day as a drawing: five percentiles over 24 hours, each hour at its middle. At midnight
/// the line stands halfway between the last hour and the first, left and right, so that the day
/// closes. An hour without readings is a gap.
///
/// @param says what it shows, for those who do not see it
/// @param wide areas from the 5th to the 95th percentile
/// @param middle areas from the 25th to the 75th
/// @param median lines
/// @param ends which percentile ends where, at the right
/// @param table every hour in numbers
public record DayCurve(
    String says,
    List<String> wide,
    List<String> middle,
    List<String> median,
    List<Label> hours,
    List<Label> bounds,
    List<Label> levels,
    List<Label> ends,
    List<HourRow> table) {
  public static final int WIDTH = 560;
  public static final int HEIGHT = 300;
  public static final int LEFT = 62;
  public static final int RIGHT = 516;
  public static final int TOP = 14;
  public static final int BOTTOM = 260;

  private static final int HOURS = 24;
  private static final double MOST_MG = 350;
  private static final int LABEL_STEP = 20;

  /// One hour's percentiles; empty levels: no readings.
  public record HourRow(String hour, String n, List<String> levels) {}

  private record Point(double hour, Quantiles at) {}

  static DayCurve of(Shown shown) {
    List<Hour> hourly = shown.numbers().hourly();
    double most = MOST_MG / shown.numbers().unit().toMgPerDl(1);
    List<List<Point>> runs = runs(hourly);
    List<Label> hours = new ArrayList<>();
    for (int hour = 0; hour <= HOURS; hour += 6) {
      hours.add(new Label(x(hour), shown.words().text("profile.curve.hour", hour)));
    }
    double all = MOST_MG / shown.unit().toMgPerDl(1);
    List<Label> bounds =
        List.of(
            new Label(y(shown.low(), all), shown.bound(shown.low())),
            new Label(y(shown.high(), all), shown.bound(shown.high())));
    return new DayCurve(
        sentence(shown),
        runs.stream().map(run -> area(run, Quantiles::p5, Quantiles::p95, most)).toList(),
        runs.stream().map(run -> area(run, Quantiles::p25, Quantiles::p75, most)).toList(),
        runs.stream().map(run -> "M" + line(run, Quantiles::p50, most)).toList(),
        List.copyOf(hours),
        bounds,
        List.of(new Label(TOP, shown.bound(all)), new Label(BOTTOM, "0")),
        ends(runs, most),
        hourly.stream().map(hour -> row(hour, shown)).toList());
  }

  private static List<List<Point>> runs(List<Hour> hourly) {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    Quantiles midnight = between(hourly.getLast().smoothed(), hourly.getFirst().smoothed());
    if (midnight != null) {
      run.add(new Point(0, midnight));
    }
    for (Hour hour : hourly) {
      Quantiles at = hour.smoothed();
      if (at != null) {
        run.add(new Point(hour.hour() + 0.5, at));
      } else if (!run.isEmpty()) {
        runs.add(drawable(run));
        run = new ArrayList<>();
      }
    }
    if (midnight != null) {
      run.add(new Point(HOURS, midnight));
    }
    if (!run.isEmpty()) {
      runs.add(drawable(run));
    }
    return List.copyOf(runs);
  }

  private static @Nullable Quantiles between(@Nullable Quantiles last, @Nullable Quantiles first) {
    return last == null || first == null ? null : last.plus(1, first).over(2);
  }

  /// A single hour is a short line.
  private static List<Point> drawable(List<Point> run) {
    if (run.size() > 1) {
      return List.copyOf(run);
    }
    Point only = run.getFirst();
    return List.of(
        new Point(only.hour() - 0.25, only.at()), new Point(only.hour() + 0.25, only.at()));
  }

  private static String area(
      List<Point> run,
      ToDoubleFunction<Quantiles> low,
      ToDoubleFunction<Quantiles> high,
      double most) {
    return "M" + line(run, high, most) + "L" + line(run.reversed(), low, most) + "Z";
  }

  private static String line(List<Point> run, ToDoubleFunction<Quantiles> of, double most) {
    StringBuilder path = new StringBuilder();
    for (Point point : run) {
      path.append(path.isEmpty() ? "" : "L")
          .append(x(point.hour()))
          .append(' ')
          .append(y(of.applyAsDouble(point.at()), most));
    }
    return path.toString();
  }

  private static int x(double hour) {
    return LEFT + (int) Math.round(hour * (RIGHT - LEFT) / HOURS);
  }

  private static int y(double level, double most) {
    double within = Math.clamp(level, 0.0, most);
    return BOTTOM - (int) Math.round(within / most * (BOTTOM - TOP));
  }

  /// Beside the last point, from below, with room for each; none when the day does not close.
  private static List<Label> ends(List<List<Point>> runs, double most) {
    if (runs.isEmpty() || runs.getLast().getLast().hour() < HOURS) {
      return List.of();
    }
    Quantiles at = runs.getLast().getLast().at();
    double[] levels = {at.p5(), at.p25(), at.p50(), at.p75(), at.p95()};
    String[] names = {"5", "25", "50", "75", "95"};
    List<Label> labels = new ArrayList<>();
    int free = BOTTOM;
    for (int place = 0; place < levels.length; place++) {
      int stands = Math.min(free, y(levels[place], most));
      labels.add(new Label(stands, names[place]));
      free = stands - LABEL_STEP;
    }
    return List.copyOf(labels);
  }

  private static HourRow row(Hour hour, Shown shown) {
    Quantiles at = hour.smoothed();
    return new HourRow(
        shown.words().text("profile.curve.hour", hour.hour()),
        shown.figures().whole(hour.n()),
        at == null
            ? List.of()
            : List.of(
                shown.level(at.p5()),
                shown.level(at.p25()),
                shown.level(at.p50()),
                shown.level(at.p75()),
                shown.level(at.p95())));
  }

  /// The hours of the lowest and of the highest median, and how far most readings lie apart there.
  private static String sentence(Shown shown) {
    List<Hour> known =
        shown.numbers().hourly().stream().filter(hour -> hour.smoothed() != null).toList();
    if (known.isEmpty()) {
      return "";
    }
    Comparator<Hour> byMedian = Comparator.comparingDouble(hour -> smoothed(hour).p50());
    Hour least = known.stream().min(byMedian).orElseThrow();
    Hour most = known.stream().max(byMedian).orElseThrow();
    Hour widest =
        known.stream()
            .max(Comparator.comparingDouble(hour -> smoothed(hour).p95() - smoothed(hour).p5()))
            .orElseThrow();
    return shown
        .words()
        .text(
            "profile.curve.says",
            least.hour(),
            shown.levelWithUnit(smoothed(least).p50()),
            most.hour(),
            shown.levelWithUnit(smoothed(most).p50()),
            widest.hour(),
            shown.level(smoothed(widest).p5()),
            shown.levelWithUnit(smoothed(widest).p95()));
  }

  private static Quantiles smoothed(Hour hour) {
    Quantiles at = hour.smoothed();
    if (at == null) {
      throw new IllegalArgumentException("an hour without readings");
    }
    return at;
  }
}
