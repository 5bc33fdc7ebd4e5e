package org.trousse.referencing.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.sandbox.proof.ClientProof;
import org.trousse.referencing.sandbox.proof.DpopProof;
import org.trousse.referencing.sandbox.wire.Form;

/// The played app's requests: forms with its assertion, requests with its token, proofs.
final class PlayedWire {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<Flaw> flaws;
  private final boolean fapi;
  private final ECKey dpop = newKey();
  volatile ECKey clientKey = newKey();

  PlayedWire(Set<Flaw> flaws, boolean fapi) {
    this.flaws = flaws;
    this.fapi = fapi;
  }

  static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Null when the line broke.
  @Nullable HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  /// A form to the authorization server, with who the app is.
  @Nullable HttpResponse<String> form(String url, String issuer, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("client_id", "sandbox-client");
    if (fapi) {
      all.put("client_assertion_type", ClientProof.TYPE);
      all.put("client_assertion", assertion(issuer));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Form.query(all)));
    if (binds()) {
      request.header("DPoP", proof("POST", url, null));
    }
    return send(request);
  }

  /// A request with the app's token.
  @Nullable HttpResponse<String> with(
      String token, String method, String url, @Nullable String json, Map<String, String> more) {
    String address =
        flaws.contains(Flaw.TOKEN_IN_URL)
            ? url + (url.contains("?") ? "&" : "?") + "access_token=" + token
            : url;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", (binds() ? "DPoP " : "Bearer ") + token)
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    more.forEach(request::header);
    if (binds()) {
      request.header("DPoP", proof(method, url.split("\\?", 2)[0], token));
    }
    return send(request);
  }

  @Nullable HttpResponse<String> basic(String url, String credentials, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private boolean binds() {
    return fapi && !flaws.contains(Flaw.NO_DPOP);
  }

  private @Nullable HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException broken) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private String assertion(String issuer) {
    Instant now = Instant.now();
    int life = flaws.contains(Flaw.LONG_ASSERTION) ? 3_600 : 60;
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("sandbox-client")
            .subject("sandbox-client")
            .claim("aud", issuer)
            .jwtID(flaws.contains(Flaw.SAME_JTI) ? "always-the-same" : UUID.randomUUID().toString())
            .claim("iat", now.getEpochSecond())
            .claim("exp", now.getEpochSecond() + life)
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(clientKey.getKeyID()).build();
    return signed(header, claims, clientKey);
  }

  private String proof(String method, String url, @Nullable String token) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", url)
            .claim("iat", Instant.now().getEpochSecond());
    if (token != null) {
      claims.claim("ath", DpopProof.sha256(token));
    }
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(dpop.toPublicJWK())
            .build();
    return signed(header, claims.build(), dpop);
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
