package org.trousse.record.pressure;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.derived.Summary;

/// The same number of both pressures.
public record Pair(double systolic, double diastolic) {
  /// Null when one of the two is not defined.
  static @Nullable Pair of(
      Summary systolic, Summary diastolic, Function<Summary, @Nullable Double> number) {
    Double one = number.apply(systolic);
    Double other = number.apply(diastolic);
    return one == null || other == null ? null : new Pair(one, other);
  }

  /// All have equal weight; null without readings.
  static @Nullable Pair mean(Collection<Placed> readings) {
    if (readings.isEmpty()) {
      return null;
    }
    long systolic = 0;
    long diastolic = 0;
    for (Placed placed : readings) {
      systolic += Exact.of(placed.reading().systolic());
      diastolic += Exact.of(placed.reading().diastolic());
    }
    double n = readings.size();
    return new Pair(Exact.toDouble(systolic) / n, Exact.toDouble(diastolic) / n);
  }
}
