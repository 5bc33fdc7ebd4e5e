package org.trousse.sdk.oauth;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.jose.DpopKey;
import org.trousse.sdk.jose.PrivateJwk;
import org.trousse.sdk.jose.PrivateKeyJwt;

/// Who an app is to the authorization server. The two families contradict each other, so the
/// catalogue's entry names one for each app.
///
/// @param key signs the app's assertions; null for a public app
/// @param dpop the key that tokens are bound to; null where they are bearer tokens
public record ClientIdentity(
    String clientId, Family family, @Nullable PrivateKeyJwt key, @Nullable DpopKey dpop) {

  /// What an app is held to.
  public enum Family {
    /// SMART App Launch 2.2, public: it can keep no secret.
    SMART_PUBLIC,
    /// SMART App Launch 2.2 with an asymmetric key.
    SMART_CONFIDENTIAL,
    /// FAPI 2.0 Security Profile: pushed requests, private_key_jwt, DPoP.
    FAPI2
  }

  public static ClientIdentity smartPublic(String clientId) {
    return new ClientIdentity(clientId, Family.SMART_PUBLIC, null, null);
  }

  public static ClientIdentity smartConfidential(
      String clientId, PrivateJwk key, SecureRandom random) {
    PrivateKeyJwt assertions = new PrivateKeyJwt(clientId, key, random);
    return new ClientIdentity(clientId, Family.SMART_CONFIDENTIAL, assertions, null);
  }

  public static ClientIdentity fapi2(
      String clientId, PrivateJwk key, DpopKey dpop, SecureRandom random) {
    PrivateKeyJwt assertions = new PrivateKeyJwt(clientId, key, random);
    return new ClientIdentity(clientId, Family.FAPI2, assertions, dpop);
  }

  /// Whom an assertion is meant for: the issuer (FAPI 2.0 SP §5.3.2.1) or the token endpoint
  /// (SMART).
  String audience(Discovery server) {
    return family == Family.FAPI2 ? server.issuer() : server.token().toString();
  }
}
