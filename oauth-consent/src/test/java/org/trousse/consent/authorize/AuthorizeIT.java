package org.trousse.consent.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.authorize.AuthorizationChecksTest.CHALLENGE;
import static org.trousse.consent.authorize.AuthorizeGround.GLUCOSE;
import static org.trousse.consent.authorize.AuthorizeGround.NOTES;
import static org.trousse.consent.authorize.AuthorizeGround.ORDERS;
import static org.trousse.consent.authorize.AuthorizeGround.apps;
import static org.trousse.consent.authorize.AuthorizeGround.encoded;
import static org.trousse.consent.authorize.AuthorizeGround.get;
import static org.trousse.consent.authorize.AuthorizeGround.good;
import static org.trousse.consent.authorize.AuthorizeGround.ground;
import static org.trousse.consent.authorize.AuthorizeGround.handle;
import static org.trousse.consent.authorize.AuthorizeGround.lane;
import static org.trousse.consent.authorize.AuthorizeGround.location;
import static org.trousse.consent.authorize.AuthorizeGround.patient;
import static org.trousse.consent.authorize.AuthorizeGround.post;
import static org.trousse.consent.authorize.AuthorizeGround.send;
import static org.trousse.consent.authorize.AuthorizeGround.session;
import static org.trousse.consent.authorize.AuthorizeGround.somebodyNewWhoIsNotHere;
import static org.trousse.consent.authorize.AuthorizeGround.start;
import static org.trousse.consent.authorize.AuthorizeGround.stop;
import static org.trousse.consent.authorize.AuthorizeGround.to;
import static org.trousse.consent.authorize.AuthorizeGround.yes;

import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.SyntheticApps;
import org.trousse.consent.authorize.AuthorizationLane.Session;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

final class AuthorizeIT {
  @BeforeAll
  static void open() {
    start();
  }

  @AfterAll
  static void close() {
    stop();
  }

  @BeforeEach
  void somebodyNew() {
    somebodyNewWhoIsNotHere();
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
    AuthorizeGround.here = Optional.of(session);

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
    AuthorizeGround.here = Optional.of(session);
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
    AuthorizeGround.here = Optional.of(session);
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
    AuthorizeGround.here = Optional.of(session);
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

    // the page can say why; a yes gives nothing
    assertThat(lane.asked(handle).await().orElseThrow().app().status())
        .isEqualTo(AppStatus.SUSPENDED);
    assertThat(lane.approve(handle, yes(GLUCOSE)).await()).isEmpty();
    assertThat(ORDERS).isEmpty();
    assertThat(get(form).statusCode()).isEqualTo(400);
  }
}
