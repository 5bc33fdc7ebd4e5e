package org.trousse.sdk.jose;

import java.security.SecureRandom;
import java.time.Instant;
import org.trousse.sdk.json.JsonObject;

/// RFC 7523 §2.2: an app shows who it is by what only its key can sign. Each assertion serves once.
public final class PrivateKeyJwt {
  /// `client_assertion_type`.
  public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /// Longer than any request takes, far below the five minutes that servers allow.
  static final int LIFETIME_S = 60;

  private final String clientId;
  private final PrivateJwk key;
  private final SecureRandom random;

  public PrivateKeyJwt(String clientId, PrivateJwk key, SecureRandom random) {
    this.clientId = clientId;
    this.key = key;
    this.random = random;
  }

  /// A new assertion.
  ///
  /// @param audience the issuer for FAPI 2.0 (§5.3.2.1), the token endpoint for SMART; one string,
  ///   never a list
  public String assertion(String audience, Instant now) {
    JsonObject header = JsonObject.EMPTY.with("typ", "JWT").with("kid", key.kid().orElse(null));
    JsonObject claims =
        JsonObject.EMPTY
            .with("iss", clientId)
            .with("sub", clientId)
            .with("aud", audience)
            .with("jti", Base64Url.random(random))
            .with("iat", now.getEpochSecond())
            .with("exp", now.getEpochSecond() + LIFETIME_S);
    return key.signed(header, claims);
  }
}
