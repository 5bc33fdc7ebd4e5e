package org.trousse.gateway.codec.gatt;

import static org.trousse.sdk.reading.DeviceStatus.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trousse.sdk.reading.DeviceStatus;

/// Which bit of a status field means what. Bits beyond the list are reserved and ignored, as the
/// Bluetooth Core Specification asks.
final class StatusBits {
  /// Sensor Status Annunciation of the Glucose Service, bits 0 to 11
  static final StatusBits GLUCOSE =
      new StatusBits(
          BATTERY_LOW,
          SENSOR_MALFUNCTION,
          SAMPLE_INSUFFICIENT,
          STRIP_INSERTION_ERROR,
          STRIP_TYPE_INCORRECT,
          RESULT_TOO_HIGH,
          RESULT_TOO_LOW,
          TEMPERATURE_TOO_HIGH,
          TEMPERATURE_TOO_LOW,
          READ_INTERRUPTED,
          GENERAL_FAULT,
          TIME_FAULT);

  /// Status octet of the CGM Service, bits 0 to 5
  static final StatusBits CGM_STATUS =
      new StatusBits(
          SESSION_STOPPED,
          BATTERY_LOW,
          SENSOR_TYPE_INCORRECT,
          SENSOR_MALFUNCTION,
          DEVICE_ALERT,
          GENERAL_FAULT);

  /// Cal/Temp octet of the CGM Service, bits 8 to 13 of the annunciation
  static final StatusBits CGM_CALIBRATION =
      new StatusBits(
          TIME_SYNC_REQUIRED,
          CALIBRATION_NOT_ALLOWED,
          CALIBRATION_RECOMMENDED,
          CALIBRATION_REQUIRED,
          SENSOR_TEMPERATURE_TOO_HIGH,
          SENSOR_TEMPERATURE_TOO_LOW);

  /// Warning octet of the CGM Service, bits 16 to 23 of the annunciation
  static final StatusBits CGM_WARNING =
      new StatusBits(
          BELOW_PATIENT_LOW,
          ABOVE_PATIENT_HIGH,
          BELOW_HYPO,
          ABOVE_HYPER,
          RATE_OF_DECREASE_EXCEEDED,
          RATE_OF_INCREASE_EXCEEDED,
          RESULT_TOO_LOW_FOR_DEVICE,
          RESULT_TOO_HIGH_FOR_DEVICE);

  /// Measurement Status of the Blood Pressure Service, bits 0 to 2; the pulse range follows
  static final StatusBits BLOOD_PRESSURE =
      new StatusBits(BODY_MOVEMENT, CUFF_TOO_LOOSE, IRREGULAR_PULSE);

  private final List<DeviceStatus> byBit;

  private StatusBits(DeviceStatus... byBit) {
    this.byBit = List.of(byBit);
  }

  Set<DeviceStatus> of(int bits) {
    EnumSet<DeviceStatus> found = EnumSet.noneOf(DeviceStatus.class);
    for (int bit = 0; bit < byBit.size(); bit++) {
      if ((bits & 1 << bit) != 0) {
        found.add(byBit.get(bit));
      }
    }
    return found;
  }
}
