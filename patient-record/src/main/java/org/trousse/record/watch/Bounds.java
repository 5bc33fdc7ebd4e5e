package org.trousse.record.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.glucose.GlucoseUnit;

/// The four bounds of a value, each of which may be missing. A critical bound is itself critical, a
/// normal bound is itself normal: ≤ `lowCritical` is critically low, < `low` low, > `high` high, ≥
/// `highCritical` critically high (the `hiCritical` and `hiNormal` of OpenMRS's concepts). Values
/// are compared as they were measured, never rounded.
public record Bounds(
    @Nullable Double lowCritical,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double highCritical) {

  /// Where a value lies.
  public enum Level {
    CRITICALLY_LOW,
    LOW,
    NORMAL,
    HIGH,
    CRITICALLY_HIGH
  }

  public Bounds {
    List<Double> inOrder = new ArrayList<>();
    for (Double bound : new Double[] {lowCritical, low, high, highCritical}) {
      if (bound != null) {
        inOrder.add(bound);
      }
    }
    if (inOrder.isEmpty() || !inOrder.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a value has one bound at least");
    }
    for (int place = 1; place < inOrder.size(); place++) {
      if (inOrder.get(place - 1) > inOrder.get(place)) {
        throw new IllegalArgumentException("bounds rise");
      }
    }
    if (low != null && high != null && low >= high) {
      throw new IllegalArgumentException("nothing lies between these bounds");
    }
  }

  public Level of(double value) {
    long exact = Exact.of(value);
    if (lowCritical != null && exact <= Exact.of(lowCritical)) {
      return Level.CRITICALLY_LOW;
    }
    if (highCritical != null && exact >= Exact.of(highCritical)) {
      return Level.CRITICALLY_HIGH;
    }
    if (low != null && exact < Exact.of(low)) {
      return Level.LOW;
    }
    return high != null && exact > Exact.of(high) ? Level.HIGH : Level.NORMAL;
  }

  /// A bound of glucose given in one unit, as readings in another are compared with it. The
  /// thresholds of the consensus have their own number in each unit (70 mg/dL is 3.9 mmol/L,
  /// although 3.9 · 18.0156 is 70.26); others are converted and not rounded.
  static double glucose(double bound, GlucoseUnit from, GlucoseUnit to) {
    if (from == to) {
      return bound;
    }
    List<Double> known = ofConsensus(from);
    for (int place = 0; place < known.size(); place++) {
      if (Exact.of(known.get(place)) == Exact.of(bound)) {
        return ofConsensus(to).get(place);
      }
    }
    double milligrams = from.toMgPerDl(bound);
    return to == GlucoseUnit.MG_PER_DL ? milligrams : GlucoseUnit.MG_PER_DL.toMmolPerL(milligrams);
  }

  private static List<Double> ofConsensus(GlucoseUnit unit) {
    return List.of(
        unit.veryLow(),
        unit.pregnancyLow(),
        unit.low(),
        unit.tightHigh(),
        unit.high(),
        unit.veryHigh());
  }

  /// The same bounds in another unit.
  Bounds in(DoubleUnaryOperator unit) {
    return new Bounds(
        converted(lowCritical, unit),
        converted(low, unit),
        converted(high, unit),
        converted(highCritical, unit));
  }

  private static @Nullable Double converted(@Nullable Double bound, DoubleUnaryOperator unit) {
    return bound == null ? null : (Double) unit.applyAsDouble(bound);
  }
}
