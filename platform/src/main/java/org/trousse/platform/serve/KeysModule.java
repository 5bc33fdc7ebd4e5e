package org.trousse.platform.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.key.SignerCaller;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.secret.PlatformKey;

/// The signing keys without the houses: for a command, beside running nodes or instead of one.
public final class KeysModule {
  private KeysModule() {}

  /// Reads the keys; the caller closes `vertx`, and the connection with it.
  public static Future<SignerCaller> open(
      Vertx vertx, DatabaseUrl database, PlatformKey key, Clock clock) {
    PoolsModule pools = new PoolsModule(vertx, database, new RolePassword(key));
    return ConsentModule.keys(vertx, pools.of("trousse_consent", 1), sealKey(key), clock);
  }

  /// Hides the private keys in their table.
  static SecretKeySpec sealKey(PlatformKey key) {
    return new SecretKeySpec(key.derive("signing keys"), "AES");
  }
}
