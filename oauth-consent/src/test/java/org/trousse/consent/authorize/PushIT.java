package org.trousse.consent.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.authorize.AuthorizationChecksTest.CHALLENGE;
import static org.trousse.consent.authorize.AuthorizeGround.GLUCOSE;
import static org.trousse.consent.authorize.AuthorizeGround.ORDERS;
import static org.trousse.consent.authorize.AuthorizeGround.apps;
import static org.trousse.consent.authorize.AuthorizeGround.bring;
import static org.trousse.consent.authorize.AuthorizeGround.encoded;
import static org.trousse.consent.authorize.AuthorizeGround.get;
import static org.trousse.consent.authorize.AuthorizeGround.good;
import static org.trousse.consent.authorize.AuthorizeGround.ground;
import static org.trousse.consent.authorize.AuthorizeGround.handle;
import static org.trousse.consent.authorize.AuthorizeGround.lane;
import static org.trousse.consent.authorize.AuthorizeGround.post;
import static org.trousse.consent.authorize.AuthorizeGround.push;
import static org.trousse.consent.authorize.AuthorizeGround.requests;
import static org.trousse.consent.authorize.AuthorizeGround.send;
import static org.trousse.consent.authorize.AuthorizeGround.somebodyNewWhoIsNotHere;
import static org.trousse.consent.authorize.AuthorizeGround.start;
import static org.trousse.consent.authorize.AuthorizeGround.stop;
import static org.trousse.consent.authorize.AuthorizeGround.to;
import static org.trousse.consent.authorize.AuthorizeGround.yes;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.SyntheticApps;

final class PushIT {
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
  @Test
  void a_pushed_scope_may_have_30_kB() throws Exception {
    Map<String, String> form = good();
    form.put("scope", "openid " + "patient/Observation.rs ".repeat(1_400).strip());

    assertThat(form.get("scope")).hasSizeGreaterThan(30 * 1024);
    assertThat(push("smart-public", form)).startsWith("urn:ietf:params:oauth:request_uri:");
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
