package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Interest;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.NotAllowed;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.member.register.Answer.Unknown;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.text.Text;

/// All that officers do among themselves: let each other in, and declare their interests.
public final class OfficerLane {
  private static final Text LEADS =
      new Text(
          "Seule une personne responsable du guichet le peut.", "Only a lead officer may do this.");
  private static final Text LAST_LEAD =
      new Text(
          "Cette personne n’est pas agent, ou c’est la dernière responsable : nommez-en d’abord une"
              + " autre.",
          "This is no officer, or the last lead: appoint another one first.");
  private static final Text WHAT =
      new Text(
          "Dites en 1 à 500 caractères quel est ce lien.",
          "Say in 1 to 500 characters what the interest is.");
  private static final Text TOO_MANY_INVITATIONS =
      new Text(
          "Il y a déjà 20 invitations sans réponse : retirez-en une, ou attendez.",
          "20 invitations wait for an answer already: withdraw one, or wait.");

  private final OfficerStore officers;
  private final InvitationStore invitations;
  private final Clock clock;

  public OfficerLane(OfficerStore officers, InvitationStore invitations, Clock clock) {
    this.officers = officers;
    this.invitations = invitations;
    this.clock = clock;
  }

  public Future<Answer<Invitation.Made>> invite(
      OfficerWho who, Officer.Role role, boolean citizen) {
    return byLead(
        who,
        () ->
            invitations
                .make(new Seat.OfOfficer(role, citizen), who.account())
                .map(made ->
                    made.<Answer<Invitation.Made>>map(Given::new)
                        .orElseGet(() -> new Refused<>(TOO_MANY_INVITATIONS))));
  }

  public Future<Answer<List<Invitation>>> invitations(OfficerWho who) {
    return byLead(who, () -> invitations.open(null).map(Given::new));
  }

  public Future<Answer<UUID>> withdraw(OfficerWho who, UUID invitation) {
    return byLead(
        who,
        () ->
            invitations
                .withdraw(null, invitation, who.account())
                .map(done -> done ? new Given<>(invitation) : new Unknown<>()));
  }

  public Future<Answer<List<Officer>>> officers(OfficerWho who) {
    return byLead(who, () -> officers.all().map(Given::new));
  }

  public Future<Answer<UUID>> end(OfficerWho who, UUID account) {
    return byLead(
        who,
        () ->
            officers
                .end(account, who.account())
                .map(done -> done ? new Given<>(account) : new Refused<>(LAST_LEAD)));
  }

  /// Each declares their own; from then on they keep away from that organisation.
  public Future<Answer<Interest>> declare(OfficerWho who, UUID organisation, String what) {
    String kept = what.strip();
    if (kept.isEmpty() || kept.length() > Interest.CHARS_MAX) {
      return Future.succeededFuture(new Refused<>(WHAT));
    }
    Interest interest =
        new Interest(UUID.randomUUID(), who.account(), organisation, kept, clock.instant(), null);
    return officers.declare(interest).map(done -> done ? new Given<>(interest) : new Unknown<>());
  }

  public Future<Answer<UUID>> endInterest(OfficerWho who, UUID interest) {
    return officers
        .endInterest(who.account(), interest)
        .map(done -> done ? new Given<>(interest) : new Unknown<>());
  }

  public Future<List<Interest>> interests(OfficerWho who) {
    return officers.declared(who.account());
  }

  private static <T> Future<Answer<T>> byLead(OfficerWho who, Supplier<Future<Answer<T>>> then) {
    return AccessRules.managesOfficers(who)
        ? then.get()
        : Future.succeededFuture(new NotAllowed<>(LEADS));
  }
}
