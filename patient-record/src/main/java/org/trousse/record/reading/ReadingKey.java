package org.trousse.record.reading;

import java.time.Instant;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The identity of a reading: the primary key of its row.
///
/// @param reportedAt the device's own time, whole microseconds
/// @param device [org.trousse.sdk.DeviceId#key]
public record ReadingKey(
    PatientId patient, Measure measure, Instant reportedAt, long device, long nativeId) {
  /// Never an id.
  @Override
  public String toString() {
    return "ReadingKey(…)";
  }
}
