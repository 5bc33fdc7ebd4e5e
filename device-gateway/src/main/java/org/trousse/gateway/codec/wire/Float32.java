package org.trousse.gateway.codec.wire;

import java.math.BigDecimal;

/// FLOAT of IEEE 11073-20601: 8 bits of exponent, 24 bits of mantissa, both two's complement.
public final class Float32 {
  private Float32() {}

  /// The number of a 32-bit word. Only the five codes with exponent 0 are special.
  public static GattNumber of(int word) {
    return switch (word) {
      case 0x007FFFFE -> GattNumber.of(GattNumber.Special.PLUS_INF);
      case 0x007FFFFF -> GattNumber.of(GattNumber.Special.NAN);
      case 0x00800000 -> GattNumber.of(GattNumber.Special.NRES);
      case 0x00800001 -> GattNumber.of(GattNumber.Special.RFU);
      case 0x00800002 -> GattNumber.of(GattNumber.Special.MINUS_INF);
      default -> {
        int exponent = word >> 24;
        int mantissa = word << 8 >> 8;
        yield GattNumber.of(BigDecimal.valueOf(mantissa, -exponent));
      }
    };
  }
}
