package org.trousse.sdk.oauth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.trousse.sdk.jose.Base64Url;

/// RFC 7636, S256: whoever redeems a code is who asked for it.
///
/// @param verifier a secret until the code is redeemed; 43 to 128 unreserved characters (§4.1)
public record Pkce(String verifier) {
  public static final String METHOD = "S256";

  public Pkce {
    if (!verifier.matches("[A-Za-z0-9._~-]{43,128}")) {
      throw new IllegalArgumentException("a verifier has 43 to 128 unreserved characters");
    }
  }

  public static Pkce fresh(SecureRandom random) {
    return new Pkce(Base64Url.random(random));
  }

  /// §4.2.
  public String challenge() {
    return Base64Url.encode(Base64Url.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  /// Never the verifier.
  @Override
  public String toString() {
    return "Pkce(" + challenge() + ")";
  }
}
