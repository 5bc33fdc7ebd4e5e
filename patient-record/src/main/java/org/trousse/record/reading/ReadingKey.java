package org.trousse.record.reading;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The identity of a reading: the primary key of its row.
///
/// @param reportedAt the device's own time, whole microseconds
/// @param device [org.trousse.sdk.DeviceId#key]
public record ReadingKey(
    PatientId patient, Measure measure, Instant reportedAt, long device, long nativeId) {
  private static final Pattern SENT =
      Pattern.compile("([0-9]{1,4})\\.(-?[0-9]{1,18})\\.(-?[0-9]{1,19})\\.(-?[0-9]{1,19})");

  /// What a form of this patient's pages sends for the reading.
  public String sent() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, reportedAt);
    return measure.code() + "." + micros + "." + device + "." + nativeId;
  }

  /// The reading that a form names; empty when it names none.
  public static Optional<ReadingKey> ofSent(PatientId patient, String text) {
    Matcher parts = SENT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReadingKey(
              patient,
              Measure.ofCode(Integer.parseInt(parts.group(1))),
              Instant.EPOCH.plus(Long.parseLong(parts.group(2)), ChronoUnit.MICROS),
              Long.parseLong(parts.group(3)),
              Long.parseLong(parts.group(4))));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }

  /// Never an id.
  @Override
  public String toString() {
    return "ReadingKey(…)";
  }
}
