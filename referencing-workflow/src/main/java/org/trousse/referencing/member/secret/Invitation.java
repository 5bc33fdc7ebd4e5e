package org.trousse.referencing.member.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Role;

/// A seat that waits for the one who brings its secret.
///
/// @param usedAt null: nobody came yet
/// @param withdrawnAt null: it stands
public record Invitation(
    UUID id,
    Seat seat,
    UUID invitedBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable Instant withdrawnAt) {
  public static final Duration LIFE = Duration.ofDays(7);

  /// Open ones of one organisation; of officers' as many.
  public static final int OPEN_MAX = 20;

  /// What one is invited to be.
  public sealed interface Seat {
    /// A member of an organisation.
    record OfMember(UUID organisation, Role role) implements Seat {}

    /// An officer.
    record OfOfficer(Officer.Role role, boolean citizen) implements Seat {
      public OfOfficer {
        if (citizen && role != Officer.Role.COMMITTEE) {
          throw new IllegalArgumentException("citizens sit in the committee");
        }
      }
    }
  }

  /// A fresh one, with what is shown this once.
  public record Made(Invitation invitation, Secret secret) {}
}
