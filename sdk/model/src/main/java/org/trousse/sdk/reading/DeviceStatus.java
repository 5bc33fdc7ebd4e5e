package org.trousse.sdk.reading;

import java.util.EnumSet;
import java.util.Set;

/// What a device says of itself beside a value: the status bits of the Glucose, CGM and Blood
/// Pressure services, and the error codes of sensors in clouds, under one set of words. `bit` is
/// the place in the row's bit set and never changes.
public enum DeviceStatus {
  BATTERY_LOW(0, "device-battery-low"),
  SENSOR_MALFUNCTION(1, "sensor-malfunction"),
  SAMPLE_INSUFFICIENT(2, "sample-insufficient"),
  STRIP_INSERTION_ERROR(3, "strip-insertion-error"),
  STRIP_TYPE_INCORRECT(4, "strip-type-incorrect"),
  RESULT_TOO_HIGH(5, "result-too-high"),
  RESULT_TOO_LOW(6, "result-too-low"),
  TEMPERATURE_TOO_HIGH(7, "temperature-too-high"),
  TEMPERATURE_TOO_LOW(8, "temperature-too-low"),
  READ_INTERRUPTED(9, "read-interrupted"),
  GENERAL_FAULT(10, "general-fault"),
  TIME_FAULT(11, "time-fault"),
  SESSION_STOPPED(12, "session-stopped"),
  SENSOR_TYPE_INCORRECT(13, "sensor-type-incorrect"),
  DEVICE_ALERT(14, "device-alert"),
  TIME_SYNC_REQUIRED(15, "time-sync-required"),
  CALIBRATION_NOT_ALLOWED(16, "calibration-not-allowed"),
  CALIBRATION_RECOMMENDED(17, "calibration-recommended"),
  CALIBRATION_REQUIRED(18, "calibration-required"),
  SENSOR_TEMPERATURE_TOO_HIGH(19, "sensor-temperature-too-high"),
  SENSOR_TEMPERATURE_TOO_LOW(20, "sensor-temperature-too-low"),
  BELOW_PATIENT_LOW(21, "below-patient-low"),
  ABOVE_PATIENT_HIGH(22, "above-patient-high"),
  BELOW_HYPO(23, "below-hypo"),
  ABOVE_HYPER(24, "above-hyper"),
  RATE_OF_DECREASE_EXCEEDED(25, "rate-of-decrease-exceeded"),
  RATE_OF_INCREASE_EXCEEDED(26, "rate-of-increase-exceeded"),
  RESULT_TOO_LOW_FOR_DEVICE(27, "result-too-low-for-device"),
  RESULT_TOO_HIGH_FOR_DEVICE(28, "result-too-high-for-device"),
  BODY_MOVEMENT(29, "body-movement"),
  CUFF_TOO_LOOSE(30, "cuff-too-loose"),
  IRREGULAR_PULSE(31, "irregular-pulse"),
  PULSE_ABOVE_RANGE(32, "pulse-above-range"),
  PULSE_BELOW_RANGE(33, "pulse-below-range"),
  IMPROPER_POSITION(34, "improper-position"),
  SENSOR_NOT_ACTIVE(35, "sensor-error:sensor-not-active"),
  SENSOR_MINIMAL_DEVIATION(36, "sensor-error:minimal-deviation"),
  SENSOR_NO_ANTENNA(37, "sensor-error:no-antenna"),
  SENSOR_NOT_CALIBRATED(38, "sensor-error:sensor-not-calibrated"),
  SENSOR_COUNTS_DEVIATION(39, "sensor-error:counts-deviation"),
  SENSOR_ABSOLUTE_DEVIATION(40, "sensor-error:absolute-deviation"),
  SENSOR_POWER_DEVIATION(41, "sensor-error:power-deviation"),
  SENSOR_BAD_RADIO(42, "sensor-error:bad-rf");

  private final int bit;
  private final String word;

  DeviceStatus(int bit, String word) {
    this.bit = bit;
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static long bits(Set<DeviceStatus> statuses) {
    long bits = 0;
    for (DeviceStatus status : statuses) {
      bits |= 1L << status.bit;
    }
    return bits;
  }

  public static Set<DeviceStatus> ofBits(long bits) {
    if (bits == 0) {
      return Set.of();
    }
    EnumSet<DeviceStatus> statuses = EnumSet.noneOf(DeviceStatus.class);
    for (DeviceStatus status : values()) {
      if ((bits & 1L << status.bit) != 0) {
        statuses.add(status);
      }
    }
    return statuses;
  }
}
