package org.trousse.record.care.team;

import java.time.Instant;
import java.util.UUID;

/// A professional whom the patient blocked.
///
/// @param profession TRE_G15
public record Blocked(UUID professional, String name, String profession, Instant at) {
  /// Never who.
  @Override
  public String toString() {
    return "Blocked(" + profession + ")";
  }
}
