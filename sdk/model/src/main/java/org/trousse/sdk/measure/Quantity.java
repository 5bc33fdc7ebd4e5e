package org.trousse.sdk.measure;

import java.math.BigDecimal;

/// A number with its unit. The digits are data: 2, 2.0 and 2.00 are three different statements.
public record Quantity(BigDecimal value, Unit unit) {
  /// Far beyond any device, and small enough that no text form of it can hurt.
  public static final int DIGITS_MAX = 38;

  public Quantity {
    if (value.precision() > DIGITS_MAX || Math.abs(value.scale()) > DIGITS_MAX) {
      throw new IllegalArgumentException("a quantity has at most " + DIGITS_MAX + " digits");
    }
  }

  public static Quantity of(String digits, Unit unit) {
    return new Quantity(new BigDecimal(digits), unit);
  }
}
