package org.trousse.record.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading;

/// A reading out of the record. Its payload's bytes stay in the database: `reading.payload()` is
/// empty.
///
/// @param source the device, as far as readers need it
public record StoredReading(Reading reading, Status status, Source source) {
  public ReadingKey key() {
    return new ReadingKey(
        reading.patient(),
        reading.measure(),
        reading.reportedAt(),
        source.key(),
        reading.nativeId());
  }

  /// Its place by effective time.
  public Position position() {
    return new Position(reading.effectiveAt(), key());
  }

  /// Its place in an order.
  public Position position(Search.Order order) {
    return order.isByReceipt() ? new Position(reading.receivedAt(), key()) : position();
  }

  /// FHIR's `versionId`. 1: as it was received; 2: as it is since it was amended or marked as
  /// entered in error. What was noted beside the value (flags, a meal) follows the number, so that
  /// two versions that differ never have the same id. The versions before are not kept.
  public String version() {
    String number = status == Status.FINAL ? "1" : "2";
    long flags = reading.flags().isEmpty() ? 0 : Flag.bits(reading.flags());
    Meal meal = reading.meal();
    if (flags == 0 && meal == null) {
      return number;
    }
    return number
        + "."
        + Long.toHexString(flags)
        + (meal == null ? "" : "." + Integer.toString(meal.code()));
  }

  /// When it became what it is; null when it changed since it was received, because when is not
  /// kept.
  public @Nullable Instant lastUpdated() {
    boolean changed = status != Status.FINAL || reading.flags().contains(Flag.CONFLICT);
    return changed ? null : reading.receivedAt();
  }

  /// FHIR's `Observation.status`; `code` stands in rows and never changes.
  public enum Status {
    FINAL(0, "final"),
    AMENDED(1, "amended"),
    ENTERED_IN_ERROR(2, "entered-in-error");

    private final int code;
    private final String word;

    Status(int code, String word) {
      this.code = code;
      this.word = word;
    }

    /// The status of a row's code; throws when a row holds a code that no version of ours wrote.
    public static Status ofCode(int code) {
      for (Status status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      throw new IllegalArgumentException("no status has code " + code);
    }

    public int code() {
      return code;
    }

    public String word() {
      return word;
    }
  }

  /// Where a reading came from.
  ///
  /// @param key [org.trousse.sdk.DeviceId#key]
  /// @param label what people call the device; empty when the record was never told
  /// @param specialisation MDC (ISO/IEEE 11073-10101), e.g. 528401 glucose meter; 0 when unknown
  /// @param app client id of the app by which it came; null when none is known
  public record Source(long key, String label, int specialisation, @Nullable String app) {
    public Source(long key, String label, int specialisation) {
      this(key, label, specialisation, null);
    }

    /// The device's id in FHIR and in addresses: 16 hexadecimal digits.
    public String text() {
      String digits = Long.toHexString(key);
      return "0".repeat(16 - digits.length()) + digits;
    }
  }
}
