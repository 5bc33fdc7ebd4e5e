package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.Member;
import org.trousse.referencing.member.MembershipRules;
import org.trousse.referencing.member.MembershipRules.Change;
import org.trousse.referencing.member.MembershipRules.Outcome;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.register.PeopleEventStore.Told;

/// The tables `referencing.organisation` and `referencing.member`.
public final class MemberStore {
  /// Of which one account may be a member; more is no person.
  public static final int ORGANISATIONS_MAX = 10;

  private static final String MEMBERS =
      """
      select organisation, account, role, since from referencing.member
      where organisation = $1 and ended_at is null order by since, account
      """;

  private static final String MEMBERSHIPS =
      """
      select organisation, account, role, since from referencing.member
      where account = $1 and ended_at is null order by since, organisation
      """;

  /// A key ends with its maker's right to what it can do.
  private static final String END_KEYS =
      """
      update referencing.api_key set ended_at = $3
      where organisation = $1 and created_by = $2 and ended_at is null
        and case $4 when 'OWNER' then false when 'EDITOR' then role = 'OWNER'
          when 'READER' then role <> 'READER' else true end
      """;

  private final Pool pool;
  private final Clock clock;

  public MemberStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Founds an organisation; who founds it owns it. False: the account is in too many.
  Future<Boolean> found(Organisation organisation, UUID account) {
    OffsetDateTime at = organisation.createdAt().atOffset(ZoneOffset.UTC);
    return pool.withTransaction(tx ->
            lock(tx, account)
                .compose(locked -> tx.preparedQuery(MEMBERSHIPS).execute(Tuple.of(account)))
                .compose(already ->
                    already.size() >= ORGANISATIONS_MAX
                        ? Future.succeededFuture(false)
                        : insert(tx, organisation, account, at).map(done -> true)))
        .map(Objects::requireNonNull);
  }

  private static Future<Void> insert(
      SqlConnection tx, Organisation organisation, UUID account, OffsetDateTime at) {
    return tx.preparedQuery(
            """
            insert into referencing.organisation (id, legal_name, registration, country, created_at)
            values ($1, $2, $3, $4, $5)\
            """)
        .execute(
            Tuple.of(
                organisation.id(),
                organisation.legalName(),
                organisation.registration(),
                organisation.country(),
                at))
        .compose(founded -> seat(tx, organisation.id(), account, Role.OWNER, at))
        .compose(seated ->
            PeopleEventStore.tell(
                tx,
                new Told(
                    at.toInstant(),
                    organisation.id(),
                    account,
                    PeopleEvent.ORGANISATION_FOUNDED,
                    organisation.id())));
  }

  /// Seats somebody, who may have left before.
  static Future<Void> seat(
      SqlClient tx, UUID organisation, UUID account, Role role, OffsetDateTime at) {
    return tx.preparedQuery(
            """
            insert into referencing.member (organisation, account, role, since)
            values ($1, $2, $3, $4)
            on conflict (organisation, account) do update
              set role = excluded.role, since = excluded.since, ended_at = null\
            """)
        .execute(Tuple.of(organisation, account, role.name(), at))
        .mapEmpty();
  }

  public Future<Optional<Organisation>> organisation(UUID id) {
    return pool.preparedQuery("select * from referencing.organisation where id = $1")
        .execute(Tuple.of(id))
        .map(rows -> list(rows, MemberStore::organisation).stream().findFirst());
  }

  /// Every organisation's legal name.
  public Future<Map<UUID, String>> names() {
    return pool.preparedQuery("select id, legal_name from referencing.organisation")
        .execute()
        .map(rows -> {
          Map<UUID, String> names = new HashMap<>();
          rows.forEach(row -> names.put(row.getUUID("id"), row.getString("legal_name")));
          return names;
        });
  }

  /// Writes what an organisation says of itself; its id and its beginning stay.
  Future<Boolean> change(Organisation organisation, UUID by) {
    OffsetDateTime now = now();
    return pool.withTransaction(tx ->
            tx.preparedQuery(
                    """
                    update referencing.organisation
                    set legal_name = $2, registration = $3, country = $4 where id = $1\
                    """)
                .execute(
                    Tuple.of(
                        organisation.id(),
                        organisation.legalName(),
                        organisation.registration(),
                        organisation.country()))
                .compose(rows ->
                    rows.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : PeopleEventStore.tell(
                                tx,
                                new Told(
                                    now.toInstant(),
                                    organisation.id(),
                                    by,
                                    PeopleEvent.ORGANISATION_CHANGED,
                                    organisation.id()))
                            .map(told -> true)))
        .map(Objects::requireNonNull);
  }

  /// The organisations that an account is in, as what.
  public Future<List<Member>> memberships(UUID account) {
    return pool.preparedQuery(MEMBERSHIPS)
        .execute(Tuple.of(account))
        .map(rows -> list(rows, MemberStore::member));
  }

  public Future<List<Member>> members(UUID organisation) {
    return members(pool, organisation);
  }

  static Future<List<Member>> members(SqlClient client, UUID organisation) {
    return client
        .preparedQuery(MEMBERS)
        .execute(Tuple.of(organisation))
        .map(rows -> list(rows, MemberStore::member));
  }

  /// Changes a member's role, or ends the membership; of many at once the last owner stays.
  Future<Outcome> change(UUID organisation, Change change, UUID by) {
    return pool.withTransaction(tx ->
            lock(tx, organisation)
                .compose(locked -> members(tx, organisation))
                .compose(members -> {
                  Outcome outcome = MembershipRules.decide(members, change);
                  return keep(tx, organisation, change, outcome, by).map(outcome);
                }))
        .map(Objects::requireNonNull);
  }

  private Future<Void> keep(
      SqlConnection tx, UUID organisation, Change change, Outcome outcome, UUID by) {
    if (!(outcome instanceof Outcome.Changed(var role))) {
      return Future.succeededFuture();
    }
    OffsetDateTime now = now();
    String word = role.map(Role::name).orElse(null);
    return tx.preparedQuery(
            """
            update referencing.member
            set role = coalesce($3, role),
              ended_at = case when $3::text is null then $4::timestamptz end
            where organisation = $1 and account = $2 and ended_at is null\
            """)
        .execute(Tuple.of(organisation, change.account(), word, now))
        .compose(changed ->
            tx.preparedQuery(END_KEYS)
                .execute(
                    Tuple.of(organisation, change.account(), now, word == null ? "NONE" : word)))
        .compose(ended ->
            PeopleEventStore.tell(
                tx,
                new Told(
                    now.toInstant(),
                    organisation,
                    by,
                    event(role.orElse(null)),
                    change.account())));
  }

  private static PeopleEvent event(@Nullable Role role) {
    return switch (role) {
      case OWNER -> PeopleEvent.MEMBER_BECAME_OWNER;
      case EDITOR -> PeopleEvent.MEMBER_BECAME_EDITOR;
      case READER -> PeopleEvent.MEMBER_BECAME_READER;
      case null -> PeopleEvent.MEMBER_ENDED;
    };
  }

  /// Until the transaction's end nobody else changes who or what lets in here.
  static Future<Void> lock(SqlClient tx, UUID what) {
    return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .execute(Tuple.of("referencing.people " + what))
        .mapEmpty();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(read.apply(row));
    }
    return all;
  }

  private static Member member(Row row) {
    return new Member(
        row.getUUID("organisation"),
        row.getUUID("account"),
        Role.valueOf(row.getString("role")),
        row.getOffsetDateTime("since").toInstant());
  }

  private static Organisation organisation(Row row) {
    return new Organisation(
        row.getUUID("id"),
        row.getString("legal_name"),
        row.getString("registration"),
        row.getString("country"),
        row.getOffsetDateTime("created_at").toInstant());
  }
}
