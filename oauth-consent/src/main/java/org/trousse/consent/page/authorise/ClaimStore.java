package org.trousse.consent.page.authorise;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.trousse.consent.secret.KeyedHash;

/// Who opened a request first while signed in. Nobody else can read or answer it: a request is
/// one person's.
public final class ClaimStore {
  /// Longer than any request waits.
  private static final Duration KEPT = Duration.ofMinutes(15);

  private static final String CLAIM =
      """
      INSERT INTO consent.request_reader (hash, account, expires_at) VALUES ($1, $2, $3)
      ON CONFLICT (hash) DO UPDATE SET expires_at = consent.request_reader.expires_at
      RETURNING account
      """;

  private static final String PURGE = "DELETE FROM consent.request_reader WHERE expires_at < $1";

  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  public ClaimStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  /// Whether the request is this account's.
  Future<Boolean> claim(String handle, UUID account) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(hash.of("reader " + handle), account, now().plus(KEPT)))
        .map(rows -> rows.iterator().next().getUUID("account").equals(account));
  }

  /// Forgets requests that are over.
  public Future<Integer> purge() {
    return pool.preparedQuery(PURGE).execute(Tuple.of(now())).map(RowSet::rowCount);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
