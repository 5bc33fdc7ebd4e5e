package org.trousse.gateway.normalise;

import java.time.Instant;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Reading;

/// A measurement in canonical form whose owner is not looked up yet.
///
/// @param disposition where it goes
/// @param reading with [#NOBODY] as patient until the owner is known
public record Normalised(Disposition disposition, Reading reading) {
  /// Stands where the owner will.
  public static final PatientId NOBODY = new PatientId(0);

  /// When it was measured: whoever was bound to the device then owns it.
  public Instant effectiveAt() {
    return reading.effectiveAt();
  }

  /// Where a measurement goes.
  public enum Disposition {
    /// into the record
    RECORD,
    /// aside, for a person to look at
    QUARANTINE,
    /// aside, for the device's quality control (control solution)
    QUALITY_CONTROL
  }
}
