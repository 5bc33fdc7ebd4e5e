package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.trousse.sdk.reading.Payload;

/// The table `gateway.answered`: what a request with an Idempotency-Key was answered, for a day.
public final class AnswerStore {
  /// An earlier answer.
  ///
  /// @param sameBody whether the request that it answered had the same body
  record Earlier(boolean sameBody, int status, String answer) {}

  private final Pool pool;

  public AnswerStore(Pool pool) {
    this.pool = pool;
  }

  Future<Optional<Earlier>> find(long principal, String key, Payload body) {
    return pool.preparedQuery(
            """
            select body_hash = $3 as same_body, status, answer from gateway.answered
            where principal = $1 and key = $2\
            """)
        .execute(Tuple.of(principal, key, hash(body)))
        .map(rows -> {
          if (!rows.iterator().hasNext()) {
            return Optional.empty();
          }
          Row row = rows.iterator().next();
          return Optional.of(
              new Earlier(
                  row.getBoolean("same_body"), row.getInteger("status"), row.getString("answer")));
        });
  }

  Future<Void> keep(long principal, String key, Payload body, int status, String answer) {
    return pool.preparedQuery(
            """
            insert into gateway.answered (principal, key, body_hash, status, answer, at)
            values ($1, $2, $3, $4, $5, now()) on conflict do nothing\
            """)
        .execute(Tuple.of(principal, key, hash(body), (short) status, answer))
        .mapEmpty();
  }

  /// Forgets what is older than a day.
  public Future<Void> sweep() {
    return pool.query("delete from gateway.answered where at < now() - interval '1 day'")
        .execute()
        .mapEmpty();
  }

  private static Buffer hash(Payload body) {
    try {
      return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(body.bytes()));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
