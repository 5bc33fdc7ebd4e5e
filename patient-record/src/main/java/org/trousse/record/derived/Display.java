package org.trousse.record.derived;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How numbers are rounded when people read them, and only then: thresholds are compared unrounded.
/// Half goes to the even neighbour, as in the reports that nurses compare ours with; for blood
/// pressure it goes up.
public enum Display {
  PRESSURE(0, RoundingMode.HALF_UP),
  WEIGHT(1, RoundingMode.HALF_EVEN),
  TEMPERATURE(1, RoundingMode.HALF_EVEN),
  GLUCOSE_MG_PER_DL(0, RoundingMode.HALF_EVEN),
  GLUCOSE_MMOL_PER_L(1, RoundingMode.HALF_EVEN),
  GLUCOSE_G_PER_L(2, RoundingMode.HALF_EVEN),
  /// GMI and CV, in percent.
  PERCENT(1, RoundingMode.HALF_EVEN),
  /// A share of the time or of the readings, in percent.
  SHARE(0, RoundingMode.HALF_EVEN),
  BMI(1, RoundingMode.HALF_EVEN);

  private final int decimals;
  private final RoundingMode rounding;

  Display(int decimals, RoundingMode rounding) {
    this.decimals = decimals;
    this.rounding = rounding;
  }

  /// Rounds the shortest decimal that means this double: 0.15 is fifteen hundredths.
  public BigDecimal of(double value) {
    return BigDecimal.valueOf(value).setScale(decimals, rounding);
  }
}
