package org.trousse.consent.secret;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/// The table `consent.used_once`: what may come once only, on whichever node it comes.
public final class UsedOnceStore {
  private final Pool pool;
  private final KeyedHash hash;

  public UsedOnceStore(Pool pool, KeyedHash hash) {
    this.pool = pool;
    this.hash = hash;
  }

  /// Whether this is the first time; one insert, and of two at once one wins.
  ///
  /// @param kind keeps uses apart, e.g. `dpop`
  /// @param until when a second coming would be refused anyway, by its age
  public Future<Boolean> first(String kind, String what, Instant until) {
    return pool.preparedQuery(
            """
            insert into consent.used_once (kind, hash, expires_at) values ($1, $2, $3)
            on conflict do nothing\
            """)
        .execute(Tuple.of(kind, Buffer.buffer(hash.of(what)), until.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount() == 1);
  }

  /// Forgets what is too old to be believed.
  public Future<Integer> sweep(Instant now) {
    return pool.preparedQuery("delete from consent.used_once where expires_at < $1")
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount());
  }
}
