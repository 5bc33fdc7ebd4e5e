package org.trousse.gateway.codec.gatt;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.reading.DeviceStatus;

/// Blood Pressure Measurement (0x2A35, Blood Pressure Service).
///
/// @param kilopascal whether the pressures are in kPa; else mm[Hg]
/// @param mean mean arterial pressure, often NaN
/// @param pulse a minute
/// @param userId 255 means that the device does not know whose pressure it was
public record BloodPressureMeasurement(
    boolean kilopascal,
    GattNumber systolic,
    GattNumber diastolic,
    GattNumber mean,
    @Nullable GattDateTime timestamp,
    @Nullable GattNumber pulse,
    @Nullable Integer userId,
    @Nullable Integer statusBits,
    int trailingBytes) {
  public static final int USER_UNKNOWN = 255;

  private static final int POSITION_BIT = 5;

  /// Reads one characteristic value.
  public static Decoded<BloodPressureMeasurement> decode(byte[] payload) {
    ByteReader in = new ByteReader(payload);
    int flags = in.u8();
    GattNumber systolic = in.sfloat();
    GattNumber diastolic = in.sfloat();
    GattNumber mean = in.sfloat();
    GattDateTime timestamp = (flags & 0x02) != 0 ? in.dateTime() : null;
    GattNumber pulse = (flags & 0x04) != 0 ? in.sfloat() : null;
    Integer user = (flags & 0x08) != 0 ? (Integer) in.u8() : null;
    Integer status = (flags & 0x10) != 0 ? (Integer) in.u16() : null;
    if (in.truncated()) {
      return Decoded.truncated("The Blood Pressure Measurement");
    }
    return Decoded.of(
        new BloodPressureMeasurement(
            (flags & 0x01) != 0,
            systolic,
            diastolic,
            mean,
            timestamp,
            pulse,
            user,
            status,
            in.remaining()));
  }

  public boolean userUnknown() {
    return userId != null && userId == USER_UNKNOWN;
  }

  public Set<DeviceStatus> status() {
    if (statusBits == null) {
      return Set.of();
    }
    EnumSet<DeviceStatus> found = EnumSet.noneOf(DeviceStatus.class);
    found.addAll(StatusBits.BLOOD_PRESSURE.of(statusBits));
    switch (pulseRange()) {
      case 1 -> found.add(DeviceStatus.PULSE_ABOVE_RANGE);
      case 2 -> found.add(DeviceStatus.PULSE_BELOW_RANGE);
      default -> {}
    }
    if ((statusBits & 1 << POSITION_BIT) != 0) {
      found.add(DeviceStatus.IMPROPER_POSITION);
    }
    return found;
  }

  /// The pulse range 3 is not defined.
  public boolean pulseRangeReserved() {
    return pulseRange() == 3;
  }

  private int pulseRange() {
    return statusBits == null ? 0 : statusBits >> 3 & 0x03;
  }
}
