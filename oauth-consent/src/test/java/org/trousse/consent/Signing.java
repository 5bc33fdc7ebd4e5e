package org.trousse.consent;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keys of test clients and what they sign.
public final class Signing {
  private Signing() {}

  public static ECKey freshKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (com.nimbusds.jose.JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public static String signed(JWSHeader header, Map<String, Object> claims, ECKey key) {
    try {
      SignedJWT token = new SignedJWT(header, JWTClaimsSet.parse(claims));
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// RFC 9449 §4.2.
  public static String proof(ECKey key, String method, String url, @Nullable String token) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", method);
    claims.put("htu", url);
    claims.put("iat", Instant.now().getEpochSecond());
    if (token != null) {
      claims.put("ath", ath(token));
    }
    return signed(proofHeader(key), claims, key);
  }

  public static JWSHeader proofHeader(ECKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(new JOSEObjectType("dpop+jwt"))
        .jwk(key.toPublicJWK())
        .build();
  }

  public static String ath(String token) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
