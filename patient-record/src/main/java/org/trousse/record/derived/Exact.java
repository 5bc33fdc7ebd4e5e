package org.trousse.record.derived;

/// Decimal numbers as whole billionths, so that a threshold is compared with what was measured and
/// not with the nearest binary fraction: 65.1 − 63.1 is 2, and the mean of 135.1 and 134.9 is 135.
/// Nine decimals hold a pound's kilograms; sums of 10⁷ readings fit.
public final class Exact {
  private static final double ONE = 1e9;
  private static final long CENTI = 10_000_000;

  private Exact() {}

  public static long of(double value) {
    return Math.round(value * ONE);
  }

  public static double toDouble(long billionths) {
    return billionths / ONE;
  }

  /// To hundredths, half to even.
  public static long toHundredths(long billionths) {
    long below = Math.floorDiv(billionths, CENTI);
    long rest = Math.floorMod(billionths, CENTI);
    boolean up = rest > CENTI / 2 || (rest == CENTI / 2 && (below & 1) == 1);
    return (up ? below + 1 : below) * CENTI;
  }
}
