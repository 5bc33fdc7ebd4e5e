package org.trousse.record.verify.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.trousse.record.derived.Quantiles;
import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.glucose.HourlyCurve.Hour;

/// The daily curve as one drawing: percentiles over the hours of the clock, each at its middle. The
/// first hour stands again after the last, so that the day closes. Where an hour has no readings,
/// the drawing has a gap.
///
/// @param says what it shows, for those who do not see it
/// @param wide areas from the 5th to the 95th percentile
/// @param middle areas from the 25th to the 75th
/// @param median lines
/// @param ends labels of the percentiles at the right edge
public record CurveDrawing(
    String says,
    List<String> wide,
    List<String> middle,
    List<String> median,
    List<Label> hours,
    List<Label> levels,
    List<Label> ends) {
  public static final int WIDTH = 560;
  public static final int HEIGHT = 320;
  public static final int LEFT = 52;
  public static final int RIGHT = 516;
  public static final int TOP = 12;
  public static final int BOTTOM = 280;

  private static final int HOURS = 24;
  private static final double MOST_MG = 350;
  private static final int LABEL_STEP = 16;

  /// A text at a place of its axis.
  public record Label(int at, String text) {}

  static CurveDrawing of(GlucoseNumbers numbers, Figures figures, String says) {
    GlucoseUnit unit = numbers.unit();
    double most = MOST_MG / unit.toMgPerDl(1);
    List<List<Hour>> runs = runs(numbers.hourly());
    List<Label> hours = new ArrayList<>();
    for (int hour = 0; hour <= HOURS; hour += 6) {
      hours.add(new Label(x(hour - 0.5), Integer.toString(hour)));
    }
    List<Label> levels = new ArrayList<>();
    for (double level : new double[] {unit.low(), unit.high(), most}) {
      levels.add(new Label(y(level, most), figures.rounded(level, unit.decimals())));
    }
    return new CurveDrawing(
        says,
        runs.stream().map(run -> area(run, Quantiles::p5, Quantiles::p95, most)).toList(),
        runs.stream().map(run -> area(run, Quantiles::p25, Quantiles::p75, most)).toList(),
        runs.stream().map(run -> "M" + line(run, Quantiles::p50, most)).toList(),
        List.copyOf(hours),
        List.copyOf(levels),
        ends(numbers.hourly().getFirst(), most));
  }

  /// Neighbouring hours that have readings, the first hour again as the 25th.
  private static List<List<Hour>> runs(List<Hour> hourly) {
    List<List<Hour>> runs = new ArrayList<>();
    List<Hour> run = new ArrayList<>();
    for (int place = 0; place <= HOURS; place++) {
      Hour hour = hourly.get(place % HOURS);
      if (hour.smoothed() != null) {
        run.add(new Hour(place, hour.n(), hour.smoothed(), hour.raw()));
      }
      if ((hour.smoothed() == null || place == HOURS) && !run.isEmpty()) {
        runs.add(List.copyOf(run));
        run.clear();
      }
    }
    return List.copyOf(runs);
  }

  private static String area(
      List<Hour> run,
      ToDoubleFunction<Quantiles> low,
      ToDoubleFunction<Quantiles> high,
      double most) {
    return "M" + line(run, high, most) + "L" + line(run.reversed(), low, most) + "Z";
  }

  private static String line(List<Hour> run, ToDoubleFunction<Quantiles> of, double most) {
    StringBuilder path = new StringBuilder();
    for (Hour hour : run) {
      Quantiles quantiles = hour.smoothed();
      if (quantiles != null) {
        path.append(path.isEmpty() ? "" : "L")
            .append(x(hour.hour()))
            .append(' ')
            .append(y(of.applyAsDouble(quantiles), most));
      }
    }
    return path.toString();
  }

  /// The middle of an hour.
  private static int x(double hour) {
    return LEFT + (int) Math.round((hour + 0.5) * (RIGHT - LEFT) / (HOURS + 1));
  }

  private static int y(double level, double most) {
    double within = Math.clamp(level, 0.0, most);
    return BOTTOM - (int) Math.round(within / most * (BOTTOM - TOP));
  }

  /// Beside the last point, from below, with room for each.
  private static List<Label> ends(Hour last, double most) {
    Quantiles quantiles = last.smoothed();
    if (quantiles == null) {
      return List.of();
    }
    List<Label> labels =
        new ArrayList<>(
            List.of(
                new Label(y(quantiles.p5(), most), "5"),
                new Label(y(quantiles.p25(), most), "25"),
                new Label(y(quantiles.p50(), most), "50"),
                new Label(y(quantiles.p75(), most), "75"),
                new Label(y(quantiles.p95(), most), "95")));
    for (int place = 1; place < labels.size(); place++) {
      int free = labels.get(place - 1).at() - LABEL_STEP;
      Label label = labels.get(place);
      labels.set(place, new Label(Math.min(label.at(), free), label.text()));
    }
    return List.copyOf(labels);
  }

  /// The hours of the lowest and of the highest median; nothing without readings.
  static List<Hour> extremes(List<Hour> hourly) {
    Comparator<Hour> byMedian = Comparator.comparingDouble(CurveDrawing::median);
    List<Hour> known = hourly.stream().filter(hour -> hour.smoothed() != null).toList();
    return known.isEmpty()
        ? List.of()
        : List.of(
            known.stream().min(byMedian).orElseThrow(), known.stream().max(byMedian).orElseThrow());
  }

  static double median(Hour hour) {
    Quantiles smoothed = hour.smoothed();
    return smoothed == null ? Double.NaN : smoothed.p50();
  }
}
