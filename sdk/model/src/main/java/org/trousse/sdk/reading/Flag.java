package org.trousse.sdk.reading;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What we noticed about a reading. A flag never drops a reading; those that start with
/// `implausible` or that leave its owner or time open send it to quarantine. `bit` is the place in
/// the row's bit set and never changes.
public enum Flag {
  // no number: FHIR dataAbsentReason
  NOT_A_NUMBER(0, "not-a-number"),
  POSITIVE_INFINITY(1, "positive-infinity"),
  NEGATIVE_INFINITY(2, "negative-infinity"),
  ERROR(3, "error"),
  NO_VALUE(4, "no-value"),
  // beyond what the device can show
  HI(5, "HI"),
  LO(6, "LO"),
  HI_CLAMPED(7, "HI-clamped"),
  LO_CLAMPED(8, "LO-clamped"),
  // unit and form
  CONVERTED(9, "converted"),
  UNIT_SUSPECT(10, "unit-suspect"),
  UNIT_UNKNOWN(11, "unit-unknown"),
  RESERVED_CODE(12, "reserved-code"),
  TRAILING_BYTES(13, "trailing-bytes"),
  // time and identity
  TIME_UNKNOWN(14, "time-unknown"),
  TIME_INVALID(15, "time-invalid"),
  TIME_UNRELIABLE(16, "time-unreliable"),
  TIME_IN_FUTURE(17, "time-in-future"),
  CLOCK_AHEAD(18, "clock-ahead"),
  CLOCK_UNSET(19, "clock-unset"),
  CLOCK_CORRECTED(20, "clock-corrected"),
  BACKFILLED(21, "backfilled"),
  IDENTITY_WEAK(22, "identity-weak"),
  CONFLICT(23, "conflict"),
  // origin
  CONTROL_SOLUTION(24, "control-solution"),
  DERIVED_STATISTIC(25, "derived-statistic"),
  SELF_REPORTED(26, "self-reported"),
  // owner
  OWNER_UNKNOWN(27, "owner-unknown"),
  OWNER_AMBIGUOUS(28, "owner-ambiguous"),
  SESSION_UNKNOWN(29, "session-unknown"),
  // time, as vendors' clouds and exports tell it
  ZONE_UNKNOWN(51, "zone-unknown"),
  TIME_AMBIGUOUS(52, "time-ambiguous"),
  TIME_NONEXISTENT(53, "time-nonexistent"),
  CLOCK_DRIFT(54, "clock-drift"),
  // plausible and serious
  CRITICAL_GLUCOSE_LOW(30, "critical:glucose<40"),
  CRITICAL_GLUCOSE_HIGH(31, "critical:glucose>400"),
  CRITICAL_BLOOD_PRESSURE(32, "critical:bp>=180/110"),
  CRITICAL_TEMPERATURE(33, "critical:temperature>41.1"),
  // doubtful, still a reading
  MAP_IMPLAUSIBLE(34, "map-implausible"),
  PULSE_PRESSURE_UNUSUAL(35, "pulse-pressure-unusual"),
  IMPLAUSIBLE_CGM_LOW(36, "implausible:cgm<20"),
  IMPLAUSIBLE_CGM_HIGH(37, "implausible:cgm>600"),
  // not believed: quarantine
  IMPLAUSIBLE_GLUCOSE_LOW(38, "implausible:glucose<10"),
  IMPLAUSIBLE_GLUCOSE_HIGH(39, "implausible:glucose>1500"),
  IMPLAUSIBLE_SYSTOLIC_LOW(40, "implausible:systolic<40"),
  IMPLAUSIBLE_SYSTOLIC_HIGH(41, "implausible:systolic>300"),
  IMPLAUSIBLE_DIASTOLIC_LOW(42, "implausible:diastolic<20"),
  IMPLAUSIBLE_DIASTOLIC_HIGH(43, "implausible:diastolic>200"),
  IMPLAUSIBLE_PRESSURES(44, "implausible:systolic<=diastolic"),
  IMPLAUSIBLE_PULSE_LOW(45, "implausible:pulse<20"),
  IMPLAUSIBLE_PULSE_HIGH(46, "implausible:pulse>300"),
  IMPLAUSIBLE_WEIGHT_LOW(47, "implausible:weight<0.5"),
  IMPLAUSIBLE_WEIGHT_HIGH(48, "implausible:weight>650"),
  IMPLAUSIBLE_TEMPERATURE_LOW(49, "implausible:temperature<20"),
  IMPLAUSIBLE_TEMPERATURE_HIGH(50, "implausible:temperature>45");

  private final int bit;
  private final String word;

  Flag(int bit, String word) {
    this.bit = bit;
    this.word = word;
  }

  public static Optional<Flag> of(String word) {
    for (Flag flag : values()) {
      if (flag.word.equals(word)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return word;
  }

  public static long bits(Set<Flag> flags) {
    long bits = 0;
    for (Flag flag : flags) {
      bits |= 1L << flag.bit;
    }
    return bits;
  }

  public static Set<Flag> ofBits(long bits) {
    if (bits == 0) {
      return Set.of();
    }
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : values()) {
      if ((bits & 1L << flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
