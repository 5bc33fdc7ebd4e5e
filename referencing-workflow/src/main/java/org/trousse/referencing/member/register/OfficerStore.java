package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.member.Interest;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.register.PeopleEventStore.Told;

/// The tables `referencing.officer` and `referencing.interest`.
public final class OfficerStore {
  /// Who appoints the first lead, from the operator's command line.
  public static final UUID OPERATOR = new UUID(0, 0);

  private static final String FIND =
      """
      select account, role, citizen, since from referencing.officer
      where account = $1 and ended_at is null
      """;

  private static final String INTERESTS =
      """
      select organisation from referencing.interest where account = $1 and ended_at is null
      union select organisation from referencing.member where account = $1
      """;

  private static final String BENCH =
      """
      select o.account, o.role, o.citizen,
        array(select i.what from referencing.interest i
          where i.account = o.account and i.organisation = $1 and i.ended_at is null
          order by i.declared_at, i.id) as interests,
        exists (select from referencing.member m
          where m.account = o.account and m.organisation = $1) as of_the_vendor
      from referencing.officer o
      where o.ended_at is null and o.role in ('COMMITTEE', 'LEAD')
      order by o.role, o.citizen desc, o.since, o.account limit 1000
      """;

  private final Pool pool;
  private final Clock clock;

  public OfficerStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Makes somebody an officer, or another one; also for the operator, who appoints the first.
  public Future<Void> appoint(UUID account, Officer.Role role, boolean citizen, UUID by) {
    return pool.withTransaction(tx -> seat(tx, new Officer(account, role, citizen, now()), by))
        .mapEmpty();
  }

  static Future<Void> seat(SqlClient tx, Officer officer, UUID by) {
    return tx.preparedQuery(
            """
            insert into referencing.officer (account, role, citizen, since) values ($1, $2, $3, $4)
            on conflict (account) do update set role = excluded.role, citizen = excluded.citizen,
              since = excluded.since, ended_at = null\
            """)
        .execute(
            Tuple.of(
                officer.account(), officer.role().name(), officer.citizen(), utc(officer.since())))
        .compose(seated ->
            PeopleEventStore.tell(
                tx,
                new Told(
                    officer.since(), null, by, PeopleEvent.OFFICER_APPOINTED, officer.account())));
  }

  /// False: there is no such officer, or it is the last lead, who lets others in.
  Future<Boolean> end(UUID account, UUID by) {
    Instant now = now();
    return pool.withTransaction(tx ->
            MemberStore.lock(tx, OPERATOR)
                .compose(locked ->
                    tx.preparedQuery(
                            """
                            update referencing.officer set ended_at = $2
                            where account = $1 and ended_at is null
                              and (role <> 'LEAD' or exists (select from referencing.officer o
                                where o.role = 'LEAD' and o.ended_at is null and o.account <> $1))\
                            """)
                        .execute(Tuple.of(account, utc(now))))
                .compose(rows ->
                    told(
                        tx,
                        rows.rowCount() == 1,
                        new Told(now, null, by, PeopleEvent.OFFICER_ENDED, account))))
        .map(Objects::requireNonNull);
  }

  private static Future<Boolean> told(SqlConnection tx, boolean done, Told told) {
    return done
        ? PeopleEventStore.tell(tx, told).map(written -> true)
        : Future.succeededFuture(false);
  }

  static Future<Boolean> isOfficer(SqlClient client, UUID account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account)).map(rows -> rows.size() > 0);
  }

  /// What an officer is, in a transaction that does something else; empty: no officer.
  public static Future<Optional<Officer>> officer(SqlClient client, UUID account) {
    return client
        .preparedQuery(FIND)
        .execute(Tuple.of(account))
        .map(rows -> MemberStore.list(rows, OfficerStore::officer).stream().findFirst());
  }

  /// The officer with the organisations to keep away from; empty: no officer.
  public Future<Optional<OfficerWho>> find(UUID account) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account))
        .map(rows -> MemberStore.list(rows, OfficerStore::officer).stream().findFirst())
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.<OfficerWho>empty())
                : interests(account).map(all -> Optional.of(who(found.get(), all))));
  }

  private Future<Set<UUID>> interests(UUID account) {
    return pool.preparedQuery(INTERESTS)
        .execute(Tuple.of(account))
        .map(rows ->
            MemberStore.list(rows, row -> row.getUUID("organisation")).stream()
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static OfficerWho who(Officer officer, Set<UUID> interests) {
    return new OfficerWho(officer.account(), officer.role(), officer.citizen(), interests);
  }

  /// Who may sit when an opinion is given about this vendor.
  public Future<Bench> bench(UUID organisation) {
    return pool.preparedQuery(BENCH)
        .execute(Tuple.of(organisation))
        .map(rows -> new Bench(MemberStore.list(rows, OfficerStore::seat)));
  }

  private static Bench.Seat seat(Row row) {
    String[] found = row.getArrayOfStrings("interests");
    List<String> interests = found == null ? List.of() : List.of(found);
    return new Bench.Seat(
        row.getUUID("account"),
        OfficerRole.valueOf(row.getString("role")),
        row.getBoolean("citizen"),
        row.getBoolean("of_the_vendor") || !interests.isEmpty(),
        interests);
  }

  Future<List<Officer>> all() {
    return pool.query(
            """
            select account, role, citizen, since from referencing.officer
            where ended_at is null order by since, account limit 1000\
            """)
        .execute()
        .map(rows -> MemberStore.list(rows, OfficerStore::officer));
  }

  /// False: there is no such organisation.
  Future<Boolean> declare(Interest interest) {
    return pool.withTransaction(tx ->
            tx.preparedQuery(
                    """
                    insert into referencing.interest (id, account, organisation, what, declared_at)
                    select $1, $2, id, $4, $5 from referencing.organisation where id = $3\
                    """)
                .execute(
                    Tuple.of(
                        interest.id(),
                        interest.account(),
                        interest.organisation(),
                        interest.what(),
                        utc(interest.declaredAt())))
                .compose(rows ->
                    told(
                        tx,
                        rows.rowCount() == 1,
                        new Told(
                            interest.declaredAt(),
                            interest.organisation(),
                            interest.account(),
                            PeopleEvent.INTEREST_DECLARED,
                            interest.account()))))
        .map(Objects::requireNonNull);
  }

  /// Ends one of the officer's own interests; false: there is no such one.
  Future<Boolean> endInterest(UUID account, UUID id) {
    Instant now = now();
    return pool.withTransaction(tx ->
            tx.preparedQuery(
                    """
                    update referencing.interest set ended_at = $3
                    where account = $1 and id = $2 and ended_at is null returning organisation\
                    """)
                .execute(Tuple.of(account, id, utc(now)))
                .compose(rows ->
                    rows.size() == 0
                        ? Future.succeededFuture(false)
                        : told(
                            tx,
                            true,
                            new Told(
                                now,
                                rows.iterator().next().getUUID("organisation"),
                                account,
                                PeopleEvent.INTEREST_ENDED,
                                account))))
        .map(Objects::requireNonNull);
  }

  /// What an officer declared, ended ones too.
  public Future<List<Interest>> declared(UUID account) {
    return pool.preparedQuery(
            """
            select * from referencing.interest where account = $1
            order by declared_at desc, id limit 500\
            """)
        .execute(Tuple.of(account))
        .map(rows -> MemberStore.list(rows, OfficerStore::interest));
  }

  private Instant now() {
    return clock.instant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static Officer officer(Row row) {
    return new Officer(
        row.getUUID("account"),
        Officer.Role.valueOf(row.getString("role")),
        row.getBoolean("citizen"),
        row.getOffsetDateTime("since").toInstant());
  }

  private static Interest interest(Row row) {
    return new Interest(
        row.getUUID("id"),
        row.getUUID("account"),
        row.getUUID("organisation"),
        row.getString("what"),
        row.getOffsetDateTime("declared_at").toInstant(),
        instant(row.getOffsetDateTime("ended_at")));
  }
}
