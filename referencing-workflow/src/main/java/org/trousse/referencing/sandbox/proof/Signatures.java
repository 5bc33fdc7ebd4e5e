package org.trousse.referencing.sandbox.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.Set;

/// Signatures of the algorithms that the real server takes.
final class Signatures {
  static final Set<JWSAlgorithm> FAPI = Set.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256);
  static final Set<JWSAlgorithm> SMART =
      Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384, JWSAlgorithm.ES256, JWSAlgorithm.PS256);

  private static final int RSA_BITS_MIN = 2_048;

  private Signatures() {}

  static boolean verifies(JWK key, SignedJWT token) {
    try {
      return switch (key) {
        case ECKey ec -> token.verify(new ECDSAVerifier(ec));
        case RSAKey rsa when rsa.size() >= RSA_BITS_MIN -> token.verify(new RSASSAVerifier(rsa));
        default -> false;
      };
    } catch (JOSEException | IllegalStateException unusable) {
      return false;
    }
  }
}
