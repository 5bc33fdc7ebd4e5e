package org.trousse.gateway.codec;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;

/// One record of a payload, as the device said it.
public sealed interface Said {
  /// The record's own bytes: all of the payload, or its part of a batch.
  Payload payload();

  /// A measurement.
  ///
  /// @param amounts in `unit`, with the device's digits
  /// @param nativeId the device's own id of the record: `seq:7` for a number that it gives no other
  ///   record, `off:35` for minutes of a sensor's session, else any text; null when it has none
  /// @param flags what the codec noticed (reserved codes, spare bytes, special values)
  /// @param limit in `unit`: what the device can show at most, of HI, or at least, of LO; null
  ///   where it does not matter or is not known
  record Measured(
      Measure measure,
      Time time,
      @Nullable String nativeId,
      Amounts amounts,
      Unit unit,
      @Nullable Specimen specimen,
      @Nullable BodySite site,
      @Nullable Meal meal,
      Set<Flag> flags,
      Set<DeviceStatus> status,
      @Nullable BigDecimal limit,
      Payload payload)
      implements Said {
    public Measured {
      flags = Set.copyOf(flags);
      status = Set.copyOf(status);
    }

    /// Of a device whose limits do not matter here.
    public Measured(
        Measure measure,
        Time time,
        @Nullable String nativeId,
        Amounts amounts,
        Unit unit,
        @Nullable Specimen specimen,
        @Nullable BodySite site,
        @Nullable Meal meal,
        Set<Flag> flags,
        Set<DeviceStatus> status,
        Payload payload) {
      this(
          measure, time, nativeId, amounts, unit, specimen, site, meal, flags, status, null,
          payload);
    }

    /// The same under an id that came beside the record.
    Measured withNativeId(String id) {
      return new Measured(
          measure, time, id, amounts, unit, specimen, site, meal, flags, status, limit, payload);
    }
  }

  /// A measurement of a kind that the record does not hold: a height, a heart rate alone, body fat.
  /// It was understood; its bytes are kept aside.
  ///
  /// @param kind e.g. `heart-rate`
  /// @param value null when the bytes hold several numbers of this kind
  /// @param unit UCUM
  record Unheld(
      String kind,
      @Nullable BigDecimal value,
      String unit,
      Time time,
      Set<Flag> flags,
      Payload payload)
      implements Said {
    public Unheld {
      flags = Set.copyOf(flags);
    }
  }

  /// Something that must not be taken for a measurement: a goal, a look at a value already known, a
  /// pressure on its way down, insulin. `why` is one word for machines, `words` a sentence.
  record NoReading(String why, String words, Payload payload) implements Said {}

  /// A measurement that cannot be read without a person's answer, because the sender left out what
  /// only he knows: the unit, the order of day and month. Never guessed.
  record Undecided(String why, String words, Payload payload) implements Said {}

  /// What a meter adds to the measurement of the same sequence number (0x2A34).
  record MealContext(int sequence, @Nullable Meal meal, Set<Flag> flags, Payload payload)
      implements Said {
    public MealContext {
      flags = Set.copyOf(flags);
    }
  }

  /// When a sensor's session began (0x2AAA). `startedAt` is the device's local time as if UTC, null
  /// when the device does not know the year.
  record SensorSession(@Nullable Instant startedAt, @Nullable Integer zoneMinutes, Payload payload)
      implements Said {}

  /// What the device's clock says at a moment that its gateway knows (`up/clock`).
  ///
  /// @param deviceTime local time as if UTC
  /// @param zone IANA name, where known
  record Clock(Instant deviceTime, Instant trueTime, @Nullable String zone, Payload payload)
      implements Said {}

  /// What the device says of itself (`up/state`).
  ///
  /// @param json one object
  record State(String json, Payload payload) implements Said {}

  /// A record that cannot be read. `error` is one word for machines (`truncated`, `crc`, `unit` …),
  /// `mend` a sentence that says what is wrong and what to send instead.
  record Unreadable(String error, String mend, Payload payload) implements Said {}

  /// When the device says that it measured.
  sealed interface Time {
    /// A point in time.
    ///
    /// @param instant local time as if UTC when `zoneMinutes` is null and the codec knows no zone
    /// @param zoneMinutes the offset that the device stated; `instant` is then the true UTC instant
    record At(Instant instant, @Nullable Integer zoneMinutes) implements Time {}

    /// A true instant of a record that does not say what clock the patient lived by.
    record Exact(Instant instant) implements Time {}

    /// A wall clock in a time zone that is known.
    ///
    /// @param later whether, in the hour that comes twice, the second one is meant
    record Wall(LocalDateTime local, ZoneId zone, boolean later) implements Time {}

    /// Minutes since the start of the sensor's session.
    record SinceSessionStart(int minutes) implements Time {}

    /// The record names no clock time: it was measured when it was sent, or `offset` from then
    /// (negative: before).
    record OnReceipt(Duration offset) implements Time {
      /// Measured now.
      public static final OnReceipt NOW = new OnReceipt(Duration.ZERO);
    }

    /// The device does not know. `why` is TIME_UNKNOWN, TIME_INVALID or TIME_UNRELIABLE.
    record Unknown(Flag why) implements Time {}
  }
}
