package org.trousse.consent.key;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The table `consent.signing_key`.
public final class SigningKeyStore {
  /// One node at a time makes keys (any number that no other advisory lock of ours has).
  private static final long LOCK = 0x74726f7573736b79L;

  private static final String ALL =
      """
      select kid, alg, private_key, public_key::text as public_key, published_at, signs_from,
        signs_until, gone_at, removed
      from consent.signing_key order by signs_from, kid\
      """;

  private static final String ADD =
      """
      insert into consent.signing_key
        (kid, alg, private_key, public_key, published_at, signs_from, removed)
      values ($1, $2, $3, $4::text::jsonb, $5, $6, false)\
      """;

  private static final String RETIRE =
      """
      update consent.signing_key set signs_until = $2, gone_at = $3
      where kid = $1 and signs_until is null\
      """;

  private static final String REMOVE =
      """
      update consent.signing_key
      set removed = true, signs_until = $2, gone_at = $2, private_key = ''
      where kid = $1 and not removed\
      """;

  /// Public keys stay, for receipts; private ones go with their key.
  private static final String ERASE =
      "update consent.signing_key set private_key = '' where gone_at < $1 and private_key <> ''";

  private final Pool pool;
  private final KeySeal seal;

  public SigningKeyStore(Pool pool, KeySeal seal) {
    this.pool = pool;
    this.seal = seal;
  }

  /// Fails with [KeyStoreUnusable] when a key that is not gone cannot be read.
  Future<KeyRing> load(Instant now) {
    return load(pool, now);
  }

  private Future<KeyRing> load(SqlClient client, Instant now) {
    return client
        .query(ALL)
        .execute()
        .map(rows -> {
          List<SigningKey> keys = new ArrayList<>();
          rows.forEach(row -> keys.add(key(row, now)));
          return new KeyRing(keys);
        });
  }

  private SigningKey key(Row row, Instant now) {
    String kid = row.getString("kid");
    Instant goneAt = instant(row, "gone_at");
    boolean gone = goneAt != null && !now.isBefore(goneAt);
    String json =
        gone
            ? row.getString("public_key")
            : seal.open(kid, row.getBuffer("private_key").getBytes())
                .orElseThrow(() -> new KeyStoreUnusable(kid));
    try {
      return new SigningKey(
          JWK.parse(json),
          row.getString("alg"),
          row.getOffsetDateTime("published_at").toInstant(),
          row.getOffsetDateTime("signs_from").toInstant(),
          instant(row, "signs_until"),
          goneAt,
          row.getBoolean("removed"));
    } catch (ParseException foreign) {
      throw new IllegalStateException("a signing key's row holds no JWK", foreign);
    }
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  /// Lends the keys under the lock, and keeps what the caller made of them.
  Future<KeyRing> change(Instant now, Function<KeyRing, Future<List<Change>>> make) {
    return pool.withTransaction(tx ->
            tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .compose(locked -> load(tx, now))
                .compose(make)
                .compose(changes -> keep(tx, changes, now)))
        .map(Objects::requireNonNull);
  }

  /// What happens to keys.
  sealed interface Change {}

  record Made(SigningKey key) implements Change {}

  record Retired(String kid, Instant signsUntil, Instant goneAt) implements Change {}

  record Removed(String kid, Instant at) implements Change {}

  private Future<KeyRing> keep(SqlConnection tx, List<Change> changes, Instant now) {
    Future<Void> kept = tx.preparedQuery(ERASE).execute(Tuple.of(at(now))).<Void>mapEmpty();
    for (Change change : changes) {
      kept = kept.compose(done -> keep(tx, change));
    }
    return kept.compose(done -> load(tx, now));
  }

  private Future<Void> keep(SqlConnection tx, Change change) {
    return switch (change) {
      case Made(SigningKey key) ->
          tx.preparedQuery(ADD)
              .execute(
                  Tuple.of(
                      key.kid(),
                      key.alg(),
                      Buffer.buffer(seal.seal(key.kid(), key.jwk().toJSONString())),
                      key.jwk().toPublicJWK().toJSONString(),
                      at(key.publishedAt()),
                      at(key.signsFrom())))
              .mapEmpty();
      case Retired(String kid, Instant signsUntil, Instant goneAt) ->
          tx.preparedQuery(RETIRE).execute(Tuple.of(kid, at(signsUntil), at(goneAt))).mapEmpty();
      case Removed(String kid, Instant at) ->
          tx.preparedQuery(REMOVE).execute(Tuple.of(kid, at(at))).mapEmpty();
    };
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
