package org.trousse.record.glucose;

import org.jspecify.annotations.Nullable;

/// How many readings lie in each of the five ranges (Battelino 2019), counted in the series' unit
/// and never rounded before. Percentages are of `n`; of nothing they are null.
///
/// @param veryLowCount below 54 mg/dL
/// @param lowCount from 54 to below 70
/// @param inRangeCount from 70 to 180, both included
/// @param highCount above 180 to 250, included
/// @param veryHighCount above 250
/// @param tightRangeCount from 70 to 140, both included: a part of those in range
public record Bands(
    int veryLowCount,
    int lowCount,
    int inRangeCount,
    int highCount,
    int veryHighCount,
    int tightRangeCount) {
  static Bands of(GlucoseSeries series, int from, int to) {
    GlucoseUnit unit = series.unit();
    int[] counts = new int[5];
    int tight = 0;
    for (int place = from; place < to; place++) {
      double value = series.value(place);
      counts[band(value, unit)]++;
      tight += value >= unit.low() && value <= unit.tightHigh() ? 1 : 0;
    }
    return new Bands(counts[0], counts[1], counts[2], counts[3], counts[4], tight);
  }

  private static int band(double value, GlucoseUnit unit) {
    if (value < unit.low()) {
      return value < unit.veryLow() ? 0 : 1;
    }
    if (value <= unit.high()) {
      return 2;
    }
    return value <= unit.veryHigh() ? 3 : 4;
  }

  public int n() {
    return veryLowCount + lowCount + inRangeCount + highCount + veryHighCount;
  }

  public @Nullable Double veryLow() {
    return percent(veryLowCount);
  }

  public @Nullable Double low() {
    return percent(lowCount);
  }

  public @Nullable Double inRange() {
    return percent(inRangeCount);
  }

  public @Nullable Double high() {
    return percent(highCount);
  }

  public @Nullable Double veryHigh() {
    return percent(veryHighCount);
  }

  public @Nullable Double tightRange() {
    return percent(tightRangeCount);
  }

  /// Below 70, the very low ones included.
  public @Nullable Double below() {
    return percent(veryLowCount + lowCount);
  }

  /// Above 180, the very high ones included.
  public @Nullable Double above() {
    return percent(highCount + veryHighCount);
  }

  /// The Glycemia Risk Index, from 0 to 100 (Klonoff 2022).
  public @Nullable Double gri() {
    Double veryLow = veryLow();
    Double low = low();
    Double high = high();
    Double veryHigh = veryHigh();
    if (veryLow == null || low == null || high == null || veryHigh == null) {
      return null;
    }
    return Math.min(100, 3.0 * veryLow + 2.4 * low + 1.6 * veryHigh + 0.8 * high);
  }

  private @Nullable Double percent(int count) {
    return n() == 0 ? null : 100.0 * count / n();
  }
}
