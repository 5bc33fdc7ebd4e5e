package org.trousse.referencing.member;

import java.time.Instant;
import java.util.UUID;

/// Somebody who decides on the referencing side.
///
/// @param citizen one of the committee's citizens, who are no experts
public record Officer(UUID account, Role role, boolean citizen, Instant since) {
  /// What an officer is.
  public enum Role {
    /// Judges criteria, and asks vendors.
    REVIEWER,
    /// Votes.
    COMMITTEE,
    /// All that a reviewer does, and lets officers in.
    LEAD
  }

  public Officer {
    if (citizen && role != Role.COMMITTEE) {
      throw new IllegalArgumentException("citizens sit in the committee");
    }
  }
}
