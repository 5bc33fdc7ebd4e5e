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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.Ground;
import org.trousse.consent.app.AppStatus;
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

final class AuthorizeIT {
  private static final String ISSUER = "https://trousse.example";
  private static final Set<Permission> GLUCOSE = Set.of(Permission.read(DataKind.GLUCOSE));

  private static Ground ground;
  private static AppStore apps;
  private static RequestStore requests;
  private static AuthorizationLane lane;
  private static int port;

  private static final List<CodeOrder> ORDERS = new CopyOnWriteArrayList<>();
  private static final List<Decision> NOTES = new CopyOnWriteArrayList<>();
  private static volatile Optional<Session> here = Optional.empty();

  private PatientId patient;
  private Session session;

  @BeforeAll
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
    new PushRoutes(requests, AuthorizeIT::authenticate, ISSUER).mount(router);
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

  private static Future<PushRoutes.Caller> authenticate(
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

  @AfterAll
  static void stop() {
    ground.close();
  }

  @BeforeEach
  void somebodyNewWhoIsNotHere() {
    patient = ground.patient();
    session = new Session(UUID.randomUUID(), ground.account(patient), patient, Instant.now());
    here = Optional.empty();
    ORDERS.clear();
    NOTES.clear();
  }

  private static Map<String, String> good() {
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

  private static String encoded(Map<String, String> form) {
    List<String> pairs = new ArrayList<>();
    form.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          request.header("Cookie", "trousse_session=x").build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> get(Map<String, String> form) throws Exception {
    return send(to("/oauth/authorize?" + encoded(form)));
  }

  private static HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return send(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
  }

  private static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String handle(HttpResponse<String> response) {
    String place = location(response);
    assertThat(place).startsWith("/fr/autoriser?demande=");
    return place.substring(place.indexOf('=') + 1);
  }

  private Approval yes(Set<Permission> permissions) {
    return new Approval(session, patient, permissions, null, Duration.DAYS_30, null, "fr", "the text");
  }

  private static String push(String client, Map<String, String> form) throws Exception {
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

  private static Map<String, String> bring(String client, String uri) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", client);
    form.put("request_uri", uri);
    return form;
  }

  @Tag("consent-11")
  @Tag("consent-20")
  @Test
  void get_and_post_behave_the_same_and_post_carries_30_kB_of_scopes() throws Exception {
    Map<String, String> long_ = good();
    long_.put("scope", "openid " + "patient/Observation.rs ".repeat(1_400));

    assertThat(lane.asked(handle(get(good()))).await()).isPresent();
    assertThat(lane.asked(handle(post("/oauth/authorize", good()))).await()).isPresent();
    assertThat(long_.get("scope")).hasSizeGreaterThan(30 * 1024);
    assertThat(lane.asked(handle(post("/oauth/authorize", long_))).await()).isPresent();
  }

  @Tag("consent-13")
  @Tag("consent-21")
  @Tag("consent-22")
  @Test
  void an_unknown_client_or_redirect_uri_is_shown_a_local_page_and_never_redirects()
      throws Exception {
    Map<String, String> unknown = good();
    unknown.put("client_id", "unknown");
    Map<String, String> elsewhere = good();
    elsewhere.put("redirect_uri", "https://evil.example/");
    here = Optional.of(session);

    for (Map<String, String> form : List.of(unknown, elsewhere, Map.<String, String>of())) {
      HttpResponse<String> response = get(form);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.headers().firstValue("Location")).isEmpty();
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'");
      assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }
  }

  @Tag("consent-6")
  @Test
  void the_authorization_endpoint_never_answers_cors() throws Exception {
    HttpResponse<String> response =
        send(to("/oauth/authorize?" + encoded(good())).header("Origin", "https://app.example"));

    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Tag("consent-22")
  @Test
  void an_error_goes_to_the_app_only_when_the_person_has_signed_in() throws Exception {
    Map<String, String> wrong = good();
    wrong.put("response_type", "token");

    String before = location(get(wrong));
    here = Optional.of(session);
    String after = location(get(wrong));
    String kept = URI.create(before).getQuery().substring("retour=".length());
    String answered = location(send(to(kept)));

    assertThat(before).startsWith("/fr/connexion?retour=%2Ffr%2Freponse%3Fdemande%3D");
    assertThat(after)
        .startsWith("https://app.example/cb?error=unsupported_response_type")
        .contains("&state=st&iss=https%3A%2F%2Ftrousse.example");
    assertThat(answered).isEqualTo(after);
    assertThat(send(to(kept)).statusCode()).isEqualTo(400);
  }

  @Tag("consent-18")
  @Tag("consent-25")
  @Test
  void a_yes_gives_the_grant_and_a_code_with_state_and_iss() throws Exception {
    String handle = handle(get(good()));

    String url = lane.approve(handle, yes(GLUCOSE)).await().orElseThrow();

    assertThat(url)
        .isEqualTo(
            "https://app.example/cb?code=the-code&state=st&iss=https%3A%2F%2Ftrousse.example");
    assertThat(ORDERS)
        .singleElement()
        .satisfies(order -> {
          assertThat(order.challenge()).isEqualTo(CHALLENGE);
          assertThat(order.session()).isEqualTo(session.id());
        });
    assertThat(NOTES)
        .singleElement()
        .satisfies(note -> {
          assertThat(note.what()).isEqualTo("grant");
          assertThat(note.detail()).isEqualTo("glucose.read");
        });
    assertThat(
            ground
                .postgres()
                .ask(
                    "select array_to_string(permissions, ' ') || offline || (select receipt from"
                        + " consent.grant_version v where v.grant_id = g.id) from consent.grant g"
                        + " where patient = "
                        + patient.value()))
        .isEqualTo("glucose.readtruea.b.c");
  }

  @Test
  void never_gives_more_than_was_asked_and_the_app_may_ask() throws Exception {
    String handle = handle(get(good()));
    Set<Permission> more =
        Set.of(
            Permission.read(DataKind.GLUCOSE),
            Permission.read(DataKind.IDENTITY),
            Permission.add(DataKind.BODY_WEIGHT));

    assertThat(lane.asked(handle).await().orElseThrow().permissions()).isEqualTo(GLUCOSE);
    lane.approve(handle, yes(more)).await();

    assertThat(NOTES.getFirst().detail()).isEqualTo("glucose.read");
  }

  @Tag("consent-26")
  @Test
  void a_no_answers_access_denied_with_state_and_iss_and_leaves_only_the_audit_line()
      throws Exception {
    String handle = handle(get(good()));

    String url = lane.refuse(handle, session, patient).await().orElseThrow();

    assertThat(url)
        .startsWith("https://app.example/cb?error=access_denied")
        .endsWith("&state=st&iss=https%3A%2F%2Ftrousse.example");
    assertThat(NOTES).singleElement().extracting(Decision::what).isEqualTo("refuse");
    assertThat(
            ground
                .postgres()
                .ask("select count(*) from consent.grant where patient = " + patient.value()))
        .isEqualTo("0");
  }

  @Tag("consent-125")
  @Test
  void a_request_is_answered_once_and_only_by_whom_it_was_shown_to() throws Exception {
    String handle = handle(get(good()));
    UUID other = UUID.randomUUID();

    assertThat(lane.claim(handle, session.account()).await()).isTrue();
    assertThat(lane.claim(handle, other).await()).isFalse();
    Session foreign = new Session(UUID.randomUUID(), other, patient, Instant.now());
    assertThat(lane.refuse(handle, foreign, patient).await()).isEmpty();
    List<Future<Optional<String>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(lane.approve(handle, yes(GLUCOSE)));
    }

    assertThat(all.stream().filter(one -> one.await().isPresent())).hasSize(1);
    assertThat(ORDERS).hasSize(1);
  }

  @Tag("consent-24")
  @Test
  void prompt_none_gives_a_code_only_to_who_is_here_and_has_allowed_all_of_it() throws Exception {
    Map<String, String> none = good();
    none.put("prompt", "none");
    String nobody = location(get(none));
    here = Optional.of(session);
    String nothing = location(get(none));
    lane.approve(handle(get(good())), yes(GLUCOSE)).await();

    assertThat(nobody).contains("error=login_required").contains("&iss=");
    assertThat(nothing).contains("error=consent_required");
    assertThat(location(get(none))).startsWith("https://app.example/cb?code=the-code");
    Map<String, String> more = good();
    more.put("prompt", "none");
    more.put("scope", "patient/Observation.crs");
    assertThat(location(get(more))).contains("error=consent_required");
  }

  @Tag("consent-24")
  @Test
  void prompt_consent_forces_the_screen_also_when_all_is_allowed() throws Exception {
    here = Optional.of(session);
    lane.approve(handle(get(good())), yes(GLUCOSE)).await();
    Map<String, String> consent = good();
    consent.put("prompt", "consent");

    assertThat(location(get(consent))).startsWith("/fr/autoriser?demande=");
  }

  @Tag("consent-80")
  @Test
  void a_pending_request_dies_with_its_app_within_a_second() throws Exception {
    apps.register(SyntheticApps.app("dying", SecurityProfile.SMART_PUBLIC)).await();
    Map<String, String> form = good();
    form.put("client_id", "dying");
    String handle = handle(get(form));

    apps.change("dying", AppStatus.SUSPENDED).await();

    assertThat(lane.asked(handle).await()).isEmpty();
    assertThat(get(form).statusCode()).isEqualTo(400);
  }

  @Tag("consent-27")
  @Test
  void par_takes_post_only_and_asks_for_client_authentication() throws Exception {
    HttpResponse<String> get = send(to("/oauth/par"));
    HttpResponse<String> nobody = post("/oauth/par", good());

    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains("\"invalid_client\"");
  }

  @Tag("consent-28")
  @Tag("consent-31")
  @Tag("consent-34")
  @Test
  void a_request_uri_is_used_up_by_the_answer_and_not_by_opening_the_page() throws Exception {
    String uri = push("fapi2", good());
    Map<String, String> browser = bring("fapi2", uri);
    browser.put("scope", "patient/Observation.crs");
    browser.put("redirect_uri", "https://evil.example/");

    String first = handle(get(browser));
    String second = handle(get(browser));
    String url = lane.approve(second, yes(GLUCOSE)).await().orElseThrow();

    assertThat(first).isEqualTo(second);
    assertThat(url).startsWith("https://app.example/cb?code=the-code");
    assertThat(ORDERS.getFirst().scope()).isEqualTo(good().get("scope"));
    assertThat(get(browser).statusCode()).isEqualTo(400);
  }

  @Tag("consent-29")
  @Test
  void par_refuses_a_request_uri_in_its_body_and_request_objects() throws Exception {
    for (String name : List.of("request_uri", "request")) {
      Map<String, String> form = good();
      form.put("client_id", "fapi2");
      form.put("client_assertion", "fapi2");
      form.put(name, "urn:ietf:params:oauth:request_uri:x");

      assertThat(post("/oauth/par", form).statusCode()).isEqualTo(400);
    }
  }

  @Tag("consent-30")
  @Tag("consent-32")
  @Test
  void a_request_uri_of_another_client_or_an_expired_one_is_an_error_without_fall_back()
      throws Exception {
    String uri = push("fapi2", good());
    Map<String, String> other = good();
    other.put("request_uri", uri);
    String expired = push("smart-public", good());
    ground
        .pool()
        .query("update consent.request set expires_at = now() where client_id = 'smart-public'")
        .execute()
        .await();
    Map<String, String> late = good();
    late.put("request_uri", expired);
    Map<String, String> unpushed = good();
    unpushed.put("client_id", "fapi2");

    assertThat(get(other).statusCode()).isEqualTo(400);
    assertThat(get(late).statusCode()).isEqualTo(400);
    assertThat(get(unpushed).statusCode()).isEqualTo(400);
  }

  @Tag("consent-56")
  @Test
  void a_proof_at_par_binds_the_code_and_must_agree_with_dpop_jkt() throws Exception {
    Map<String, String> form = good();
    form.put("client_id", "fapi2");
    form.put("client_assertion", "fapi2");
    form.put("dpop_jkt", CHALLENGE);
    HttpResponse<String> disagrees =
        send(
            to("/oauth/par")
                .header("DPoP", "another-key")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    Map<String, String> bound = good();
    bound.put("dpop_jkt", CHALLENGE);
    String handle = handle(get(bring("fapi2", push("fapi2", bound))));
    lane.approve(handle, yes(GLUCOSE)).await();

    assertThat(disagrees.body()).contains("invalid_dpop_proof");
    assertThat(ORDERS.getFirst().dpopJkt()).isEqualTo(CHALLENGE);
  }

  @Tag("consent-126")
  @Test
  void waiting_requests_are_capped_per_client_and_purged() throws Exception {
    apps.register(SyntheticApps.app("flood", SecurityProfile.FAPI2)).await();
    ground
        .pool()
        .query(
            """
            insert into consent.request
              (hash, client_id, pushed, content, created_at, expires_at)
            select decode(md5(n::text), 'hex'), 'flood', true, '{}', now(), now() + interval '5 minutes'
            from generate_series(1, %d) n\
            """
                .formatted(RequestStore.WAITING_MAX - 1))
        .execute()
        .await();

    assertThat(requests.keep("flood", true, "{}").await()).isPresent();
    assertThat(requests.keep("flood", true, "{}").await()).isEmpty();
    assertThat(requests.keep("fapi2", true, "{}").await()).isPresent();
    ground
        .pool()
        .query(
            "update consent.request set created_at = now() - interval '1 hour' where client_id ="
                + " 'flood'")
        .execute()
        .await();
    assertThat(requests.purge().await()).isEqualTo(RequestStore.WAITING_MAX);
  }

  @Tag("consent-47")
  @Test
  void no_handle_stands_in_the_table() throws Exception {
    String handle = handle(get(good()));

    assertThat(
            ground
                .postgres()
                .ask(
                    "select count(*) from consent.request r where position('"
                        + handle
                        + "' in r::text) > 0"))
        .isEqualTo("0");
  }
}
