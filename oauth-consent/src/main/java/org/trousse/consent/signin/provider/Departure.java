package org.trousse.consent.signin.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.trousse.consent.secret.Secrets;

/// One way to a provider and back.
///
/// @param state comes back in the address, `nonce` in the token
/// @param verifier RFC 7636 §4.1
/// @param browser what the browser keeps, so that nobody else's answer is taken for its own
public record Departure(String state, String nonce, String verifier, String browser) {
  public static Departure fresh() {
    return new Departure(Secrets.fresh(), Secrets.fresh(), Secrets.fresh(), Secrets.fresh());
  }

  /// OpenID Connect Core 1.0 §3.1.2.1.
  public URI to(Provider provider, String redirectUri) {
    return URI.create(
        Query.on(provider.endpoints().authorize())
            .with("response_type", "code")
            .with("client_id", provider.clientId())
            .with("redirect_uri", redirectUri)
            .with("scope", provider.scope())
            .with("state", state)
            .with("nonce", nonce)
            .with("acr_values", provider.acrAsked())
            .with("code_challenge", challenge())
            .with("code_challenge_method", "S256")
            .text());
  }

  private String challenge() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /// Nothing of it.
  @Override
  public String toString() {
    return "Departure(…)";
  }
}
