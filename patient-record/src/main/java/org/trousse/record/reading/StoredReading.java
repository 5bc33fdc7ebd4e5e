package org.trousse.record.reading;

import org.jspecify.annotations.Nullable;
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

  public Position position() {
    return new Position(reading.effectiveAt(), key());
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
