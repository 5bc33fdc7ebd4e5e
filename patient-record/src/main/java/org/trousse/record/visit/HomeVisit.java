package org.trousse.record.visit;

import java.time.Instant;
import java.util.UUID;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;

/// A visit that is over.
///
/// @param id of the form that ended it, so that it ends once
/// @param name of the professional, as they were called then
/// @param profession TRE_G15
/// @param at when it ended
public record HomeVisit(
    PatientId patient, UUID id, UUID professional, String name, String profession, Instant at) {
  /// One that ends now.
  public static HomeVisit of(PatientId patient, UUID id, Professional who, Instant at) {
    return new HomeVisit(patient, id, who.id(), who.name(), who.profession().code(), at);
  }

  /// Never who, never whose.
  @Override
  public String toString() {
    return "HomeVisit(" + at + ")";
  }
}
