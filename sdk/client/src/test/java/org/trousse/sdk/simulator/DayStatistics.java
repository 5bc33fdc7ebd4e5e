package org.trousse.sdk.simulator;

import java.util.List;
import java.util.Locale;

/// What five-minute glucose values in mg/dL look like as a whole.
record DayStatistics(
    double mean,
    double deviation,
    double within,
    double above,
    double below,
    double persistence,
    double fastestPerMinute) {

  /// @param persistence the correlation of each value with the next
  DayStatistics {}

  static DayStatistics of(List<Double> values) {
    double mean = values.stream().mapToDouble(each -> each).average().orElseThrow();
    double variance = 0;
    double covariance = 0;
    double fastest = 0;
    for (int i = 0; i < values.size(); i++) {
      double off = values.get(i) - mean;
      variance += off * off;
      if (i > 0) {
        covariance += off * (values.get(i - 1) - mean);
        fastest = Math.max(fastest, Math.abs(values.get(i) - values.get(i - 1)) / 5);
      }
    }
    double count = values.size();
    double above = values.stream().filter(each -> each > 180).count() / count;
    double below = values.stream().filter(each -> each < 70).count() / count;
    return new DayStatistics(
        mean,
        Math.sqrt(variance / count),
        1 - above - below,
        above,
        below,
        covariance / variance,
        fastest);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mean %.1f, sd %.1f, within %.3f, above %.3f, below %.3f, lag-1 %.4f, fastest %.2f",
        mean,
        deviation,
        within,
        above,
        below,
        persistence,
        fastestPerMinute);
  }
}
