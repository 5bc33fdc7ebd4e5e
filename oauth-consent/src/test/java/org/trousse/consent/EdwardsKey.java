package org.trousse.consent;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;

/// A client's Ed25519 key and what it signs, made by the JDK.
public final class EdwardsKey {
  private static final int POINT_BYTES = 32;

  private final PrivateKey key;
  private final OctetKeyPair jwk;

  private EdwardsKey(PrivateKey key, OctetKeyPair jwk) {
    this.key = key;
    this.jwk = jwk;
  }

  public static EdwardsKey fresh(String kid) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    // RFC 8410 §4: the point ends the encoding
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - POINT_BYTES, encoded.length);
    OctetKeyPair jwk =
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID(kid).build();
    return new EdwardsKey(pair.getPrivate(), jwk);
  }

  public OctetKeyPair jwk() {
    return jwk;
  }

  /// Begins a header.
  ///
  /// @param alg `EdDSA` (RFC 8037) or `Ed25519` (RFC 9864)
  public static JWSHeader.Builder header(String alg) {
    return new JWSHeader.Builder(JWSAlgorithm.parse(alg));
  }

  public String signed(JWSHeader header, Map<String, Object> claims)
      throws GeneralSecurityException, ParseException {
    String input =
        header.toBase64URL() + "." + JWTClaimsSet.parse(claims).toPayload().toBase64URL();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signature.sign());
  }
}
