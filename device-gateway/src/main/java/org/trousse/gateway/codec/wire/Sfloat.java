package org.trousse.gateway.codec.wire;

import java.math.BigDecimal;

/// SFLOAT of IEEE 11073-20601: 4 bits of exponent, 12 bits of mantissa, both two's complement. The
/// exponent is the precision: 2, 2.0 and 2.00 are three different words.
public final class Sfloat {
  private Sfloat() {}

  /// The number of a 16-bit word. Only the five codes with exponent 0 are special: 0x17FF is the
  /// number 2047E1.
  public static GattNumber of(int word) {
    return switch (word & 0xFFFF) {
      case 0x07FE -> GattNumber.of(GattNumber.Special.PLUS_INF);
      case 0x07FF -> GattNumber.of(GattNumber.Special.NAN);
      case 0x0800 -> GattNumber.of(GattNumber.Special.NRES);
      case 0x0801 -> GattNumber.of(GattNumber.Special.RFU);
      case 0x0802 -> GattNumber.of(GattNumber.Special.MINUS_INF);
      default -> {
        int exponent = (short) word >> 12;
        int mantissa = word << 20 >> 20;
        yield GattNumber.of(BigDecimal.valueOf(mantissa, -exponent));
      }
    };
  }
}
