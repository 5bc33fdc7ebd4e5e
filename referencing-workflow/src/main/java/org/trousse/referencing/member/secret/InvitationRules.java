package org.trousse.referencing.member.secret;

import java.time.Instant;
import java.util.Optional;
import org.trousse.referencing.text.Text;

/// Whether an invitation still lets somebody in. Who holds its secret may know why not.
public final class InvitationRules {
  /// The answer.
  public sealed interface Outcome {
    /// Yes: to this seat.
    record Welcome(Invitation.Seat seat) implements Outcome {}

    /// No.
    record Refused(Text why) implements Outcome {}
  }

  static final Text UNKNOWN =
      new Text(
          "Ce lien d’invitation n’existe pas : vérifiez qu’il est entier.",
          "There is no such invitation: check that the link is whole.");
  static final Text USED =
      new Text(
          "Cette invitation a déjà servi : demandez-en une nouvelle.",
          "This invitation was used already: ask for a new one.");
  static final Text WITHDRAWN =
      new Text(
          "Cette invitation a été retirée : demandez-en une nouvelle.",
          "This invitation was withdrawn: ask for a new one.");
  static final Text EXPIRED =
      new Text(
          "Cette invitation n’est plus valable (7 jours) : demandez-en une nouvelle.",
          "This invitation has expired (7 days): ask for a new one.");
  static final Text ALREADY =
      new Text(
          "Vous avez déjà une place ici : un changement de rôle se demande à qui vous a invité.",
          "You have a seat here already: ask who invited you to change your role.");
  static final Text FULL =
      new Text(
          "Cette organisation a déjà 100 membres, le maximum.",
          "This organisation has 100 members already, the most it can have.");

  private InvitationRules() {}

  /// Whether it lets this account in.
  ///
  /// @param seated whether the account is a member, or an officer, already
  /// @param full whether there is no seat left
  public static Outcome decide(
      Optional<Invitation> found, boolean seated, boolean full, Instant now) {
    if (found.isEmpty()) {
      return new Outcome.Refused(UNKNOWN);
    }
    Invitation invitation = found.get();
    if (invitation.usedAt() != null) {
      return new Outcome.Refused(USED);
    }
    if (invitation.withdrawnAt() != null) {
      return new Outcome.Refused(WITHDRAWN);
    }
    if (!now.isBefore(invitation.expiresAt())) {
      return new Outcome.Refused(EXPIRED);
    }
    if (seated) {
      return new Outcome.Refused(ALREADY);
    }
    return full ? new Outcome.Refused(FULL) : new Outcome.Welcome(invitation.seat());
  }
}
