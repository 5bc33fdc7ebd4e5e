package org.trousse.record.weight;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Summary;

/// Where the weight is going, of days' weights and up to the last of them.
///
/// @param median7 median of the last 7 local days, kg; null without a weight
/// @param slope of the least-squares line through the last 28 local days, kg a week; null with
///   fewer than 8 weights in them
/// @param points how many weights the last 28 days have
record Trend(@Nullable Double median7, @Nullable Double slope, int points) {
  private static final int MEDIAN_DAYS = 7;
  private static final int SLOPE_DAYS = 28;
  private static final int POINTS_MIN = 8;
  private static final int WEEK = 7;

  /// @param days in order
  static Trend of(List<Day> days) {
    if (days.isEmpty()) {
      return new Trend(null, null, 0);
    }
    List<Day> month = last(days, SLOPE_DAYS);
    double median =
        Summary.median(last(days, MEDIAN_DAYS).stream().mapToDouble(Day::weight).toArray());
    Double slope = month.size() < POINTS_MIN ? null : Double.valueOf(slope(month));
    return new Trend(median, slope, month.size());
  }

  private static List<Day> last(List<Day> days, int length) {
    long from = days.getLast().date().toEpochDay() - length + 1;
    List<Day> last = new ArrayList<>();
    for (Day day : days.reversed()) {
      if (day.date().toEpochDay() < from) {
        break;
      }
      last.add(day);
    }
    return last;
  }

  private static double slope(List<Day> days) {
    long origin = days.getFirst().date().toEpochDay();
    double middle = mean(days.stream().mapToDouble(day -> day.date().toEpochDay() - origin));
    double mean = mean(days.stream().mapToDouble(Day::weight));
    double products = 0;
    double squares = 0;
    for (Day day : days) {
      double away = day.date().toEpochDay() - origin - middle;
      products += away * (day.weight() - mean);
      squares += away * away;
    }
    return WEEK * products / squares;
  }

  private static double mean(DoubleStream values) {
    return Summary.of(values.toArray()).orElseThrow().mean();
  }
}
