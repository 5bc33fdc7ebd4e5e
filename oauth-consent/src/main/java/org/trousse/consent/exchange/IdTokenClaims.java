package org.trousse.consent.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.secret.KeyedHash;

/// What an id_token says (OpenID Connect Core §2, SMART App Launch 2.2).
public final class IdTokenClaims {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int SUBJECT_CHARS = 43;

  private IdTokenClaims() {}

  /// Pairwise (OpenID Connect Core §8.1): two apps cannot tell that they have the same person.
  public static String subject(KeyedHash hash, String clientId, UUID account) {
    byte[] digest = hash.of("subject " + clientId + ' ' + account);
    return HexFormat.of().formatHex(digest).substring(0, SUBJECT_CHARS);
  }

  static Map<String, Object> of(
      String issuer,
      String clientId,
      String subject,
      @Nullable String nonce,
      @Nullable Instant authTime,
      @Nullable String fhirUser,
      Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", subject);
    claims.put("aud", clientId);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    if (authTime != null) {
      claims.put("auth_time", authTime.getEpochSecond());
    }
    if (nonce != null) {
      claims.put("nonce", nonce);
    }
    if (fhirUser != null) {
      claims.put("fhirUser", fhirUser);
    }
    return claims;
  }
}
