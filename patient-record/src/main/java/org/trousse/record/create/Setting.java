package org.trousse.record.create;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an Observation must fit.
///
/// @param base the FHIR base address
/// @param patient the patient's id as the writer knows it
/// @param source what `meta.source` begins with when it is there; null: it must not be there
/// @param now nothing was measured later
public record Setting(String base, String patient, @Nullable String source, Instant now) {
  @Override
  public String toString() {
    return "Setting(…)";
  }
}
