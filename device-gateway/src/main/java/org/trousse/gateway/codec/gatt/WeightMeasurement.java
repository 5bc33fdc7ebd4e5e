package org.trousse.gateway.codec.gatt;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.sdk.measure.Unit;

/// Weight Measurement (0x2A9D, Weight Scale Service), in the service's default resolutions.
///
/// @param rawWeight steps of 0.005 kg or 0.01 lb; 0xFFFF means that the measurement failed
/// @param userId 255 means that the scale does not know who stood on it
/// @param rawBmi steps of 0.1 kg/m2
/// @param rawHeight steps of 0.001 m or 0.1 in
public record WeightMeasurement(
    boolean imperial,
    int rawWeight,
    @Nullable GattDateTime timestamp,
    @Nullable Integer userId,
    @Nullable Integer rawBmi,
    @Nullable Integer rawHeight,
    int trailingBytes) {
  public static final int USER_UNKNOWN = 255;

  private static final int UNSUCCESSFUL = 0xFFFF;

  /// Reads one characteristic value.
  public static Decoded<WeightMeasurement> decode(byte[] payload) {
    ByteReader in = new ByteReader(payload);
    int flags = in.u8();
    int weight = in.u16();
    GattDateTime timestamp = (flags & 0x02) != 0 ? in.dateTime() : null;
    Integer user = (flags & 0x04) != 0 ? (Integer) in.u8() : null;
    Integer bmi = (flags & 0x08) != 0 ? (Integer) in.u16() : null;
    Integer height = (flags & 0x08) != 0 ? (Integer) in.u16() : null;
    if (in.truncated()) {
      return Decoded.truncated("The Weight Measurement");
    }
    return Decoded.of(
        new WeightMeasurement(
            (flags & 0x01) != 0, weight, timestamp, user, bmi, height, in.remaining()));
  }

  /// The weight; empty when the measurement failed.
  public Optional<BigDecimal> weight() {
    if (rawWeight == UNSUCCESSFUL) {
      return Optional.empty();
    }
    return Optional.of(
        imperial ? BigDecimal.valueOf(rawWeight, 2) : BigDecimal.valueOf(5L * rawWeight, 3));
  }

  public Unit unit() {
    return imperial ? Unit.POUND : Unit.KG;
  }

  public Optional<BigDecimal> bmi() {
    return Optional.ofNullable(rawBmi).map(raw -> BigDecimal.valueOf(raw, 1));
  }

  /// In metres, or in inches on an imperial scale.
  public Optional<BigDecimal> height() {
    return Optional.ofNullable(rawHeight).map(raw -> BigDecimal.valueOf(raw, imperial ? 1 : 3));
  }

  public Unit heightUnit() {
    return imperial ? Unit.INCH : Unit.METRE;
  }

  public boolean userUnknown() {
    return userId != null && userId == USER_UNKNOWN;
  }
}
