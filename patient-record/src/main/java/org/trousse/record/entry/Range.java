package org.trousse.record.entry;

import java.math.BigDecimal;
import org.trousse.sdk.measure.Measure;

/// What is believed of a typed number without asking, and what is possible at all; in the canonical
/// unit. What is possible is as wide as what devices may send.
///
/// @param usual a number in the middle of what people have: of two guesses the nearer one is the
///   likelier
record Range(double least, double most, double leastPossible, double mostPossible, double usual) {
  private static final Range GLUCOSE = new Range(20, 600, 10, 1_500, 110);
  private static final Range WEIGHT = new Range(2, 300, 0.5, 650, 70);
  private static final Range TEMPERATURE = new Range(34.0, 42.5, 20, 45, 37);

  /// Of a measure with one number.
  static Range of(Measure measure) {
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> GLUCOSE;
      case BODY_WEIGHT -> WEIGHT;
      case BODY_TEMPERATURE -> TEMPERATURE;
      case BLOOD_PRESSURE -> throw new IllegalArgumentException("a blood pressure has two numbers");
    };
  }

  boolean isPlausible(BigDecimal value) {
    return Numerals.isWithin(value, least, most);
  }

  boolean isPossible(BigDecimal value) {
    return Numerals.isWithin(value, leastPossible, mostPossible);
  }

  /// By ratio, since what goes wrong is a unit or a decimal point.
  double distance(BigDecimal value) {
    return Math.abs(Math.log(value.doubleValue() / usual));
  }
}
