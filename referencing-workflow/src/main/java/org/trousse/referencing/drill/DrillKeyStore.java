package org.trousse.referencing.drill;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/// The table `referencing.drill_key`: one row. All processes on a database sign drills by the same
/// key, so that a vendor who reads the key from one of them can verify what another sent.
public final class DrillKeyStore {
  private final Vertx vertx;
  private final Pool pool;
  private final KeySeal seal;

  /// @param house the house's key, of which the seal's is made
  public DrillKeyStore(Vertx vertx, Pool pool, SecretKey house) {
    this.vertx = vertx;
    this.pool = pool;
    this.seal = KeySeal.under(house, new SecureRandom());
  }

  /// The key pair; whoever comes first makes it. Fails when it was sealed under another platform's
  /// key: a fresh one would not be the one that other processes publish.
  public Future<ECKey> key() {
    return find()
        .compose(found ->
            found
                .map(Future::succeededFuture)
                .orElseGet(() -> fresh().compose(this::keep).compose(kept -> kept())));
  }

  private Future<ECKey> fresh() {
    return vertx.executeBlocking(DrillKeyStore::generate, false).map(Objects::requireNonNull);
  }

  private static ECKey generate() throws JOSEException {
    return new ECKeyGenerator(Curve.P_256)
        .keyID(UUID.randomUUID().toString())
        .keyUse(KeyUse.SIGNATURE)
        .generate();
  }

  /// Another process may have been faster: its key stays.
  private Future<?> keep(ECKey key) {
    return pool.preparedQuery(
            """
            insert into referencing.drill_key (kid, private_key) values ($1, $2)
            on conflict do nothing\
            """)
        .execute(
            Tuple.of(key.getKeyID(), Buffer.buffer(seal.seal(key.getKeyID(), key.toJSONString()))));
  }

  private Future<ECKey> kept() {
    return find().map(found -> found.orElseThrow());
  }

  private Future<Optional<ECKey>> find() {
    return pool.query("select kid, private_key from referencing.drill_key")
        .execute()
        .map(
            rows -> rows.size() == 0 ? Optional.empty() : Optional.of(key(rows.iterator().next())));
  }

  private ECKey key(Row row) {
    String kid = row.getString("kid");
    String json =
        seal.open(kid, row.getBuffer("private_key").getBytes())
            .orElseThrow(() ->
                new IllegalStateException(
                    "the key of drills was sealed under another platform's key"));
    try {
      return ECKey.parse(json);
    } catch (ParseException foreign) {
      throw new IllegalStateException("the row of the key of drills holds no JWK", foreign);
    }
  }
}
