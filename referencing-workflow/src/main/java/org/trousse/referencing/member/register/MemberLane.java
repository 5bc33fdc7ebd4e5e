package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.Access;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Member;
import org.trousse.referencing.member.MembershipRules.Change;
import org.trousse.referencing.member.MembershipRules.Outcome;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.By;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.member.register.Answer.Unknown;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.member.secret.InvitationRules;
import org.trousse.referencing.member.secret.Secret;
import org.trousse.referencing.text.Text;

/// All that a vendor's people do with their organisation: first whether they may, then the rows.
public final class MemberLane {
  private static final Text KEY_NAME =
      new Text(
          "Donnez à la clé un nom de 1 à 60 caractères.",
          "Give the key a name of 1 to 60 characters.");
  private static final Text TOO_MANY_KEYS =
      new Text(
          "Une organisation a au plus 20 clés d’API : arrêtez-en une qui ne sert plus.",
          "An organisation has at most 20 API keys: end one that is not used any more.");
  private static final Text TOO_MANY_INVITATIONS =
      new Text(
          "Il y a déjà 20 invitations sans réponse : retirez-en une, ou attendez.",
          "20 invitations wait for an answer already: withdraw one, or wait.");
  private static final Text TOO_MANY_ORGANISATIONS =
      new Text(
          "Un compte fait partie d’au plus 10 organisations.",
          "An account is in at most 10 organisations.");
  private static final Text ORGANISATION_FACTS =
      new Text(
          "Donnez le nom légal (200 caractères au plus), le numéro d’immatriculation (60 au plus)"
              + " et le pays en deux lettres majuscules.",
          "Give the legal name (at most 200 characters), the registration number (at most 60) and"
              + " the country as two capital letters.");

  private final MemberStore members;
  private final InvitationStore invitations;
  private final ApiKeyStore keys;
  private final Clock clock;

  public MemberLane(
      MemberStore members, InvitationStore invitations, ApiKeyStore keys, Clock clock) {
    this.members = members;
    this.invitations = invitations;
    this.keys = keys;
    this.clock = clock;
  }

  /// What an organisation says of itself.
  public record Facts(String legalName, String registration, String country) {}

  /// Founds an organisation; who founds it owns it.
  public Future<Answer<Organisation>> found(UUID account, Facts facts) {
    Optional<Organisation> read = read(UUID.randomUUID(), facts);
    if (read.isEmpty()) {
      return refused(ORGANISATION_FACTS);
    }
    return members
        .found(read.get(), account)
        .map(done -> done ? new Given<>(read.get()) : new Refused<>(TOO_MANY_ORGANISATIONS));
  }

  private Optional<Organisation> read(UUID id, Facts facts) {
    try {
      return Optional.of(
          new Organisation(
              id, facts.legalName(), facts.registration(), facts.country(), clock.instant()));
    } catch (IllegalArgumentException notAnOrganisation) {
      return Optional.empty();
    }
  }

  public Future<Answer<Organisation>> organisation(Who who, UUID id) {
    return when(
        who,
        Action.READ_ORGANISATION,
        id,
        () -> members.organisation(id).map(found -> found.map(MemberLane::given).orElse(none())));
  }

  public Future<Answer<Organisation>> change(Who who, UUID id, Facts facts) {
    Optional<Organisation> read = read(id, facts);
    return when(
        who,
        Action.CHANGE_ORGANISATION,
        id,
        () ->
            read.isEmpty()
                ? refused(ORGANISATION_FACTS)
                : members
                    .change(read.get(), account(who))
                    .map(done -> done ? given(read.get()) : none()));
  }

  public Future<Answer<List<Member>>> members(Who who, UUID organisation) {
    return when(
        who,
        Action.READ_MEMBERS,
        organisation,
        () -> members.members(organisation).map(MemberLane::given));
  }

  /// Gives a member another role; null: ends the membership.
  public Future<Answer<Optional<Role>>> change(
      Who who, UUID organisation, UUID account, @Nullable Role role) {
    return when(
        who,
        Action.MANAGE_MEMBERS,
        organisation,
        () -> changed(organisation, new Change(account, role), account(who)));
  }

  /// Leaves the organisation.
  public Future<Answer<Optional<Role>>> leave(Vendor who) {
    UUID self = who.by().id();
    return when(
        who,
        Action.LEAVE,
        who.organisation(),
        () -> changed(who.organisation(), new Change(self, null), self));
  }

  private Future<Answer<Optional<Role>>> changed(UUID organisation, Change change, UUID by) {
    return members
        .change(organisation, change, by)
        .map(outcome ->
            switch (outcome) {
              case Outcome.Changed(var role) -> given(role);
              case Outcome.Refused(var why) -> new Refused<>(why);
              case Outcome.Unknown() -> none();
            });
  }

  public Future<Answer<Invitation.Made>> invite(Who who, UUID organisation, Role role) {
    return when(
        who,
        Action.MANAGE_MEMBERS,
        organisation,
        () ->
            invitations
                .make(new Seat.OfMember(organisation, role), account(who))
                .map(made ->
                    made.map(MemberLane::given)
                        .orElseGet(() -> new Refused<>(TOO_MANY_INVITATIONS))));
  }

  public Future<Answer<List<Invitation>>> invitations(Who who, UUID organisation) {
    return when(
        who,
        Action.MANAGE_MEMBERS,
        organisation,
        () -> invitations.open(organisation).map(MemberLane::given));
  }

  public Future<Answer<UUID>> withdraw(Who who, UUID organisation, UUID invitation) {
    return when(
        who,
        Action.MANAGE_MEMBERS,
        organisation,
        () ->
            invitations
                .withdraw(organisation, invitation, account(who))
                .map(done -> done ? given(invitation) : none()));
  }

  /// Takes the seat that an invitation offers, a member's or an officer's.
  public Future<Answer<Seat>> accept(UUID account, Secret secret) {
    return invitations
        .accept(secret, account)
        .map(outcome ->
            switch (outcome) {
              case InvitationRules.Outcome.Welcome(var seat) -> given(seat);
              case InvitationRules.Outcome.Refused(var why) -> new Refused<>(why);
            });
  }

  public Future<Answer<ApiKey.Made>> makeKey(Who who, UUID organisation, String name, Role role) {
    String kept = name.strip();
    return when(
        who,
        Action.MANAGE_KEYS,
        organisation,
        () ->
            kept.isEmpty() || kept.length() > ApiKey.NAME_CHARS_MAX
                ? refused(KEY_NAME)
                : keys.make(new ApiKeyStore.Wish(organisation, kept, role, account(who)))
                    .map(made ->
                        made.map(MemberLane::given).orElseGet(() -> new Refused<>(TOO_MANY_KEYS))));
  }

  public Future<Answer<List<ApiKey>>> keys(Who who, UUID organisation) {
    return when(
        who, Action.MANAGE_KEYS, organisation, () -> keys.of(organisation).map(MemberLane::given));
  }

  public Future<Answer<UUID>> endKey(Who who, UUID organisation, UUID key) {
    return when(
        who,
        Action.MANAGE_KEYS,
        organisation,
        () -> keys.end(organisation, key, account(who)).map(done -> done ? given(key) : none()));
  }

  /// Does it when `who` may.
  public static <T> Future<Answer<T>> when(
      Who who, Action action, UUID organisation, Supplier<Future<Answer<T>>> then) {
    return switch (AccessRules.decide(who, action, organisation)) {
      case Access.Allowed() -> then.get();
      case Access.NotAllowed(var why) -> Future.succeededFuture(new Answer.NotAllowed<>(why));
      case Access.Hidden() -> Future.succeededFuture(none());
    };
  }

  private static UUID account(Who who) {
    return switch (who) {
      case Vendor(_, By by, _) -> by.id();
      case Who.OfficerWho officer -> officer.account();
      case Who.Platform() -> OfficerStore.OPERATOR;
    };
  }

  private static <T> Answer<T> given(T value) {
    return new Given<>(value);
  }

  private static <T> Answer<T> none() {
    return new Unknown<>();
  }

  private static <T> Future<Answer<T>> refused(Text why) {
    return Future.succeededFuture(new Refused<>(why));
  }
}
