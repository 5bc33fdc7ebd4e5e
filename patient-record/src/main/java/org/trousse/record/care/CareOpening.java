package org.trousse.record.care;

import java.util.Set;
import org.trousse.record.professional.Professional;
import org.trousse.record.reading.PatientRow;
import org.trousse.sdk.measure.Measure;

/// What stands open to a professional: the door has noted it in the trail and told the patient.
///
/// @param readable of the measures that were asked for
/// @param writable of them
/// @param readsNotes whether annotations and transmissions are open
/// @param writesNotes whether they may add some
public record CareOpening(
    Professional who,
    PatientRow patient,
    Set<Measure> readable,
    Set<Measure> writable,
    boolean readsNotes,
    boolean writesNotes,
    Mode mode) {
  public CareOpening {
    readable = Set.copyOf(readable);
    writable = Set.copyOf(writable);
  }

  /// With notes as those who may write readings have them.
  public CareOpening(
      Professional who,
      PatientRow patient,
      Set<Measure> readable,
      Set<Measure> writable,
      Mode mode) {
    this(who, patient, readable, writable, !writable.isEmpty(), !writable.isEmpty(), mode);
  }

  /// Never who, never whose.
  @Override
  public String toString() {
    return "CareOpening(" + mode + ")";
  }
}
