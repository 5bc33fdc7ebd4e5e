package org.trousse.referencing.drill;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;

/// Signs drills by an ES256 key of the platform.
public final class SignerCaller {
  static final String TYPE = "drill+jws";

  private final Vertx vertx;
  private final ECKey key;

  public SignerCaller(Vertx vertx, ECKey key) {
    this.vertx = vertx;
    this.key = key;
  }

  /// As [DrillCaller.Signs] asks.
  public Future<String> sign(String payload) {
    return vertx
        .executeBlocking(
            () -> {
              JWSObject signed =
                  new JWSObject(
                      new JWSHeader.Builder(JWSAlgorithm.ES256)
                          .type(new JOSEObjectType(TYPE))
                          .keyID(key.getKeyID())
                          .build(),
                      new Payload(payload));
              signed.sign(new ECDSASigner(key));
              return signed.serialize(true);
            },
            false)
        .map(Objects::requireNonNull);
  }
}
