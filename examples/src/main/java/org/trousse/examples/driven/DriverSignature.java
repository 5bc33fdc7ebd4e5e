package org.trousse.examples.driven;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.json.JsonReader;

/// Whether a message comes from the platform: a detached JWS (RFC 7515 appendix F), ES256, by a key
/// that the platform publishes.
public final class DriverSignature {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private DriverSignature() {}

  /// Whether a key of the set signed the body.
  ///
  /// @param keySet where the platform publishes its keys; never taken from the message
  public static boolean holds(
      HttpClient http, URI keySet, @Nullable String signature, String body) {
    String[] parts = signature == null ? new String[0] : signature.split("\\.", -1);
    if (parts.length != 3 || !parts[1].isEmpty()) {
      return false;
    }
    try {
      JsonObject header = JsonObject.parse(text(parts[0]), JsonReader.CHARACTERS_MAX);
      JsonObject key = key(http, keySet, header.text("kid").orElse(""));
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(publicKey(key));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      verifier.update((parts[0] + "." + payload).getBytes(StandardCharsets.US_ASCII));
      return header.text("alg").orElse("").equals("ES256")
          && verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      return false;
    }
  }

  private static JsonObject key(HttpClient http, URI keySet, String kid) {
    HttpRequest request = HttpRequest.newBuilder(keySet).timeout(PATIENCE).build();
    String json = http.sendAsync(request, BodyHandlers.ofString()).join().body();
    return JsonObject.parse(json, JsonReader.CHARACTERS_MAX).objects("keys").stream()
        .filter(key -> key.text("kid").orElse("").equals(kid))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such key"));
  }

  private static PublicKey publicKey(JsonObject jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.text(name).orElse("")));
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
