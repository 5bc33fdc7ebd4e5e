package org.trousse.record.page;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// What a patient should know before believing a value, in words.
final class Doubts {
  /// Of no use to the person who reads: said in FHIR.
  static final Set<Flag> QUIET =
      EnumSet.of(
          Flag.CONVERTED,
          Flag.RESERVED_CODE,
          Flag.TRAILING_BYTES,
          Flag.IDENTITY_WEAK,
          Flag.DERIVED_STATISTIC,
          Flag.SESSION_UNKNOWN);

  private static final Set<Flag> SERIOUS =
      EnumSet.of(
          Flag.CRITICAL_GLUCOSE_LOW,
          Flag.CRITICAL_GLUCOSE_HIGH,
          Flag.CRITICAL_BLOOD_PRESSURE,
          Flag.CRITICAL_TEMPERATURE,
          Flag.HI,
          Flag.LO,
          Flag.HI_CLAMPED,
          Flag.LO_CLAMPED);

  private Doubts() {}

  /// One sentence for each doubt, the serious ones with what to do.
  static List<String> of(Reading reading, Words words) {
    List<String> doubts = new ArrayList<>();
    for (Flag flag : Flag.values()) {
      if (reading.flags().contains(flag) && !QUIET.contains(flag)) {
        doubts.add(words.text(key(flag)));
      }
    }
    for (DeviceStatus status : DeviceStatus.values()) {
      if (reading.status().contains(status)) {
        doubts.add(words.text("status." + status.word()));
      }
    }
    if (reading.flags().stream().anyMatch(SERIOUS::contains)) {
      doubts.add(words.text("doubt.serious"));
    }
    return List.copyOf(doubts);
  }

  static String key(Flag flag) {
    return flag.name().startsWith("IMPLAUSIBLE") ? "doubt.IMPLAUSIBLE" : "doubt." + flag.name();
  }
}
