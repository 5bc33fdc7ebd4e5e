package org.trousse.sdk.jose;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.trousse.sdk.json.JsonObject;

/// RFC 7638: the name that a key has by itself.
public final class Thumbprint {
  /// RFC 7638 §3.2: the members that make the key, in their order.
  private static final Map<String, List<String>> REQUIRED =
      Map.of("EC", List.of("crv", "kty", "x", "y"), "RSA", List.of("e", "kty", "n"));

  private Thumbprint() {}

  /// The SHA-256 thumbprint of a JWK, public or private.
  ///
  /// @throws IllegalArgumentException when it is neither an EC nor an RSA key, or not whole
  public static String of(JsonObject jwk) {
    List<String> names = REQUIRED.get(jwk.text("kty").orElse(""));
    if (names == null) {
      throw new IllegalArgumentException("an EC or RSA key is needed");
    }
    JsonObject canonical = JsonObject.EMPTY;
    for (String name : names) {
      canonical = canonical.with(name, Base64Url.needed(jwk, name));
    }
    return Base64Url.encode(Base64Url.sha256(canonical.json().getBytes(StandardCharsets.UTF_8)));
  }
}
