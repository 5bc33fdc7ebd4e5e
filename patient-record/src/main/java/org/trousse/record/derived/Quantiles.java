package org.trousse.record.derived;

/// The five percentiles that a daily curve draws.
public record Quantiles(double p5, double p25, double p50, double p75, double p95) {
  /// Linear between neighbours: type 7 of Hyndman and Fan (1996), the default of numpy and of R.
  ///
  /// @param sorted at least one value, ascending
  public static Quantiles of(double[] sorted) {
    return new Quantiles(
        at(sorted, 0.05), at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75), at(sorted, 0.95));
  }

  /// Type 7: linear between the two neighbours.
  ///
  /// @param sorted ascending, not empty
  /// @param part from 0 to 1
  public static double at(double[] sorted, double part) {
    double place = (sorted.length - 1) * part;
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /// This one's weight and the other's, percentile by percentile.
  public Quantiles plus(double weight, Quantiles other) {
    return new Quantiles(
        p5 + weight * other.p5,
        p25 + weight * other.p25,
        p50 + weight * other.p50,
        p75 + weight * other.p75,
        p95 + weight * other.p95);
  }

  /// Each percentile times `factor`.
  public Quantiles times(double factor) {
    return new Quantiles(p5 * factor, p25 * factor, p50 * factor, p75 * factor, p95 * factor);
  }

  /// Each percentile divided.
  public Quantiles over(double divisor) {
    return new Quantiles(p5 / divisor, p25 / divisor, p50 / divisor, p75 / divisor, p95 / divisor);
  }
}
