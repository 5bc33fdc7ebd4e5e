package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.MembershipRules;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.register.PeopleEventStore.Told;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.member.secret.InvitationRules;
import org.trousse.referencing.member.secret.InvitationRules.Outcome;
import org.trousse.referencing.member.secret.KeyedHash;
import org.trousse.referencing.member.secret.Secret;

/// The table `referencing.invitation`.
public final class InvitationStore {
  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  public InvitationStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  /// Empty: too many are open already.
  public Future<Optional<Invitation.Made>> make(Seat seat, UUID by) {
    OffsetDateTime now = now();
    Secret secret = Secret.forLink();
    Invitation invitation =
        new Invitation(
            UUID.randomUUID(),
            seat,
            by,
            now.toInstant(),
            now.toInstant().plus(Invitation.LIFE),
            null,
            null);
    return pool.withTransaction(tx ->
            MemberStore.lock(tx, lockOf(seat))
                .compose(locked -> insert(tx, invitation, secret))
                .compose(made ->
                    made
                        ? PeopleEventStore.tell(
                                tx,
                                new Told(
                                    now.toInstant(),
                                    organisation(seat),
                                    by,
                                    seat instanceof Seat.OfMember
                                        ? PeopleEvent.MEMBER_INVITED
                                        : PeopleEvent.OFFICER_INVITED,
                                    invitation.id()))
                            .map(told -> Optional.of(new Invitation.Made(invitation, secret)))
                        : Future.succeededFuture(Optional.<Invitation.Made>empty())))
        .map(Objects::requireNonNull);
  }

  private Future<Boolean> insert(SqlConnection tx, Invitation invitation, Secret secret) {
    Seat seat = invitation.seat();
    Tuple values =
        Tuple.tuple()
            .addUUID(invitation.id())
            .addBuffer(hashed(secret))
            .addUUID(organisation(seat))
            .addString(role(seat))
            .addBoolean(seat instanceof Seat.OfOfficer officer && officer.citizen())
            .addUUID(invitation.invitedBy())
            .addOffsetDateTime(invitation.createdAt().atOffset(ZoneOffset.UTC))
            .addOffsetDateTime(invitation.expiresAt().atOffset(ZoneOffset.UTC))
            .addInteger(Invitation.OPEN_MAX);
    return tx.preparedQuery(
            """
            insert into referencing.invitation (id, hash, organisation, role, citizen, invited_by,
              created_at, expires_at)
            select $1, $2, $3, $4, $5, $6, $7, $8
            where (select count(*) from referencing.invitation
              where organisation is not distinct from $3 and used_at is null
                and withdrawn_at is null and expires_at > $7) < $9\
            """)
        .execute(values)
        .map(rows -> rows.rowCount() == 1);
  }

  /// Seats the account that brings the secret; of many at once one is seated.
  Future<Outcome> accept(Secret secret, UUID account) {
    return pool.withTransaction(tx ->
            tx.preparedQuery("select * from referencing.invitation where hash = $1 for update")
                .execute(Tuple.of(hashed(secret)))
                .map(rows -> MemberStore.list(rows, InvitationStore::invitation).stream())
                .map(all -> all.findFirst())
                .compose(found ->
                    decide(tx, found, account)
                        .compose(outcome -> keep(tx, found, account, outcome))))
        .map(Objects::requireNonNull);
  }

  private Future<Outcome> decide(SqlConnection tx, Optional<Invitation> found, UUID account) {
    return switch (found.map(Invitation::seat).orElse(null)) {
      case Seat.OfMember(var organisation, _) ->
          MemberStore.lock(tx, organisation)
              .compose(locked -> MemberStore.members(tx, organisation))
              .map(members ->
                  InvitationRules.decide(
                      found,
                      members.stream().anyMatch(member -> member.account().equals(account)),
                      members.size() >= MembershipRules.MEMBERS_MAX,
                      clock.instant()));
      case Seat.OfOfficer _ ->
          MemberStore.lock(tx, OfficerStore.OPERATOR)
              .compose(locked -> OfficerStore.isOfficer(tx, account))
              .map(seated -> InvitationRules.decide(found, seated, false, clock.instant()));
      case null ->
          Future.succeededFuture(InvitationRules.decide(found, false, false, clock.instant()));
    };
  }

  private Future<Outcome> keep(
      SqlConnection tx, Optional<Invitation> found, UUID account, Outcome outcome) {
    if (!(outcome instanceof Outcome.Welcome(var seat))) {
      return Future.succeededFuture(outcome);
    }
    OffsetDateTime now = now();
    Invitation invitation = found.orElseThrow();
    return tx.preparedQuery(
            "update referencing.invitation set used_at = $2, used_by = $3 where id = $1")
        .execute(Tuple.of(invitation.id(), now, account))
        .compose(used -> seat(tx, seat, account, invitation.invitedBy(), now))
        .map(outcome);
  }

  private static Future<Void> seat(
      SqlConnection tx, Seat seat, UUID account, UUID by, OffsetDateTime now) {
    return switch (seat) {
      case Seat.OfMember(var organisation, var role) ->
          MemberStore.seat(tx, organisation, account, role, now)
              .compose(seated ->
                  PeopleEventStore.tell(
                      tx,
                      new Told(
                          now.toInstant(), organisation, by, PeopleEvent.MEMBER_JOINED, account)));
      case Seat.OfOfficer(var role, var citizen) ->
          OfficerStore.seat(tx, new Officer(account, role, citizen, now.toInstant()), by);
    };
  }

  /// An organisation's open ones; null: officers'.
  Future<List<Invitation>> open(@Nullable UUID organisation) {
    return pool.preparedQuery(
            """
            select * from referencing.invitation
            where organisation is not distinct from $1 and used_at is null and withdrawn_at is null
              and expires_at > $2 order by created_at, id\
            """)
        .execute(Tuple.of(organisation, now()))
        .map(rows -> MemberStore.list(rows, InvitationStore::invitation));
  }

  /// False: this organisation has no such open one.
  ///
  /// @param organisation null: officers'
  Future<Boolean> withdraw(@Nullable UUID organisation, UUID id, UUID by) {
    OffsetDateTime now = now();
    return pool.withTransaction(tx ->
            tx.preparedQuery(
                    """
                    update referencing.invitation set withdrawn_at = $3
                    where organisation is not distinct from $1 and id = $2 and used_at is null
                      and withdrawn_at is null\
                    """)
                .execute(Tuple.of(organisation, id, now))
                .compose(rows ->
                    rows.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : PeopleEventStore.tell(
                                tx,
                                new Told(
                                    now.toInstant(),
                                    organisation,
                                    by,
                                    PeopleEvent.INVITATION_WITHDRAWN,
                                    id))
                            .map(told -> true)))
        .map(Objects::requireNonNull);
  }

  private static UUID lockOf(Seat seat) {
    return seat instanceof Seat.OfMember(var organisation, _)
        ? organisation
        : OfficerStore.OPERATOR;
  }

  private static @Nullable UUID organisation(Seat seat) {
    return seat instanceof Seat.OfMember(var organisation, _) ? organisation : null;
  }

  private static String role(Seat seat) {
    return switch (seat) {
      case Seat.OfMember(_, var role) -> role.name();
      case Seat.OfOfficer(var role, _) -> role.name();
    };
  }

  private Buffer hashed(Secret secret) {
    return Buffer.buffer(hash.of("invitation", secret.value()));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Invitation invitation(Row row) {
    UUID organisation = row.getUUID("organisation");
    String role = row.getString("role");
    Seat seat =
        organisation == null
            ? new Seat.OfOfficer(Officer.Role.valueOf(role), row.getBoolean("citizen"))
            : new Seat.OfMember(organisation, Role.valueOf(role));
    return new Invitation(
        row.getUUID("id"),
        seat,
        row.getUUID("invited_by"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant(),
        OfficerStore.instant(row.getOffsetDateTime("used_at")),
        OfficerStore.instant(row.getOffsetDateTime("withdrawn_at")));
  }
}
