package org.trousse.gateway.codec.gatt;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.sdk.measure.Unit;

/// Body Composition Measurement (0x2A9C, Body Composition Service), in the service's default
/// resolutions. Numbers are as they stand on the wire; the methods give them their unit.
///
/// @param rawFat tenths of a per cent; 0xFFFF means that the measurement failed
/// @param userId 255 means that the scale does not know who stood on it
/// @param basalMetabolismKj kilojoules
/// @param multiplePacket whether the rest of the measurement comes in another value
public record BodyComposition(
    boolean imperial,
    int rawFat,
    @Nullable GattDateTime timestamp,
    @Nullable Integer userId,
    @Nullable Integer basalMetabolismKj,
    @Nullable Integer rawMuscleShare,
    @Nullable Integer rawMuscle,
    @Nullable Integer rawFatFree,
    @Nullable Integer rawSoftLean,
    @Nullable Integer rawWater,
    @Nullable Integer rawImpedance,
    @Nullable Integer rawWeight,
    @Nullable Integer rawHeight,
    boolean multiplePacket,
    int trailingBytes) {
  private static final int UNSUCCESSFUL = 0xFFFF;
  private static final int USER_UNKNOWN = 255;

  /// Reads one characteristic value.
  public static Decoded<BodyComposition> decode(byte[] payload) {
    ByteReader in = new ByteReader(payload);
    int flags = in.u16();
    BodyComposition read =
        new BodyComposition(
            (flags & 0x0001) != 0,
            in.u16(),
            (flags & 0x0002) != 0 ? in.dateTime() : null,
            (flags & 0x0004) != 0 ? (Integer) in.u8() : null,
            field(in, flags, 0x0008),
            field(in, flags, 0x0010),
            field(in, flags, 0x0020),
            field(in, flags, 0x0040),
            field(in, flags, 0x0080),
            field(in, flags, 0x0100),
            field(in, flags, 0x0200),
            field(in, flags, 0x0400),
            field(in, flags, 0x0800),
            (flags & 0x1000) != 0,
            in.remaining());
    return in.truncated()
        ? Decoded.truncated("The Body Composition Measurement")
        : Decoded.of(read);
  }

  private static @Nullable Integer field(ByteReader in, int flags, int bit) {
    return (flags & bit) != 0 ? (Integer) in.u16() : null;
  }

  public boolean userUnknown() {
    return userId != null && userId == USER_UNKNOWN;
  }

  /// Per cent; empty when the measurement failed.
  public Optional<BigDecimal> fat() {
    return rawFat == UNSUCCESSFUL ? Optional.empty() : Optional.of(BigDecimal.valueOf(rawFat, 1));
  }

  /// Per cent.
  public Optional<BigDecimal> muscleShare() {
    return tenths(rawMuscleShare);
  }

  /// Ohm.
  public Optional<BigDecimal> impedance() {
    return tenths(rawImpedance);
  }

  /// A mass of this measurement, in [#massUnit()].
  public Optional<BigDecimal> mass(@Nullable Integer raw) {
    return Optional.ofNullable(raw)
        .filter(steps -> steps != UNSUCCESSFUL)
        .map(steps -> imperial ? BigDecimal.valueOf(steps, 2) : BigDecimal.valueOf(5L * steps, 3));
  }

  public Unit massUnit() {
    return imperial ? Unit.POUND : Unit.KG;
  }

  /// In metres, or in inches on an imperial scale.
  public Optional<BigDecimal> height() {
    return Optional.ofNullable(rawHeight).map(raw -> BigDecimal.valueOf(raw, imperial ? 1 : 3));
  }

  public Unit heightUnit() {
    return imperial ? Unit.INCH : Unit.METRE;
  }

  private static Optional<BigDecimal> tenths(@Nullable Integer raw) {
    return Optional.ofNullable(raw).map(steps -> BigDecimal.valueOf(steps, 1));
  }
}
