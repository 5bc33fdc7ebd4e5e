package org.trousse.referencing.drill;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes an answer that comes later: a compact JWS of `{"drill": id}`, signed by a key that the app
/// declared in its manifest.
public final class AnswerCaller {
  static final int CHARACTERS_MAX = 4_000;
  static final String TYPE = "drill-answer+jws";
  private static final int RSA_BITS_MIN = 2_048;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.PS256, JWSAlgorithm.PS384);

  private final Vertx vertx;
  private final DrillStore drills;
  private final Clock clock;

  public AnswerCaller(Vertx vertx, DrillStore drills, Clock clock) {
    this.vertx = vertx;
    this.drills = drills;
    this.clock = clock;
  }

  /// Whether it answers this drill: signed by one of the keys, for this id, the first answer, and
  /// within 24 hours.
  ///
  /// @param jwks the app's JWK Set
  public Future<Boolean> answer(UUID drill, String jwks, String jws) {
    return vertx
        .executeBlocking(() -> holds(drill, jwks, jws), false)
        .map(Objects::requireNonNull)
        .compose(holds ->
            holds ? drills.answered(drill, 0, clock.instant()) : Future.succeededFuture(false));
  }

  static boolean holds(UUID drill, String jwks, String jws) {
    if (jws.length() > CHARACTERS_MAX) {
      return false;
    }
    try {
      JWSObject answer = JWSObject.parse(jws);
      Map<String, Object> said = answer.getPayload().toJSONObject();
      boolean ours =
          said != null
              && drill.toString().equals(said.get("drill"))
              && ALGORITHMS.contains(answer.getHeader().getAlgorithm())
              && answer.getHeader().getType() != null
              && TYPE.equals(answer.getHeader().getType().getType());
      return ours && signed(answer, JWKSet.parse(jwks));
    } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean signed(JWSObject answer, JWKSet keys) throws JOSEException {
    String kid = answer.getHeader().getKeyID();
    for (JWK key : keys.getKeys()) {
      JWSVerifier verifier = kid == null || kid.equals(key.getKeyID()) ? verifier(key) : null;
      if (verifier != null
          && verifier.supportedJWSAlgorithms().contains(answer.getHeader().getAlgorithm())
          && answer.verify(verifier)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case ECKey ec -> new ECDSAVerifier(ec);
      case RSAKey rsa when rsa.size() >= RSA_BITS_MIN -> new RSASSAVerifier(rsa);
      default -> null;
    };
  }
}
