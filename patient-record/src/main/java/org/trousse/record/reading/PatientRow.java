package org.trousse.record.reading;

import java.time.LocalDate;
import org.trousse.sdk.PatientId;

/// Who a record is about.
///
/// @param synthetic an invented person: pages say so
public record PatientRow(
    PatientId id, String given, String family, LocalDate birthDate, boolean synthetic) {
  /// Never a name: it must not slip into a log.
  @Override
  public String toString() {
    return "PatientRow(…)";
  }
}
