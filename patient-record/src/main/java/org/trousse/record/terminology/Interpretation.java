package org.trousse.record.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;

/// What flags and a device's own words mean in FHIR's terms.
public final class Interpretation {
  private static final String SYSTEM =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
  private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

  private static final long CRITICAL_HIGH =
      Flag.bits(
          Set.of(
              Flag.CRITICAL_GLUCOSE_HIGH, Flag.CRITICAL_BLOOD_PRESSURE, Flag.CRITICAL_TEMPERATURE));
  private static final long CRITICAL_LOW = Flag.bits(Set.of(Flag.CRITICAL_GLUCOSE_LOW));
  private static final long OFF_SCALE_HIGH = Flag.bits(Set.of(Flag.HI, Flag.HI_CLAMPED));
  private static final long OFF_SCALE_LOW = Flag.bits(Set.of(Flag.LO, Flag.LO_CLAMPED));
  private static final long DEVICE_SCALE_HIGH =
      DeviceStatus.bits(
          Set.of(DeviceStatus.RESULT_TOO_HIGH, DeviceStatus.RESULT_TOO_HIGH_FOR_DEVICE));
  private static final long DEVICE_SCALE_LOW =
      DeviceStatus.bits(
          Set.of(DeviceStatus.RESULT_TOO_LOW, DeviceStatus.RESULT_TOO_LOW_FOR_DEVICE));
  private static final long DEVICE_HIGH =
      DeviceStatus.bits(Set.of(DeviceStatus.ABOVE_PATIENT_HIGH, DeviceStatus.ABOVE_HYPER));
  private static final long DEVICE_LOW =
      DeviceStatus.bits(Set.of(DeviceStatus.BELOW_PATIENT_LOW, DeviceStatus.BELOW_HYPO));

  private static final Coding HIGH = new Coding(SYSTEM, "H", "High");
  private static final Coding VERY_HIGH = new Coding(SYSTEM, "HH", "Critical high");
  private static final Coding LOW = new Coding(SYSTEM, "L", "Low");
  private static final Coding VERY_LOW = new Coding(SYSTEM, "LL", "Critical low");
  private static final Coding ABOVE_SCALE = new Coding(SYSTEM, ">", "Off scale high");
  private static final Coding BELOW_SCALE = new Coding(SYSTEM, "<", "Off scale low");

  private Interpretation() {}

  /// `Observation.interpretation`, one concept for each. A value that the device cannot show (HI,
  /// LO) is off its scale and therefore also high or low.
  public static List<Coding> of(long flags, long device) {
    boolean offHigh = (flags & OFF_SCALE_HIGH) != 0 || (device & DEVICE_SCALE_HIGH) != 0;
    boolean offLow = (flags & OFF_SCALE_LOW) != 0 || (device & DEVICE_SCALE_LOW) != 0;
    List<Coding> found = new ArrayList<>(2);
    if ((flags & CRITICAL_HIGH) != 0) {
      found.add(VERY_HIGH);
    } else if (offHigh || (device & DEVICE_HIGH) != 0) {
      found.add(HIGH);
    }
    if ((flags & CRITICAL_LOW) != 0) {
      found.add(VERY_LOW);
    } else if (offLow || (device & DEVICE_LOW) != 0) {
      found.add(LOW);
    }
    if (offHigh) {
      found.add(ABOVE_SCALE);
    }
    if (offLow) {
      found.add(BELOW_SCALE);
    }
    return found;
  }

  /// `dataAbsentReason` of a number that is not there (HL7 PHD: NaN, ±INF, NRes).
  public static Coding absence(Set<Flag> flags) {
    if (flags.contains(Flag.NOT_A_NUMBER)) {
      return new Coding(ABSENT, "not-a-number", "Not a Number (NaN)");
    }
    if (flags.contains(Flag.POSITIVE_INFINITY)) {
      return new Coding(ABSENT, "positive-infinity", "Positive Infinity (PINF)");
    }
    if (flags.contains(Flag.NEGATIVE_INFINITY)) {
      return new Coding(ABSENT, "negative-infinity", "Negative Infinity (NINF)");
    }
    return flags.contains(Flag.ERROR)
        ? new Coding(ABSENT, "error", "Error")
        : new Coding(ABSENT, "unknown", "Unknown");
  }
}
