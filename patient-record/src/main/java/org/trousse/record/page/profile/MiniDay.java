package org.trousse.record.page.profile;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseDay;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseUnit;

/// One day: small as a drawing, and as a row of a table. Of each half hour the drawing keeps the
/// extremes, in the order in which they came. A day of 23 or 25 hours is as wide as the others.
///
/// @param trace of the day; empty for days that are only in the table
/// @param hours how many the day had where the clock changed; empty: 24
public record MiniDay(
    String day,
    String trace,
    int bandTop,
    int bandBottom,
    String says,
    String n,
    String mean,
    String inRange,
    String below,
    String least,
    String most,
    String hours) {
  public static final int WIDTH = 96;
  public static final int HEIGHT = 56;

  /// Drawings on one page; the table has every day.
  static final int DRAWN_MAX = 30;

  private static final int COLUMNS = 48;
  private static final double MOST_MG = 350;
  private static final Duration SILENCE = Duration.ofMinutes(45);

  /// The newest first.
  static List<MiniDay> of(GlucoseSeries series, Shown shown) {
    List<MiniDay> days = new ArrayList<>();
    int end = series.size();
    for (GlucoseDay day : shown.numbers().daily().reversed()) {
      int start = end - day.summary().n();
      String trace = days.size() < DRAWN_MAX ? trace(series, start, end, day.date()) : "";
      days.add(of(day, trace, shown));
      end = start;
    }
    return List.copyOf(days);
  }

  private static MiniDay of(GlucoseDay day, String trace, Shown shown) {
    GlucoseUnit unit = shown.unit();
    double most = MOST_MG / unit.toMgPerDl(1);
    String inRange = percent(day.bands().inRange(), shown);
    String mean = shown.level(day.summary().mean());
    String date = shown.figures().day(day.date());
    String least = shown.level(day.summary().min());
    String highest = shown.level(day.summary().max());
    return new MiniDay(
        date,
        trace,
        y(unit.high(), most),
        y(unit.low(), most),
        shown.words().text("profile.day.says", date, inRange, band(shown), least, highest),
        shown.figures().whole(day.summary().n()),
        mean,
        inRange,
        percent(day.bands().below(), shown),
        least,
        highest,
        day.hours() == 24 ? "" : shown.words().text("profile.day.hours", Math.round(day.hours())));
  }

  /// The band of the drawings, the same for every profile: `70–180 mg/dL`.
  static String band(Shown shown) {
    GlucoseUnit unit = shown.unit();
    return shown.bound(unit.low()) + "–" + shown.bound(unit.high()) + "\u00a0" + unit.word();
  }

  private static String percent(@Nullable Double share, Shown shown) {
    return share == null ? "–" : BandBar.percent(share, (int) Math.rint(share), shown);
  }

  private static int y(double level, double most) {
    return HEIGHT - (int) Math.round(Math.clamp(level, 0.0, most) / most * HEIGHT);
  }

  private static String trace(GlucoseSeries series, int start, int end, LocalDate date) {
    Instant midnight = date.atStartOfDay(series.zone()).toInstant();
    Instant next = date.plusDays(1).atStartOfDay(series.zone()).toInstant();
    double seconds = Duration.between(midnight, next).toSeconds();
    double most = MOST_MG / series.unit().toMgPerDl(1);
    StringBuilder path = new StringBuilder();
    int place = start;
    @Nullable Instant before = null;
    while (place < end) {
      int column = column(series.at(place), midnight, seconds);
      int lowest = place;
      int highest = place;
      int first = place;
      while (place < end && column(series.at(place), midnight, seconds) == column) {
        lowest = series.value(place) < series.value(lowest) ? place : lowest;
        highest = series.value(place) > series.value(highest) ? place : highest;
        place++;
      }
      boolean silent =
          before == null || Duration.between(before, series.at(first)).compareTo(SILENCE) > 0;
      path.append(silent ? "M" : "L");
      draw(path, column, series, Math.min(lowest, highest), most);
      path.append('L');
      draw(path, column, series, Math.max(lowest, highest), most);
      before = Objects.requireNonNull(series.at(place - 1));
    }
    return path.toString();
  }

  private static void draw(
      StringBuilder path, int column, GlucoseSeries series, int place, double most) {
    path.append(column * WIDTH / COLUMNS + 1).append(' ').append(y(series.value(place), most));
  }

  private static int column(Instant at, Instant midnight, double seconds) {
    double part = Duration.between(midnight, at).toSeconds() / seconds;
    return (int) Math.min(COLUMNS - 1L, (long) (part * COLUMNS));
  }
}
