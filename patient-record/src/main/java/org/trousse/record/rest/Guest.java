package org.trousse.record.rest;

import org.trousse.record.door.Opening.Opened;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.ObservationEncoder;
import org.trousse.sdk.PatientId;

/// Who came in, and how the record looks to them.
///
/// @param encoder writes the ids that they see
/// @param dpop whether they came with a DPoP token
record Guest(Opened opened, ObservationEncoder encoder, boolean dpop) {
  PatientId patient() {
    return opened.patient();
  }

  FhirIds ids() {
    return encoder.ids();
  }

  @Override
  public String toString() {
    return "Guest(…)";
  }
}
