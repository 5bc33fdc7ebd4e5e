package org.trousse.gateway.normalise;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.normalise.Normalised.Disposition;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// The front door of this room: one function from what a device said to a reading. It decides
/// nothing by itself: the unit is [Canonical], the time [Timing], belief [Plausibility], identity
/// [Identity]; here they meet.
public final class Normaliser {
  /// Whoever has one of these is looked at by a person before it is shown.
  private static final Set<Flag> NOT_BELIEVED =
      Collections.unmodifiableSet(
          EnumSet.of(
              Flag.UNIT_SUSPECT,
              Flag.TIME_IN_FUTURE,
              Flag.OWNER_AMBIGUOUS,
              Flag.SESSION_UNKNOWN,
              Flag.IMPLAUSIBLE_GLUCOSE_LOW,
              Flag.IMPLAUSIBLE_GLUCOSE_HIGH,
              Flag.IMPLAUSIBLE_SYSTOLIC_LOW,
              Flag.IMPLAUSIBLE_SYSTOLIC_HIGH,
              Flag.IMPLAUSIBLE_DIASTOLIC_LOW,
              Flag.IMPLAUSIBLE_DIASTOLIC_HIGH,
              Flag.IMPLAUSIBLE_PRESSURES,
              Flag.IMPLAUSIBLE_PULSE_LOW,
              Flag.IMPLAUSIBLE_PULSE_HIGH,
              Flag.IMPLAUSIBLE_WEIGHT_LOW,
              Flag.IMPLAUSIBLE_WEIGHT_HIGH,
              Flag.IMPLAUSIBLE_TEMPERATURE_LOW,
              Flag.IMPLAUSIBLE_TEMPERATURE_HIGH));

  private Normaliser() {}

  /// The reading that `said` is under these circumstances, its owner still open.
  public static Normalised normalise(Said.Measured said, Circumstances known) {
    Canonical canonical = Canonical.of(said.measure(), said.amounts(), said.unit());
    boolean identified = said.nativeId() != null || known.correlation() != null;
    Timing timing = Timing.of(said.measure(), said.time(), known, identified);
    Set<Flag> flags = flags(said, canonical, timing);
    Reading reading =
        new Reading(
            Normalised.NOBODY,
            said.measure(),
            timing.reportedAt(),
            known.device(),
            nativeId(said, known, timing),
            timing.correctionSeconds(),
            known.receivedAt(),
            canonical.amounts(),
            canonical.original(),
            said.specimen(),
            said.site(),
            said.meal(),
            timing.zoneMinutes(),
            flags,
            said.status(),
            said.payload());
    return new Normalised(disposition(flags, timing), reading);
  }

  private static Set<Flag> flags(Said.Measured said, Canonical canonical, Timing timing) {
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(said.flags());
    flags.addAll(timing.flags());
    Set<Flag> doubts =
        Plausibility.of(said.measure(), canonical.amounts(), said.amounts(), said.unit());
    flags.addAll(doubts);
    if (canonical.converted(said.measure())) {
      flags.add(Flag.CONVERTED);
    }
    addRange(flags, said.status(), canonical.amounts());
    return flags;
  }

  /// HI and LO as a meter shows them; a device that says both says neither.
  private static void addRange(Set<Flag> flags, Set<DeviceStatus> status, Amounts amounts) {
    boolean high =
        status.contains(DeviceStatus.RESULT_TOO_HIGH)
            || status.contains(DeviceStatus.RESULT_TOO_HIGH_FOR_DEVICE);
    boolean low =
        status.contains(DeviceStatus.RESULT_TOO_LOW)
            || status.contains(DeviceStatus.RESULT_TOO_LOW_FOR_DEVICE);
    boolean clamped = amounts.value() != null;
    if (high && !low) {
      flags.add(clamped ? Flag.HI_CLAMPED : Flag.HI);
    }
    if (low && !high) {
      flags.add(clamped ? Flag.LO_CLAMPED : Flag.LO);
    }
  }

  /// A record that says its time needs no other name; one that does not takes the message's.
  private static long nativeId(Said.Measured said, Circumstances known, Timing timing) {
    String own = said.nativeId();
    if (own != null) {
      return Identity.of(own);
    }
    String correlation = known.correlation();
    return correlation != null && timing.reportedAt().equals(Reading.TIME_UNKNOWN)
        ? Identity.of(correlation)
        : Identity.NONE;
  }

  /// A clock that was never set dates nothing; what was heard live has another time.
  private static Disposition disposition(Set<Flag> flags, Timing timing) {
    if (flags.contains(Flag.CONTROL_SOLUTION)) {
      return Disposition.QUALITY_CONTROL;
    }
    return Collections.disjoint(flags, NOT_BELIEVED) && !timing.beforeClocks()
        ? Disposition.RECORD
        : Disposition.QUARANTINE;
  }
}
