package org.trousse.record.derived;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plain statistics of values in order of time, at full precision. What needs two values is null
/// with one, never a NaN.
///
/// @param mean Σx / n
/// @param sd sample standard deviation: divisor n−1
/// @param cv 100 · sd / mean
/// @param arv average real variability: mean of |xᵢ₊₁−xᵢ|, n−1 steps
/// @param sv successive variability: square root of the mean of (xᵢ₊₁−xᵢ)², n−1 steps
public record Summary(
    int n,
    double mean,
    @Nullable Double sd,
    @Nullable Double cv,
    @Nullable Double arv,
    @Nullable Double sv,
    double min,
    double max) {

  /// Empty without values.
  public static Optional<Summary> of(double[] values) {
    int n = values.length;
    if (n == 0) {
      return Optional.empty();
    }
    double mean = sum(values) / n;
    double min = values[0];
    double max = values[0];
    double squares = 0;
    double drift = 0;
    double steps = 0;
    double stepSquares = 0;
    for (int place = 0; place < n; place++) {
      double away = values[place] - mean;
      squares += away * away;
      drift += away;
      min = Math.min(min, values[place]);
      max = Math.max(max, values[place]);
      if (place > 0) {
        double step = values[place] - values[place - 1];
        steps += Math.abs(step);
        stepSquares += step * step;
      }
    }
    if (n == 1) {
      return Optional.of(new Summary(1, mean, null, null, null, null, min, max));
    }
    // what the mean lost in rounding comes off again: equal values have an sd of exactly zero
    double variance = Math.max(0, squares - drift * drift / n) / (n - 1);
    double sd = Math.sqrt(variance);
    Double cv = mean == 0 ? null : Double.valueOf(100 * sd / mean);
    double sv = Math.sqrt(stepSquares / (n - 1));
    return Optional.of(new Summary(n, mean, sd, cv, steps / (n - 1), sv, min, max));
  }

  /// Neumaier's sum: what each addition rounds off is kept and added at the end.
  public static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    }
    return sum + lost;
  }

  /// The middle value, or the mean of the two middle ones.
  public static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing has no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
