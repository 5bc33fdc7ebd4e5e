package org.trousse.record.glucose;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseSeries.Window;

/// How much of the time has a reading. Three definitions are in use and differ widely; the first is
/// ours. All count elapsed time, so that days of 23 and 25 hours are what they are.
///
/// @param interval minutes between readings: declared, or the median step between different times
///   rounded to a whole minute (half to even, at least 1); null when unknown
/// @param days of the window; of a whole series, from its first reading to its last and one
///   interval
/// @param expected days · 1440 / interval
/// @param missing expected − n, at least 0
/// @param coverage 100 · n / expected
/// @param activeExpected round(minutes from first to last / interval) + 1
/// @param activeMissing round((Σ steps longer than the interval − their number · interval) /
///   interval)
/// @param coverageActive 100 · (activeExpected − activeMissing) / activeExpected
/// @param coverageWorn 100 · n / (minutes from first to last / interval + 1)
public record Coverage(
    @Nullable Integer interval,
    @Nullable Double days,
    @Nullable Double expected,
    @Nullable Double missing,
    @Nullable Double coverage,
    @Nullable Long activeExpected,
    @Nullable Long activeMissing,
    @Nullable Double coverageActive,
    @Nullable Double coverageWorn) {
  static final double NANOS_A_MINUTE = 60e9;
  static final int MINUTES_A_DAY = 1_440;

  static Coverage of(GlucoseSeries series, @Nullable Window window, @Nullable Integer declared) {
    long[] steps = steps(series);
    Integer interval = declared != null ? declared : interval(steps);
    if (interval == null) {
      Double days = window == null ? null : window.days();
      return new Coverage(null, days, null, null, null, null, null, null, null);
    }
    int n = series.size();
    double span = n == 0 ? 0 : (series.nanos(n - 1) - series.nanos(0)) / NANOS_A_MINUTE;
    double days =
        window != null ? window.days() : n == 0 ? 0 : (span + interval) / (double) MINUTES_A_DAY;
    double expected = days * MINUTES_A_DAY / interval;
    double coverage = 100 * n / expected;
    if (n == 0) {
      Double share = window == null ? null : 0.0;
      return new Coverage(interval, days, expected, expected, share, null, null, null, null);
    }
    long activeExpected = (long) Math.rint(span / interval) + 1;
    long activeMissing = missing(steps, interval);
    return new Coverage(
        interval,
        days,
        expected,
        Math.max(0, expected - n),
        coverage,
        activeExpected,
        activeMissing,
        100.0 * (activeExpected - activeMissing) / activeExpected,
        100 * n / (span / interval + 1));
  }

  /// Between different times, in nanoseconds.
  private static long[] steps(GlucoseSeries series) {
    long[] steps = new long[Math.max(0, series.size() - 1)];
    int count = 0;
    for (int place = 1; place < series.size(); place++) {
      long step = series.nanos(place) - series.nanos(place - 1);
      if (step > 0) {
        steps[count++] = step;
      }
    }
    return Arrays.copyOf(steps, count);
  }

  private static @Nullable Integer interval(long[] steps) {
    if (steps.length == 0) {
      return null;
    }
    long[] sorted = steps.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1
            ? sorted[middle]
            : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2.0;
    return (int) Math.max(1, Math.rint(median / NANOS_A_MINUTE));
  }

  private static long missing(long[] steps, int interval) {
    double minutes = 0;
    for (long step : steps) {
      double gap = step / NANOS_A_MINUTE;
      minutes += gap > interval ? gap - interval : 0;
    }
    return (long) Math.rint(minutes / interval);
  }

  /// How many hours of data the readings stand for; 0 when their interval is unknown.
  double hours(int n) {
    return interval == null ? 0 : n * interval / 60.0;
  }
}
