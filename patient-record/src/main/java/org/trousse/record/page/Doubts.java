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

  /// One sentence for each doubt, the serious ones first, with what to do.
  static List<String> of(Reading reading, Words words) {
    List<String> doubts = new ArrayList<>();
    for (boolean serious : new boolean[] {true, false}) {
      for (Flag flag : Flag.values()) {
        if (reading.flags().contains(flag)
            && !QUIET.contains(flag)
            && SERIOUS.contains(flag) == serious) {
          doubts.add(words.text(key(flag)));
        }
      }
      if (serious && !doubts.isEmpty()) {
        doubts.add(words.text("doubt.serious"));
      }
    }
    for (DeviceStatus status : DeviceStatus.values()) {
      if (reading.status().contains(status)) {
        doubts.add(words.text("status." + status.word()));
      }
    }
    return List.copyOf(doubts);
  }

  static String key(Flag flag) {
    return flag.name().startsWith("IMPLAUSIBLE") ? "doubt.IMPLAUSIBLE" : "doubt." + flag.name();
  }
}
