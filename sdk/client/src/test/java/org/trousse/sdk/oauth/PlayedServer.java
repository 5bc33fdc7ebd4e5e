package org.trousse.sdk.oauth;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.trousse.sdk.http.Loopback;
import org.trousse.sdk.http.Loopback.Reply;
import org.trousse.sdk.jose.DpopKey;
import org.trousse.sdk.jose.PrivateJwk;

/// An authorization server that a test plays, with the addresses of ours.
public final class PlayedServer implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  public final Loopback http = new Loopback();
  public final StoppedClock clock = new StoppedClock();
  public final PrivateJwk key = PrivateJwk.generate();
  public final DpopKey dpop = DpopKey.fresh(RANDOM);

  public PlayedServer() {
    String smart =
        """
        {"issuer": "ROOT", "authorization_endpoint": "ROOT/oauth/authorize",
         "token_endpoint": "ROOT/oauth/token", "capabilities": ["launch-standalone"]}\
        """;
    String said =
        """
        {"issuer": "ROOT", "authorization_endpoint": "ROOT/oauth/authorize",
         "token_endpoint": "ROOT/oauth/token", "revocation_endpoint": "ROOT/oauth/revoke",
         "pushed_authorization_request_endpoint": "ROOT/oauth/par",
         "device_authorization_endpoint": "ROOT/oauth/device",
         "authorization_response_iss_parameter_supported": true}\
        """;
    says("/fhir/.well-known/smart-configuration", 200, smart.replace("ROOT", http.root()));
    says("/.well-known/oauth-authorization-server", 200, said.replace("ROOT", http.root()));
  }

  /// One answer, always the same.
  public PlayedServer says(String path, int status, String body) {
    http.on(path, request -> Reply.json(status, body));
    return this;
  }

  public OAuthClient smart() {
    return discovered(ClientIdentity.smartPublic("app-1"));
  }

  public OAuthClient confidential() {
    return discovered(ClientIdentity.smartConfidential("app-1", key, RANDOM));
  }

  public OAuthClient fapi() {
    return discovered(ClientIdentity.fapi2("app-1", key, dpop, RANDOM));
  }

  private OAuthClient discovered(ClientIdentity identity) {
    return soon(OAuthClient.discover(HttpClient.newHttpClient(), http.at("/fhir"), identity, clock))
        .found()
        .orElseThrow();
  }

  /// Tokens of a token response.
  public static String tokens(String type, String access, String refresh) {
    return """
    {"access_token": "%s", "token_type": "%s", "expires_in": 300, "refresh_token": "%s",
     "scope": "patient/Observation.rs offline_access", "patient": "p1"}\
    """
        .formatted(access, type, refresh);
  }

  public static <T> T soon(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    http.close();
  }
}
