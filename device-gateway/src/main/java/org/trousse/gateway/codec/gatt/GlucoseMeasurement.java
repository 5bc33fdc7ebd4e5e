package org.trousse.gateway.codec.gatt;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.reading.DeviceStatus;

/// Glucose Measurement (0x2A18, Glucose Service).
///
/// @param sequence never used twice by a device: the record's identity
/// @param timeOffset minutes between the base time and the user's clock, null when not sent
/// @param molar whether the concentration is in mol/L; else kg/L
/// @param concentration null when not sent
/// @param type nibble; 0 when no concentration was sent
/// @param location nibble; 0 when no concentration was sent
/// @param statusBits the Sensor Status Annunciation, null when not sent
public record GlucoseMeasurement(
    int sequence,
    GattDateTime baseTime,
    @Nullable Integer timeOffset,
    boolean molar,
    @Nullable GattNumber concentration,
    int type,
    int location,
    @Nullable Integer statusBits,
    boolean contextFollows,
    int trailingBytes) {
  public static final int TYPE_CONTROL_SOLUTION = 10;
  public static final int LOCATION_CONTROL_SOLUTION = 4;
  public static final int LOCATION_NOT_AVAILABLE = 15;

  private static final int LOCATION_LAST = 4;
  private static final int OFFSET_OVERRUN = Short.MAX_VALUE;
  private static final int OFFSET_UNDERRUN = Short.MIN_VALUE;

  /// Reads one characteristic value.
  public static Decoded<GlucoseMeasurement> decode(byte[] payload) {
    ByteReader in = new ByteReader(payload);
    int flags = in.u8();
    int sequence = in.u16();
    GattDateTime baseTime = in.dateTime();
    Integer offset = (flags & 0x01) != 0 ? (Integer) in.i16() : null;
    boolean hasConcentration = (flags & 0x02) != 0;
    GattNumber concentration = hasConcentration ? in.sfloat() : null;
    int typeAndLocation = hasConcentration ? in.u8() : 0;
    Integer status = (flags & 0x08) != 0 ? (Integer) in.u16() : null;
    if (in.truncated()) {
      return Decoded.truncated("The Glucose Measurement");
    }
    return Decoded.of(
        new GlucoseMeasurement(
            sequence,
            baseTime,
            offset,
            (flags & 0x04) != 0,
            concentration,
            typeAndLocation & 0x0F,
            typeAndLocation >> 4,
            status,
            (flags & 0x10) != 0,
            in.remaining()));
  }

  /// Whether the offset left the range that 16 bits can say (0x7FFF, 0x8000).
  public boolean offsetOutOfRange() {
    return timeOffset != null && (timeOffset == OFFSET_OVERRUN || timeOffset == OFFSET_UNDERRUN);
  }

  public boolean offsetOverrun() {
    return timeOffset != null && timeOffset == OFFSET_OVERRUN;
  }

  /// The user's clock: base time and offset. Empty when either is not usable.
  public Optional<LocalDateTime> deviceLocal() {
    if (baseTime.unknown() || offsetOutOfRange()) {
      return Optional.empty();
    }
    return baseTime.local().map(base -> timeOffset == null ? base : base.plusMinutes(timeOffset));
  }

  /// Control solution hides in two nibbles, and some meters set only one of them.
  public boolean controlSolution() {
    return concentration != null
        && (type == TYPE_CONTROL_SOLUTION || location == LOCATION_CONTROL_SOLUTION);
  }

  public boolean typeReserved() {
    return concentration != null && (type == 0 || type > TYPE_CONTROL_SOLUTION);
  }

  public boolean locationReserved() {
    return concentration != null
        && (location == 0 || (location > LOCATION_LAST && location != LOCATION_NOT_AVAILABLE));
  }

  public Set<DeviceStatus> status() {
    return statusBits == null ? Set.of() : StatusBits.GLUCOSE.of(statusBits);
  }
}
