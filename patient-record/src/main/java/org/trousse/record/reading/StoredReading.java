package org.trousse.record.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Reading;

/// A reading out of the record, in one of its versions. Its payload's bytes stay in the database:
/// `reading.payload()` is empty.
///
/// @param source the device, as far as readers need it
/// @param number of the version: 1 as it was received, then one more with every change
/// @param changedAt when it became this version; null: when it was received
/// @param extra what the columns cannot hold: members of an R4 Observation, as JSON; null: nothing
public record StoredReading(
    Reading reading,
    Status status,
    Source source,
    int number,
    @Nullable Instant changedAt,
    @Nullable String extra) {
  /// As it was received.
  public StoredReading(Reading reading, Status status, Source source) {
    this(reading, status, source, 1, null, null);
  }

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
    return order.isByUpdate() ? new Position(lastUpdated(), key()) : position();
  }

  /// FHIR's `versionId`.
  public String version() {
    return Integer.toString(number);
  }

  /// FHIR's `lastUpdated`: when it became what it is.
  public Instant lastUpdated() {
    return changedAt == null ? reading.receivedAt() : changedAt;
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
