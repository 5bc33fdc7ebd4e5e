package org.trousse.sdk.device;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// Fields of GATT characteristics, little endian, appended one after the other.
final class GattBytes {
  private static final int SFLOAT_MANTISSA_MAX = 2045;
  private static final int FLOAT_MANTISSA_MAX = 8_388_605;
  private static final int SFLOAT_NAN = 0x07FF;
  private static final int FLOAT_NAN = 0x007F_FFFF;
  private static final int CRC_SEED = 0xFFFF;
  private static final int CRC_POLYNOMIAL_REFLECTED = 0x8408;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  GattBytes u8(int value) {
    out.write(inRange(value, 0, 0xFF));
    return this;
  }

  GattBytes u16(int value) {
    return u8(inRange(value, 0, 0xFFFF) & 0xFF).u8(value >> 8);
  }

  /// Signed, two's complement.
  GattBytes i16(int value) {
    return u16(inRange(value, Short.MIN_VALUE, Short.MAX_VALUE) & 0xFFFF);
  }

  /// Signed, two's complement.
  GattBytes i8(int value) {
    return u8(inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE) & 0xFF);
  }

  /// IEEE 11073-20601 SFLOAT: exponent in the high nibble, mantissa in the low twelve bits. The
  /// exponent carries the digits, so 2 and 2.0 are written differently. NaN when null.
  GattBytes sfloat(@Nullable BigDecimal value) {
    if (value == null) {
      return u16(SFLOAT_NAN);
    }
    int exponent = inRange(-value.scale(), -8, 7);
    int mantissa = mantissa(value, SFLOAT_MANTISSA_MAX);
    return u16(((exponent & 0xF) << 12) | (mantissa & 0xFFF));
  }

  /// IEEE 11073-20601 FLOAT: exponent in the high byte, mantissa in the low 24 bits. NaN when null.
  GattBytes float32(@Nullable BigDecimal value) {
    int exponent = value == null ? 0 : inRange(-value.scale(), Byte.MIN_VALUE, Byte.MAX_VALUE);
    int mantissa = value == null ? FLOAT_NAN : mantissa(value, FLOAT_MANTISSA_MAX);
    return u16(mantissa & 0xFFFF).u8((mantissa >> 16) & 0xFF).i8(exponent);
  }

  /// Date Time (0x2A08): no zone, whole seconds; all zero when the device does not know.
  GattBytes dateTime(@Nullable LocalDateTime time) {
    if (time == null) {
      return u16(0).u8(0).u8(0).u8(0).u8(0).u8(0);
    }
    return u16(inRange(time.getYear(), 1582, 9999))
        .u8(time.getMonthValue())
        .u8(time.getDayOfMonth())
        .u8(time.getHour())
        .u8(time.getMinute())
        .u8(time.getSecond());
  }

  /// E2E-CRC over all that stands so far.
  GattBytes crc() {
    return u16(crc16(bytes()));
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /// CRC-16/MCRF4XX.
  static int crc16(byte[] bytes) {
    int crc = CRC_SEED;
    for (byte each : bytes) {
      crc ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ CRC_POLYNOMIAL_REFLECTED;
      }
    }
    return crc;
  }

  private static int mantissa(BigDecimal value, int max) {
    if (value.unscaledValue().bitLength() > Integer.SIZE - 1) {
      throw new IllegalArgumentException("too many digits for the wire");
    }
    return inRange(value.unscaledValue().intValue(), -max, max);
  }

  private static int inRange(int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          value + " does not fit on the wire, which takes " + min + " to " + max);
    }
    return value;
  }
}
