package org.trousse.record.search;

import java.time.Instant;
import org.trousse.record.fhir.FhirIds;
import org.trousse.sdk.PatientId;

/// Who asks.
///
/// @param whose whose record may be searched; without `patient` it is this one
/// @param ids that the asker knows
/// @param base the FHIR base address
/// @param strict whether an unknown parameter is an error (R4 search, 3.1.1.4.1)
public record Asker(PatientId whose, FhirIds ids, String base, boolean strict, Instant now) {
  /// The id in a reference of this type: `id`, `Type/id` or the whole address.
  public String id(String reference, String type) {
    String relative =
        reference.startsWith(base + "/") ? reference.substring(base.length() + 1) : reference;
    return relative.startsWith(type + "/") ? relative.substring(type.length() + 1) : relative;
  }
}
