package org.trousse.gateway.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;

/// A device in one patient's hands for a time.
///
/// @param from inclusive
/// @param until exclusive; null while it lasts
public record Binding(PatientId patient, Instant from, @Nullable Instant until) {
  public Binding {
    if (until != null && !until.isAfter(from)) {
      throw new IllegalArgumentException("a binding ends after it begins");
    }
  }

  boolean holds(Instant at) {
    return !at.isBefore(from) && (until == null || at.isBefore(until));
  }
}
