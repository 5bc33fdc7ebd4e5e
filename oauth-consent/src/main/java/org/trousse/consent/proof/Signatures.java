package org.trousse.consent.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/// Signatures of JWTs. Blocks for as long as the arithmetic takes.
public final class Signatures {
  /// RFC 8725 and FAPI 2.0 §5.4.1: nothing below.
  private static final int RSA_BITS_MIN = 2_048;

  private static final Set<JWSAlgorithm> ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  private Signatures() {}

  /// Whether the key made the signature; false when it cannot have.
  public static boolean verifies(JWK key, SignedJWT token) {
    try {
      return switch (key) {
        case ECKey elliptic -> verifies(new ECDSAVerifier(elliptic), token);
        case RSAKey rsa -> rsa.size() >= RSA_BITS_MIN && verifies(new RSASSAVerifier(rsa), token);
        case OctetKeyPair edwards -> ed25519(edwards, token);
        default -> false;
      };
    } catch (JOSEException | GeneralSecurityException | IllegalArgumentException unusable) {
      return false;
    }
  }

  private static boolean verifies(JWSVerifier verifier, SignedJWT token) throws JOSEException {
    return token.verify(verifier);
  }

  /// RFC 8032 by the JDK: Nimbus would ask for another library.
  private static boolean ed25519(OctetKeyPair key, SignedJWT token)
      throws GeneralSecurityException {
    byte[] point = key.getDecodedX();
    if (!Curve.Ed25519.equals(key.getCurve())
        || !ED25519.contains(token.getHeader().getAlgorithm())
        || point.length != 32) {
      return false;
    }
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(publicKey(point));
    signature.update(token.getSigningInput());
    return signature.verify(token.getSignature().decode());
  }

  /// RFC 8032 §5.1.2: little-endian y, the highest bit is the sign of x.
  private static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    byte[] bigEndian = new byte[point.length];
    for (int at = 0; at < point.length; at++) {
      bigEndian[at] = point[point.length - 1 - at];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7F;
    EdECPoint where = new EdECPoint(odd, new BigInteger(1, bigEndian));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, where));
  }
}
