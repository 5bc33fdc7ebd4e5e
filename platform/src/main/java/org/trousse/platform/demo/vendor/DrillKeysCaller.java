package org.trousse.platform.demo.vendor;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Objects;

/// A vendor's side of the drill: believes a message only when a key that the platform publishes
/// signed it.
final class DrillKeysCaller {
  private static final JOSEObjectType TYPE = new JOSEObjectType("drill+jws");
  private static final long TIMEOUT_MS = 2_000;

  private final Vertx vertx;
  private final HttpClient http;
  private final String keys;

  /// @param port where the platform is, on this machine
  DrillKeysCaller(Vertx vertx, int port) {
    this.vertx = vertx;
    this.http = vertx.createHttpClient();
    this.keys = "http://localhost:" + port + "/referencing/drill-keys";
  }

  /// Whether the platform signed these very bytes.
  Future<Boolean> signed(Buffer body, String signature) {
    RequestOptions get =
        new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(keys).setTimeout(TIMEOUT_MS);
    return http.request(get)
        .compose(request -> request.send())
        .compose(response -> response.body())
        .compose(published ->
            vertx.executeBlocking(() -> holds(published.toString(), body, signature), false))
        .map(Objects::requireNonNull)
        .otherwise(false);
  }

  /// RFC 7515 appendix F: the payload is not in the signature, it is the body.
  static boolean holds(String published, Buffer body, String signature) {
    String[] parts = signature.split("\\.", -1);
    if (parts.length != 3 || !parts[1].isEmpty()) {
      return false;
    }
    try {
      JWSHeader header = JWSHeader.parse(new Base64URL(parts[0]));
      JWK key = JWKSet.parse(published).getKeyByKeyId(header.getKeyID());
      return TYPE.equals(header.getType())
          && JWSAlgorithm.ES256.equals(header.getAlgorithm())
          && key instanceof ECKey ours
          && new JWSObject(
                  new Base64URL(parts[0]),
                  new Payload(body.toString(StandardCharsets.UTF_8)),
                  new Base64URL(parts[2]))
              .verify(new ECDSAVerifier(ours));
    } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
      return false;
    }
  }
}
