package org.trousse.catalogue.statement;

import com.nimbusds.jose.jwk.ECKey;
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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The table `catalogue.signing_key`.
public final class SigningKeyStore {
  /// One node at a time makes keys (any number that no other advisory lock of ours has).
  private static final long LOCK = 0x7472_6f75_7373_6361L;

  private static final String ALL =
      """
      select kid, private_key, public_key::text as public_key, published_at, signs_from, gone_at
      from catalogue.signing_key order by signs_from, kid\
      """;

  private static final String ADD =
      """
      insert into catalogue.signing_key (kid, private_key, public_key, published_at, signs_from)
      values ($1, $2, $3::text::jsonb, $4, $5)\
      """;

  private static final String RETIRE =
      "update catalogue.signing_key set gone_at = $2 where kid = $1 and gone_at is null";

  /// A successor that waits goes too, so that another can sign at once: it never signed anything.
  private static final String REMOVE =
      """
      update catalogue.signing_key set gone_at = $2, private_key = ''
      where kid = $1 or (signs_from > $2 and gone_at is null and exists
        (select from catalogue.signing_key
         where kid = $1 and (gone_at is null or gone_at > $2)))\
      """;

  /// Private keys go with their key.
  private static final String ERASE =
      "update catalogue.signing_key set private_key = '' where gone_at < $1 and private_key <> ''";

  private final Pool pool;
  private final KeySeal seal;

  public SigningKeyStore(Pool pool, KeySeal seal) {
    this.pool = pool;
    this.seal = seal;
  }

  /// A key to add.
  ///
  /// @param retires the kid of the key that it replaces; null: none
  record Made(SigningKey key, @Nullable String retires) {}

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
    OffsetDateTime gone = row.getOffsetDateTime("gone_at");
    Instant goneAt = gone == null ? null : gone.toInstant();
    String json =
        goneAt != null && !now.isBefore(goneAt)
            ? row.getString("public_key")
            : seal.open(kid, row.getBuffer("private_key").getBytes())
                .orElseThrow(() -> new KeyStoreUnusable(kid));
    try {
      return new SigningKey(
          ECKey.parse(json),
          row.getOffsetDateTime("published_at").toInstant(),
          row.getOffsetDateTime("signs_from").toInstant(),
          goneAt);
    } catch (ParseException foreign) {
      throw new IllegalStateException("a signing key's row holds no JWK", foreign);
    }
  }

  /// Lends the keys under the lock, and keeps the one that the caller made.
  Future<KeyRing> change(Instant now, Function<KeyRing, Future<Optional<Made>>> make) {
    return pool.withTransaction(tx ->
            tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .compose(locked -> load(tx, now))
                .compose(make)
                .compose(made -> keep(tx, made, now)))
        .map(Objects::requireNonNull);
  }

  private Future<KeyRing> keep(SqlConnection tx, Optional<Made> made, Instant now) {
    Future<?> kept = tx.preparedQuery(ERASE).execute(Tuple.of(at(now)));
    if (made.isPresent()) {
      SigningKey key = made.get().key();
      String retires = made.get().retires();
      kept = kept.compose(done -> add(tx, key));
      if (retires != null) {
        OffsetDateTime gone = at(KeyRing.gone(key.signsFrom()));
        kept = kept.compose(done -> tx.preparedQuery(RETIRE).execute(Tuple.of(retires, gone)));
      }
    }
    return kept.compose(done -> load(tx, now));
  }

  private Future<?> add(SqlConnection tx, SigningKey key) {
    return tx.preparedQuery(ADD)
        .execute(
            Tuple.of(
                key.kid(),
                Buffer.buffer(seal.seal(key.kid(), key.jwk().toJSONString())),
                key.jwk().toPublicJWK().toJSONString(),
                at(key.publishedAt()),
                at(key.signsFrom())));
  }

  /// The key is gone at once, its private part too.
  Future<Void> remove(String kid, Instant now) {
    return pool.preparedQuery(REMOVE).execute(Tuple.of(kid, at(now))).mapEmpty();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
