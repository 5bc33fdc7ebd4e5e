package org.trousse.record.care.emergency;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.team.EmergencyAccess.Answer;

/// An emergency access that awaits the operator: who and why, never whose.
///
/// @param answer of the patient's side; null: none yet
public record Unreviewed(
    UUID id,
    String name,
    String profession,
    Instant openedAt,
    Instant until,
    String reason,
    @Nullable Answer answer,
    String words) {
  /// Never who.
  @Override
  public String toString() {
    return "Unreviewed(" + id + ")";
  }
}
