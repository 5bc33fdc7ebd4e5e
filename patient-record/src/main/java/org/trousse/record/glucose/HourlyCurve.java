package org.trousse.record.glucose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.LocalDays;
import org.trousse.record.derived.Quantiles;

/// A day's curve out of many days: the readings of each hour of the wall clock together, whatever
/// their day. An hour that a clock change repeats has the readings of both; one that it leaves out
/// has none of that day.
public final class HourlyCurve {
  static final int HOURS = 24;

  private HourlyCurve() {}

  /// One hour of the wall clock.
  ///
  /// @param hour from 0 to 23; drawn at its middle
  /// @param smoothed with its neighbours; null without readings
  /// @param raw of its own readings alone; null without readings
  public record Hour(int hour, int n, @Nullable Quantiles smoothed, @Nullable Quantiles raw) {}

  static List<Hour> of(GlucoseSeries series) {
    double[][] values = byHour(series);
    @Nullable Quantiles[] raw = new Quantiles[HOURS];
    for (int hour = 0; hour < HOURS; hour++) {
      Arrays.sort(values[hour]);
      raw[hour] = values[hour].length == 0 ? null : Quantiles.of(values[hour]);
    }
    List<Hour> hours = new ArrayList<>(HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
      hours.add(new Hour(hour, values[hour].length, smoothed(raw, hour), raw[hour]));
    }
    return List.copyOf(hours);
  }

  /// (before + 4 · own + after) / 6 around the clock. A missing neighbour does not count, and a
  /// missing hour stays missing.
  private static @Nullable Quantiles smoothed(@Nullable Quantiles[] raw, int hour) {
    Quantiles own = raw[hour];
    if (own == null) {
      return null;
    }
    Quantiles sum = own.times(4);
    int weight = 4;
    for (int next : new int[] {hour + HOURS - 1, hour + 1}) {
      Quantiles neighbour = raw[next % HOURS];
      if (neighbour != null) {
        sum = sum.plus(1, neighbour);
        weight++;
      }
    }
    return sum.over(weight);
  }

  private static double[][] byHour(GlucoseSeries series) {
    int[] hours = hours(series);
    int[] counts = new int[HOURS];
    for (int hour : hours) {
      counts[hour]++;
    }
    double[][] values = new double[HOURS][];
    Arrays.setAll(values, hour -> new double[counts[hour]]);
    int[] filled = new int[HOURS];
    for (int place = 0; place < hours.length; place++) {
      int hour = hours[place];
      values[hour][filled[hour]++] = series.value(place);
    }
    return values;
  }

  private static int[] hours(GlucoseSeries series) {
    LocalDays clock = new LocalDays(series.zone());
    int[] hours = new int[series.size()];
    Arrays.setAll(hours, place -> clock.hour(series.at(place)));
    return hours;
  }
}
