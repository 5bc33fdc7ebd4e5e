package org.trousse.record.derived;

import org.jspecify.annotations.Nullable;

/// How many values, their mean and their scatter. What is not defined is null: the mean of nothing,
/// the deviation of a single value, a ratio to a mean of zero.
///
/// @param sd the sample's standard deviation, divisor n − 1
/// @param cv 100 · sd / mean
/// @param least the smallest value
/// @param most the largest value
public record Spread(
    int n,
    @Nullable Double mean,
    @Nullable Double sd,
    @Nullable Double cv,
    @Nullable Double least,
    @Nullable Double most) {
  private static final Spread OF_NOTHING = new Spread(0, null, null, null, null, null);

  /// Of all the values.
  ///
  /// @param values finite
  public static Spread of(double... values) {
    return of(values, 0, values.length);
  }

  /// Of the values from one place to before another.
  public static Spread of(double[] values, int from, int to) {
    int n = to - from;
    if (n == 0) {
      return OF_NOTHING;
    }
    StableSum sum = new StableSum();
    double least = values[from];
    double most = values[from];
    for (int place = from; place < to; place++) {
      sum.add(values[place]);
      least = Math.min(least, values[place]);
      most = Math.max(most, values[place]);
    }
    double mean = sum.value() / n;
    if (least == most) {
      // values that are all the same have no scatter, whatever the division rounded
      mean = least;
    }
    if (n == 1) {
      return new Spread(n, mean, null, null, least, most);
    }
    double sd = Math.sqrt(squares(values, from, to, mean) / (n - 1));
    return new Spread(n, mean, sd, mean == 0 ? null : 100 * sd / mean, least, most);
  }

  private static double squares(double[] values, int from, int to, double mean) {
    StableSum sum = new StableSum();
    for (int place = from; place < to; place++) {
      double off = values[place] - mean;
      sum.add(off * off);
    }
    return sum.value();
  }
}
