package org.trousse.sdk.jose;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// RFC 9449: the key to which an app's tokens are bound. A stolen token is worth nothing without
/// it.
public final class DpopKey {
  private final PrivateJwk key;
  private final SecureRandom random;

  public DpopKey(PrivateJwk key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /// A new key; the tokens got with it end with it, unless the app keeps it.
  public static DpopKey fresh(SecureRandom random) {
    return new DpopKey(PrivateJwk.generate(), random);
  }

  /// `dpop_jkt` (§10).
  public String thumbprint() {
    return key.thumbprint();
  }

  /// A proof for one request (§4.2).
  ///
  /// @param accessToken what the request carries; null at the token endpoint
  /// @param nonce what this server asked to see; null when it asked for none
  public String proof(
      String method, URI uri, @Nullable String accessToken, @Nullable String nonce, Instant now) {
    JsonObject header = JsonObject.EMPTY.with("typ", "dpop+jwt").with("jwk", key.publicJwk());
    JsonObject claims =
        JsonObject.EMPTY
            .with("jti", Base64Url.random(random))
            .with("htm", method)
            .with("htu", target(uri))
            .with("iat", now.getEpochSecond())
            .with("ath", accessToken == null ? null : hash(accessToken))
            .with("nonce", nonce);
    return key.signed(header, claims);
  }

  /// §4.3: without query and fragment.
  static String target(URI uri) {
    String text = uri.toString();
    int end = text.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = text.indexOf(mark);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return text.substring(0, end);
  }

  /// §4.2: `ath`.
  static String hash(String accessToken) {
    return Base64Url.encode(Base64Url.sha256(accessToken.getBytes(StandardCharsets.US_ASCII)));
  }
}
