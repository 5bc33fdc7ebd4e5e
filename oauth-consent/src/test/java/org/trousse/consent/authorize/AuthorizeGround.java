package org.trousse.consent.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.authorize.AuthorizationChecksTest.CHALLENGE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.Ground;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.app.SyntheticApps;
import org.trousse.consent.authorize.AuthorizationLane.Approval;
import org.trousse.consent.authorize.AuthorizationLane.CodeOrder;
import org.trousse.consent.authorize.AuthorizationLane.Session;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// A server with the authorization endpoint and PAR, its browser, and who sits there.
@SuppressWarnings("NullAway.Init") // start() comes before all else
final class AuthorizeGround {
  static final String ISSUER = "https://trousse.example";
  static final Set<Permission> GLUCOSE = Set.of(Permission.read(DataKind.GLUCOSE));

  static Ground ground;
  static AppStore apps;
  static RequestStore requests;
  static AuthorizationLane lane;
  static int port;

  static final List<CodeOrder> ORDERS = new CopyOnWriteArrayList<>();
  static final List<Decision> NOTES = new CopyOnWriteArrayList<>();
  static volatile Optional<Session> here = Optional.empty();

  static PatientId patient;
  static Session session;

  static void start() {
    ground = new Ground();
    ChangeStore changes = new ChangeStore(ground.pool());
    apps = new AppStore(ground.pool(), changes);
    requests = new RequestStore(ground.pool(), Ground.hash(), Clock.systemUTC());
    lane =
        new AuthorizationLane(
            requests,
            apps::find,
            new GrantStore(ground.pool(), changes, Clock.systemUTC()),
            order -> {
              ORDERS.add(order);
              return Future.succeededFuture("the-code");
            },
            (alg, typ, claims) -> Future.succeededFuture("a.b.c"),
            decision -> {
              NOTES.add(decision);
              return Future.succeededFuture();
            },
            ISSUER,
            Clock.systemUTC());
    Router router = Router.router(ground.vertx());
    new AuthorizeRoutes(
            requests,
            apps::find,
            lane,
            cookie -> Future.succeededFuture(here),
            (language, title, path, body) -> "<html>" + body,
            ISSUER)
        .mount(router);
    new PushRoutes(requests, AuthorizeGround::authenticate, ISSUER).mount(router);
    port =
        ground
            .vertx()
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    for (SecurityProfile profile : SecurityProfile.values()) {
      apps.register(SyntheticApps.app(profile.word(), profile)).await();
    }
  }

  static Future<PushRoutes.Caller> authenticate(
      Map<String, String> form,
      @Nullable String authorization,
      List<String> proofs,
      String endpoint) {
    if (!form.containsKey("client_assertion")) {
      return Future.succeededFuture(new PushRoutes.Unknown(401, "invalid_client", "no"));
    }
    return apps.find(form.get("client_assertion"))
        .map(app ->
            new PushRoutes.Known(app.orElseThrow(), proofs.isEmpty() ? null : proofs.getFirst()));
  }

  static void stop() {
    ground.close();
  }

  static void somebodyNewWhoIsNotHere() {
    patient = ground.patient();
    session = new Session(UUID.randomUUID(), ground.account(patient), patient, Instant.now());
    here = Optional.empty();
    ORDERS.clear();
    NOTES.clear();
  }

  static Map<String, String> good() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", "smart-public");
    form.put("response_type", "code");
    form.put("redirect_uri", "https://app.example/cb");
    form.put("scope", "openid offline_access patient/Observation.rs");
    form.put("state", "st");
    form.put("aud", ISSUER + "/fhir");
    form.put("code_challenge", CHALLENGE);
    form.put("code_challenge_method", "S256");
    return form;
  }

  static String encoded(Map<String, String> form) {
    List<String> pairs = new ArrayList<>();
    form.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          request.header("Cookie", "trousse_session=x").build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  static HttpResponse<String> get(Map<String, String> form) throws Exception {
    return send(to("/oauth/authorize?" + encoded(form)));
  }

  static HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return send(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
  }

  static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  static String handle(HttpResponse<String> response) {
    String place = location(response);
    assertThat(place).startsWith("/fr/autoriser?demande=");
    return place.substring(place.indexOf('=') + 1);
  }

  static Approval yes(Set<Permission> permissions) {
    return new Approval(
        session, patient, permissions, null, Duration.DAYS_30, null, "fr", "the text");
  }

  static String push(String client, Map<String, String> form) throws Exception {
    Map<String, String> pushed = new LinkedHashMap<>(form);
    pushed.put("client_id", client);
    pushed.put("client_assertion", client);
    HttpResponse<String> response = post("/oauth/par", pushed);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    ObjectNode json = StrictJson.object(response.body()).orElseThrow();
    assertThat(json.get("expires_in").intValue()).isBetween(60, 599);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    return json.get("request_uri").textValue();
  }

  static Map<String, String> bring(String client, String uri) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", client);
    form.put("request_uri", uri);
    return form;
  }

  private AuthorizeGround() {}
}
