package org.trousse.record.weight;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Unit;

/// One weighing.
///
/// @param offset what the source said of its local time; kept to be shown. Days follow the zone
/// @param confirmed somebody said that it is this person's; it is then believed as it stands
public record WeightReading(
    Instant at, @Nullable ZoneOffset offset, double kilograms, boolean confirmed) {
  private static final double KILOGRAMS_A_POUND = 0.45359237;
  private static final double GRAMS_A_KILOGRAM = 1_000;

  /// The same order whatever the order of arrival; of two that say the same, the confirmed one.
  static final Comparator<WeightReading> IN_TIME =
      Comparator.comparing(WeightReading::at)
          .thenComparingDouble(WeightReading::kilograms)
          .thenComparing(WeightReading::confirmed, Comparator.reverseOrder());

  public static WeightReading of(Instant at, double kilograms) {
    return new WeightReading(at, null, kilograms, false);
  }

  /// Throws for a unit that is not of mass or that scales of this country do not show.
  public static double kilograms(double value, Unit unit) {
    return switch (unit) {
      case KG -> value;
      case GRAM -> value / GRAMS_A_KILOGRAM;
      case POUND -> value * KILOGRAMS_A_POUND;
      default -> throw new IllegalArgumentException("not a weight in kg, g or lb: " + unit.ucum());
    };
  }

  /// The same weighing, sent twice.
  boolean isAgain(WeightReading other) {
    return at.equals(other.at) && kilograms == other.kilograms;
  }
}
