package org.trousse.record.revise;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.create.Plausible;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Revised.Fault;
import org.trousse.record.revise.Revised.Refused;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// What a reading becomes when a wish is fulfilled. Pure.
///
/// @param status of the version that follows
/// @param flags likewise
public record Revision(
    Status status, Set<Flag> flags, Amounts amounts, @Nullable Original original) {
  public static final int NOTE_CHARACTERS_MAX = 500;

  /// What a device says when it has no number, or none that is exact: not so of an amended value.
  private static final Set<Flag> ABOUT_THE_NUMBER =
      EnumSet.of(
          Flag.NOT_A_NUMBER,
          Flag.POSITIVE_INFINITY,
          Flag.NEGATIVE_INFINITY,
          Flag.ERROR,
          Flag.NO_VALUE,
          Flag.HI,
          Flag.LO,
          Flag.HI_CLAMPED,
          Flag.LO_CLAMPED,
          Flag.CONVERTED,
          Flag.UNIT_SUSPECT,
          Flag.UNIT_UNKNOWN,
          Flag.CRITICAL_GLUCOSE_LOW,
          Flag.CRITICAL_GLUCOSE_HIGH,
          Flag.CRITICAL_BLOOD_PRESSURE,
          Flag.CRITICAL_TEMPERATURE,
          Flag.MAP_IMPLAUSIBLE,
          Flag.PULSE_PRESSURE_UNUSUAL);

  public Revision {
    flags = Set.copyOf(flags);
  }

  /// Why this cannot be done; empty when it can.
  static List<Fault> faults(StoredReading now, Wish wish) {
    if (wish.note().length() > NOTE_CHARACTERS_MAX) {
      return List.of(Fault.NOTE_TOO_LONG);
    }
    if (!wish.act().isPossible(now.status())) {
      return List.of(wish instanceof Wish.Restore ? Fault.NOT_IN_ERROR : Fault.IN_ERROR);
    }
    return switch (wish) {
      case Wish.Amend amend -> faults(now.reading(), amend.amounts());
      case Wish.MarkInError mark when mark.reason() == ErrorReason.OTHER -> unlessSaid(wish);
      case Wish.Annotate annotate -> unlessSaid(wish);
      case Wish.MarkInError mark -> List.of();
      case Wish.Validate validate -> List.of();
      case Wish.Restore restore -> List.of();
    };
  }

  private static List<Fault> unlessSaid(Wish wish) {
    return wish.note().isBlank() ? List.of(Fault.NOTE_MISSING) : List.of();
  }

  private static List<Fault> faults(Reading reading, Amounts amounts) {
    if (amounts.value() == null) {
      return List.of(Fault.NO_VALUE);
    }
    if (!Plausible.isBelieved(reading.measure(), amounts)) {
      return List.of(Fault.NOT_BELIEVED);
    }
    return amounts.agreesWith(reading.amounts()) ? List.of(Fault.SAME_VALUE) : List.of();
  }

  /// What the reading becomes.
  ///
  /// @param versions of the reading, the present one first
  static Revision of(List<StoredReading> versions, Wish wish) {
    StoredReading now = versions.getFirst();
    boolean amended = versions.stream().anyMatch(one -> one.status() == Status.AMENDED);
    Status after = wish.act().after(now.status(), amended);
    Reading reading = now.reading();
    return wish instanceof Wish.Amend(Amounts amounts, Original original, String note)
        ? new Revision(after, flags(reading, amounts, original), amounts, original)
        : new Revision(after, reading.flags(), reading.amounts(), reading.original());
  }

  private static Set<Flag> flags(Reading reading, Amounts amounts, @Nullable Original original) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(reading.flags());
    flags.removeAll(ABOUT_THE_NUMBER);
    flags.addAll(Plausible.serious(reading.measure(), amounts));
    if (original != null) {
      flags.add(Flag.CONVERTED);
    }
    return flags;
  }

  /// What is wrong, as an answer; null: nothing.
  static @Nullable Refused refused(StoredReading now, Wish wish) {
    List<Fault> faults = faults(Objects.requireNonNull(now), wish);
    return faults.isEmpty() ? null : new Refused(faults);
  }
}
