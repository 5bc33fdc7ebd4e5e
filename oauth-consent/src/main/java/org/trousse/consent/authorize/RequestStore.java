package org.trousse.consent.authorize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Secrets;

/// The table `consent.request`: what waits for a patient's answer. Whoever holds the handle may
/// look; one person may answer, once.
public final class RequestStore {
  /// RFC 9126 §2.2, FAPI 2.0 §5.3.2.2: less than ten minutes.
  static final Duration PUSHED_LIFE = Duration.ofMinutes(5);

  /// Time to sign in and to read.
  static final Duration OPEN_LIFE = Duration.ofMinutes(30);

  /// Of one app at a time: what is more is refused, not kept.
  static final int WAITING_MAX = 2_000;

  private static final int PURGE_ROWS = 5_000;

  /// The count stops at the cap, so that it costs the same however many there are.
  private static final String KEEP =
      """
      insert into consent.request
        (hash, client_id, pushed, content, created_at, expires_at, open_until)
      select $1, $2, $3, $4::text::jsonb, $5, $6, $7
      where (select count(*) from (
        select from consent.request where client_id = $2 and created_at > $8
          and decided_at is null and coalesce(open_until, expires_at) > $5 limit $9) waiting) < $9\
      """;

  private static final String OPEN_PUSHED =
      """
      update consent.request set open_until = greatest(open_until, $4)
      where hash = $1 and client_id = $2 and pushed and decided_at is null and expires_at > $3
      returning client_id, content::text as content, created_at\
      """;

  private static final String WAITING =
      """
      select client_id, content::text as content, created_at from consent.request
      where hash = $1 and decided_at is null and open_until > $2\
      """;

  private static final String CLAIM =
      """
      update consent.request set account = $3
      where hash = $1 and decided_at is null and open_until > $2
        and (account is null or account = $3)\
      """;

  private static final String DECIDE =
      """
      update consent.request set decided_at = $2
      where hash = $1 and decided_at is null and open_until > $2
        and (account is null or account = $3)
      returning client_id, content::text as content, created_at\
      """;

  private static final String PURGE =
      """
      delete from consent.request where hash in (
        select hash from consent.request
        where created_at < $1 order by created_at limit $2)\
      """;

  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  /// A request that waits.
  record Waiting(String clientId, ObjectNode content, Instant since) {}

  public RequestStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  /// Keeps a request and gives its handle; empty when too many of this app wait already.
  Future<Optional<String>> keep(String clientId, boolean pushed, String content) {
    String handle = Secrets.fresh();
    Instant now = clock.instant();
    Instant expires = now.plus(pushed ? PUSHED_LIFE : OPEN_LIFE);
    return pool.preparedQuery(KEEP)
        .execute(
            Tuple.from(
                new Object[] {
                  key(handle),
                  clientId,
                  pushed,
                  content,
                  at(now),
                  at(expires),
                  pushed ? null : at(expires),
                  at(now.minus(OPEN_LIFE).minus(PUSHED_LIFE)),
                  (long) WAITING_MAX
                }))
        .map(rows -> rows.rowCount() == 1 ? Optional.of(handle) : Optional.<String>empty());
  }

  /// RFC 9126 §4: the browser brings a pushed request. It may come again until it is decided.
  Future<Optional<Waiting>> openPushed(String clientId, String handle) {
    Instant now = clock.instant();
    return pool.preparedQuery(OPEN_PUSHED)
        .execute(Tuple.of(key(handle), clientId, at(now), at(now.plus(OPEN_LIFE))))
        .map(RequestStore::first);
  }

  Future<Optional<Waiting>> waiting(String handle) {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.of(key(handle), at(clock.instant())))
        .map(RequestStore::first);
  }

  /// The first to be shown the page is the only one who may answer. False: somebody else was.
  Future<Boolean> claim(String handle, UUID account) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(key(handle), at(clock.instant()), account))
        .map(rows -> rows.rowCount() == 1);
  }

  /// Takes the request out, once; of many at the same time one gets it.
  Future<Optional<Waiting>> decide(String handle, @Nullable UUID account) {
    return pool.preparedQuery(DECIDE)
        .execute(Tuple.of(key(handle), at(clock.instant()), account))
        .map(RequestStore::first);
  }

  /// Removes what nobody can answer any more, a few at a time.
  public Future<Integer> purge() {
    Instant before = clock.instant().minus(OPEN_LIFE).minus(PUSHED_LIFE);
    return pool.preparedQuery(PURGE)
        .execute(Tuple.of(at(before), PURGE_ROWS))
        .map(rows -> rows.rowCount());
  }

  private static Optional<Waiting> first(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(
        new Waiting(
            row.getString("client_id"),
            StrictJson.object(row.getString("content")).orElseThrow(),
            row.getOffsetDateTime("created_at").toInstant()));
  }

  private Buffer key(String handle) {
    return Buffer.buffer(hash.of(handle));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
