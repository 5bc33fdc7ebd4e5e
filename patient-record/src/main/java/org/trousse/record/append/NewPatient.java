package org.trousse.record.append;

import java.time.LocalDate;
import org.trousse.sdk.PatientId;

/// A patient whose record begins.
///
/// @param synthetic nobody real
public record NewPatient(
    PatientId id, String given, String family, LocalDate birthDate, boolean synthetic) {
  /// Never who it is.
  @Override
  public String toString() {
    return "NewPatient(…)";
  }
}
