package org.trousse.record.care.ref;

import java.util.Optional;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;

/// A patient in the addresses of one professional: no number of ours, and another for each
/// professional, so that a browser's history joins nobody's lists.
public final class PatientRefs {
  private final byte[] secret;

  /// @param secret the key of ids
  public PatientRefs(byte[] secret) {
    this.secret = secret.clone();
  }

  /// Those of one professional. Holds ciphers: for one thread.
  public Own of(Professional professional) {
    return new Own(FhirIds.of(secret, "care:" + professional.id()));
  }

  /// What one professional sees.
  public static final class Own {
    private final FhirIds ids;

    private Own(FhirIds ids) {
      this.ids = ids;
    }

    public String ref(PatientId patient) {
      return ids.patient(patient);
    }

    /// Empty for what is nobody's, or another professional's.
    public Optional<PatientId> patient(String ref) {
      return ids.patient(ref);
    }
  }
}
