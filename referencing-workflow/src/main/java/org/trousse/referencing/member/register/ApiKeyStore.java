package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.register.PeopleEventStore.Told;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.member.secret.KeyedHash;
import org.trousse.referencing.member.secret.Secret;

/// The table `referencing.api_key`.
public final class ApiKeyStore {
  private static final Duration USED_EVERY = Duration.ofMinutes(1);
  private static final int LIST_MAX = 200;

  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  /// A key to make.
  record Wish(UUID organisation, String name, Role role, UUID by) {}

  public ApiKeyStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  /// Empty: the organisation has as many as it may, or who asks owns it no more.
  Future<Optional<ApiKey.Made>> make(Wish wish) {
    Secret secret = Secret.forScript();
    ApiKey key =
        new ApiKey(
            UUID.randomUUID(),
            wish.organisation(),
            wish.name(),
            wish.role(),
            secret.prefix(),
            wish.by(),
            clock.instant(),
            null,
            null);
    return pool.withTransaction(tx ->
            MemberStore.lock(tx, wish.organisation())
                .compose(locked -> insert(tx, key, secret))
                .compose(made ->
                    made
                        ? told(tx, key.organisation(), wish.by(), PeopleEvent.KEY_MADE, key.id())
                            .map(told -> Optional.of(new ApiKey.Made(key, secret)))
                        : Future.succeededFuture(Optional.<ApiKey.Made>empty())))
        .map(Objects::requireNonNull);
  }

  private Future<Boolean> insert(SqlConnection tx, ApiKey key, Secret secret) {
    Tuple values =
        Tuple.tuple()
            .addUUID(key.id())
            .addUUID(key.organisation())
            .addString(key.name())
            .addString(key.role().name())
            .addString(key.prefix())
            .addBuffer(hashed(secret))
            .addUUID(key.createdBy())
            .addOffsetDateTime(key.createdAt().atOffset(ZoneOffset.UTC))
            .addInteger(ApiKey.KEYS_MAX);
    return tx.preparedQuery(
            """
            insert into referencing.api_key (id, organisation, name, role, prefix, hash, created_by,
              created_at)
            select $1, $2, $3, $4, $5, $6, $7, $8
            where (select count(*) from referencing.api_key
              where organisation = $2 and ended_at is null) < $9
              and exists (select from referencing.member where organisation = $2
                and account = $7 and role = 'OWNER' and ended_at is null)\
            """)
        .execute(values)
        .map(rows -> rows.rowCount() == 1);
  }

  /// The living key that this secret is; notes that it was used.
  Future<Optional<ApiKey>> find(Secret secret) {
    if (!secret.isApiKey()) {
      return Future.succeededFuture(Optional.empty());
    }
    return pool.preparedQuery(
            "select * from referencing.api_key where hash = $1 and ended_at is null")
        .execute(Tuple.of(hashed(secret)))
        .map(rows -> MemberStore.list(rows, ApiKeyStore::key).stream().findFirst())
        .compose(found ->
            found.isPresent() && stale(found.get())
                ? used(found.get()).map(found)
                : Future.succeededFuture(found));
  }

  private boolean stale(ApiKey key) {
    Instant used = key.lastUsedAt();
    return used == null || used.plus(USED_EVERY).isBefore(clock.instant());
  }

  private Future<Void> used(ApiKey key) {
    return pool.preparedQuery(
            "update referencing.api_key set last_used_at = $3 where organisation = $1 and id = $2")
        .execute(Tuple.of(key.organisation(), key.id(), now()))
        .mapEmpty();
  }

  /// An organisation's, living ones first.
  Future<List<ApiKey>> of(UUID organisation) {
    return pool.preparedQuery(
            """
            select * from referencing.api_key where organisation = $1
            order by ended_at nulls first, created_at desc, id limit $2\
            """)
        .execute(Tuple.of(organisation, LIST_MAX))
        .map(rows -> MemberStore.list(rows, ApiKeyStore::key));
  }

  /// False: this organisation has no such living key.
  Future<Boolean> end(UUID organisation, UUID id, UUID by) {
    return pool.withTransaction(tx ->
            tx.preparedQuery(
                    """
                    update referencing.api_key set ended_at = $3
                    where organisation = $1 and id = $2 and ended_at is null\
                    """)
                .execute(Tuple.of(organisation, id, now()))
                .compose(rows ->
                    rows.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : told(tx, organisation, by, PeopleEvent.KEY_ENDED, id).map(told -> true)))
        .map(Objects::requireNonNull);
  }

  private Future<Void> told(
      SqlConnection tx, UUID organisation, UUID by, PeopleEvent what, UUID key) {
    return PeopleEventStore.tell(tx, new Told(clock.instant(), organisation, by, what, key));
  }

  private Buffer hashed(Secret secret) {
    return Buffer.buffer(hash.of("api key", secret.value()));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.getUUID("id"),
        row.getUUID("organisation"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getString("prefix"),
        row.getUUID("created_by"),
        row.getOffsetDateTime("created_at").toInstant(),
        OfficerStore.instant(row.getOffsetDateTime("last_used_at")),
        OfficerStore.instant(row.getOffsetDateTime("ended_at")));
  }
}
