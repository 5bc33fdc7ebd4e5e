package org.trousse.record.visit;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One line of the sheet: what is newest, how it is in the middle, and what changed.
///
/// @param values of the period, in order of time
/// @param newest of the period; null: there was none
/// @param former the newest before the period; null: none within the 14 days before
/// @param mean null: there was none
/// @param before what it is compared with: the mean of the 14 days before, or the newest of them;
///   null: there is nothing to compare with
/// @param inTarget of 100 values how many are in the general target; null: none, or no target
public record VisitLine(
    VisitKind kind,
    List<Value> values,
    @Nullable Value newest,
    @Nullable Value former,
    @Nullable Pair mean,
    @Nullable Pair before,
    @Nullable Double inTarget) {
  /// A value, and the other one of a blood pressure.
  public record Pair(double value, @Nullable Double diastolic) {}

  public VisitLine {
    values = List.copyOf(values);
  }

  /// The line of one kind.
  ///
  /// @param all of one kind, in any order
  public static VisitLine of(VisitKind kind, List<Value> all, VisitPeriod period) {
    List<Value> sorted =
        all.stream()
            .sorted(Comparator.comparing(Value::at).thenComparingDouble(Value::value))
            .toList();
    List<Value> now = sorted.stream().filter(one -> period.holds(one.at())).toList();
    List<Value> then = sorted.stream().filter(one -> period.isBefore(one.at())).toList();
    Value former = then.isEmpty() ? null : then.getLast();
    Pair newest = former == null ? null : new Pair(former.value(), former.diastolic());
    return new VisitLine(
        kind,
        now,
        now.isEmpty() ? null : now.getLast(),
        former,
        mean(now),
        kind.comparesNewest() ? newest : mean(then),
        inTarget(kind, now));
  }

  /// What it is now minus what it is compared with; null when either is missing.
  public @Nullable Pair change() {
    Value last = newest;
    Pair now =
        last == null
            ? null
            : kind.comparesNewest() ? new Pair(last.value(), last.diastolic()) : mean;
    if (now == null || before == null) {
      return null;
    }
    Double one = now.diastolic();
    Double other = before.diastolic();
    return new Pair(
        now.value() - before.value(), one == null || other == null ? null : one - other);
  }

  static @Nullable Pair mean(List<Value> values) {
    OptionalDouble value = mean(values, Value::value);
    List<Value> two = values.stream().filter(one -> one.diastolic() != null).toList();
    OptionalDouble diastolic = mean(two, VisitLine::diastolic);
    return value.isEmpty()
        ? null
        : new Pair(
            value.getAsDouble(), diastolic.isEmpty() ? null : (Double) diastolic.getAsDouble());
  }

  private static OptionalDouble mean(List<Value> values, ToDoubleFunction<Value> part) {
    return values.stream().mapToDouble(part).average();
  }

  private static double diastolic(Value value) {
    Double diastolic = value.diastolic();
    return diastolic == null ? Double.NaN : diastolic;
  }

  private static @Nullable Double inTarget(VisitKind kind, List<Value> values) {
    if (values.isEmpty() || kind.high() == 0) {
      return null;
    }
    long in = values.stream().filter(one -> isInTarget(kind, one)).count();
    return 100.0 * in / values.size();
  }

  /// Glucose: 70 to 180 mg/dL, both included. Pressure: both numbers under 135 and 85 mmHg.
  /// Temperature: under 38.0 °C. A weight has no general target: it always is.
  public static boolean isInTarget(VisitKind kind, Value value) {
    return switch (kind) {
      case GLUCOSE_SENSOR, GLUCOSE_FINGER ->
          value.value() >= kind.low() && value.value() <= kind.high();
      case PRESSURE ->
          value.value() < kind.high()
              && (value.diastolic() == null || value.diastolic() < VisitKind.DIASTOLIC_HIGH);
      case TEMPERATURE -> value.value() < kind.high();
      case WEIGHT -> true;
    };
  }
}
