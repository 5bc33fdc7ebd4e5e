package org.trousse.record.door;

import org.trousse.record.door.Opening.Opened;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.ObservationEncoder;
import org.trousse.sdk.PatientId;

/// Who came in, and how the record looks to them.
///
/// @param encoder writes the ids that they see
/// @param dpop whether they came with a DPoP token
public record Guest(Opened opened, ObservationEncoder encoder, boolean dpop) {
  public PatientId patient() {
    return opened.patient();
  }

  public FhirIds ids() {
    return encoder.ids();
  }

  @Override
  public String toString() {
    return "Guest(…)";
  }
}
