package org.trousse.consent.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.Ground;
import org.trousse.consent.Issuing;
import org.trousse.consent.Issuing.Answer;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.door.Opening;
import org.trousse.consent.door.Presented;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

/// The token endpoint over HTTP, two processes on one database.
final class TokenRoutesIT {
  private static final Permission GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final Permission WEIGHT = Permission.read(DataKind.BODY_WEIGHT);
  private static final String SCOPE =
      "openid fhirUser launch/patient offline_access patient/glucose.read"
          + " patient/body-weight.read";

  private static Ground ground;
  private static Issuing one;
  private static Issuing two;

  @BeforeAll
  static void open() {
    ground = new Ground();
    one = new Issuing(ground, Clock.systemUTC());
    two = new Issuing(ground, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    one.close();
    two.close();
    ground.close();
  }

  private record Party(App app, Grant grant) {
    Answer redeem(String code) {
      return one.token(Issuing.redemption(app, code));
    }

    Answer first() {
      return redeem(one.code(grant, SCOPE));
    }
  }

  private static Party publicApp() {
    App app = one.app(SecurityProfile.SMART_PUBLIC);
    return new Party(app, one.grant(app, Duration.DAYS_30, GLUCOSE, WEIGHT));
  }

  private static Opening opening(Issuing node, String token) {
    return node.door
        .open(new Presented("Bearer", token, null, "GET", Issuing.ISSUER + "/fhir/Observation"))
        .await();
  }

  @Test
  @Tag("consent-41")
  @Tag("consent-44")
  @Tag("consent-45")
  @Tag("consent-48")
  void the_answer_has_all_four_fields_and_nobody_may_cache_it() {
    Answer answer = publicApp().first();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("access_token")).hasSizeBetween(22, 2_000);
    assertThat(answer.text("token_type")).isEqualTo("Bearer");
    assertThat(answer.body().getInteger("expires_in")).isBetween(290, 300);
    assertThat(answer.raw().headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.raw().headers().firstValue("Pragma")).contains("no-cache");
  }

  @Test
  @Tag("consent-42")
  @Tag("consent-62")
  @Tag("consent-112")
  void scope_is_what_the_patient_granted_and_not_what_was_asked() {
    App app = one.app(SecurityProfile.SMART_PUBLIC);
    Grant grant = one.grant(app, Duration.DAYS_30, GLUCOSE);

    Answer answer = one.token(Issuing.redemption(app, one.code(grant, SCOPE)));

    assertThat(answer.text("scope"))
        .isEqualTo("openid fhirUser launch/patient offline_access patient/glucose.read");
    assertThat(answer.text("refresh_token")).isNotBlank();
  }

  @Test
  @Tag("consent-43")
  void patient_is_told_only_with_a_patient_scope() {
    Party party = publicApp();

    Answer with = party.first();
    Answer without = party.redeem(one.code(party.grant(), "openid"));

    assertThat(with.text("patient")).startsWith(party.app().clientId() + "-sees-");
    assertThat(with.body().getBoolean("need_patient_banner")).isTrue();
    assertThat(without.body().containsKey("patient")).isFalse();
  }

  @Test
  @Tag("consent-46")
  @Tag("consent-17")
  void the_id_token_is_pairwise_and_names_the_user_as_the_app_knows_them() {
    Party party = publicApp();

    String[] token = party.first().text("id_token").split("\\.", 2);

    JsonObject claims = new JsonObject(token[1]);
    assertThat(token[0]).isEqualTo("RS256");
    assertThat(claims.getString("iss")).isEqualTo(Issuing.ISSUER);
    assertThat(claims.getString("aud")).isEqualTo(party.app().clientId());
    assertThat(claims.getString("nonce")).isEqualTo("nonce-1");
    assertThat(claims.getString("sub")).hasSizeBetween(20, 255);
    assertThat(claims.getString("sub"))
        .isNotEqualTo(IdTokenClaims.subject(Ground.hash(), "another", party.grant().account()));
    assertThat(claims.getString("fhirUser"))
        .startsWith(Issuing.ISSUER + "/fhir/Patient/" + party.app().clientId());
  }

  @Test
  @Tag("consent-35")
  void a_code_used_twice_is_refused_and_its_tokens_end_everywhere_within_a_second()
      throws InterruptedException {
    Party party = publicApp();
    String code = one.code(party.grant(), SCOPE);
    Answer first = party.redeem(code);
    assertThat(opening(two, first.text("access_token"))).isInstanceOf(Opening.Opened.class);

    Answer second = party.redeem(code);

    assertThat(second.text("error")).isEqualTo("invalid_grant");
    Thread.sleep(1_000);
    assertThat(opening(two, first.text("access_token"))).isInstanceOf(Opening.Refused.class);
    assertThat(one.token(Issuing.refreshing(first.text("refresh_token"))).status()).isEqualTo(400);
  }

  @Test
  @Tag("consent-36")
  void a_code_is_bound_to_its_client_redirect_uri_and_key() {
    Party party = publicApp();
    Party other = publicApp();
    String code = one.code(party.grant(), SCOPE);
    Map<String, String> elsewhere = Issuing.redemption(party.app(), code);
    elsewhere.put("redirect_uri", Issuing.REDIRECT + "/");
    String bound = one.code(party.grant(), SCOPE, "thumbprint", null);

    assertThat(other.redeem(code).text("error")).isEqualTo("invalid_grant");
    assertThat(one.token(elsewhere).text("error")).isEqualTo("invalid_grant");
    assertThat(party.redeem(bound).text("error")).isEqualTo("invalid_dpop_proof");
    assertThat(party.redeem(code).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @Tag("consent-37")
  @ValueSource(
      strings = {"", " ", "another-verifier-of-43-characters-or-more-for-it", "THE CHALLENGE"})
  void a_missing_blank_wrong_or_copied_verifier_is_refused(String verifier) {
    Party party = publicApp();
    Map<String, String> form = Issuing.redemption(party.app(), one.code(party.grant(), SCOPE));
    form.put(
        "code_verifier",
        verifier.equals("THE CHALLENGE")
            ? com.nimbusds.oauth2.sdk.pkce.CodeChallenge.compute(
                    com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod.S256,
                    new com.nimbusds.oauth2.sdk.pkce.CodeVerifier(Issuing.VERIFIER))
                .getValue()
            : verifier);

    Answer answer = one.token(form);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).isEqualTo("invalid_grant");
  }

  @Test
  @Tag("consent-47")
  void a_dump_of_the_tables_lets_nobody_in() {
    Answer answer = publicApp().first();

    for (String table : List.of("access_token", "refresh_token", "code", "family")) {
      String dump =
          ground.postgres().ask("select string_agg(t::text, ' ') from consent." + table + " t");
      assertThat(dump)
          .doesNotContain(answer.text("access_token"))
          .doesNotContain(answer.text("refresh_token"));
    }
  }

  @Test
  @Tag("consent-49")
  void unknown_clients_and_wrong_secrets_get_the_same_text() {
    App app = one.app(SecurityProfile.FAPI2);
    Map<String, String> unknown =
        Map.of("grant_type", "authorization_code", "client_id", "nobody", "code", "x");
    Map<String, String> forged = new LinkedHashMap<>(Issuing.by(app, Map.of()));
    forged.put("grant_type", "authorization_code");
    forged.computeIfPresent("client_assertion", (name, text) -> text.substring(4) + "AAAA");

    Answer first = one.token(unknown);
    Answer second = one.token(forged);

    assertThat(first.status()).isEqualTo(401);
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  @Tag("consent-60")
  @Tag("consent-61")
  void a_public_app_refreshes_without_client_id_and_cannot_choose_the_client() {
    Party party = publicApp();
    Party other = publicApp();
    String token = party.first().text("refresh_token");
    Map<String, String> foreign = Issuing.refreshing(token);
    foreign.put("client_id", other.app().clientId());

    Answer stolen = one.token(foreign);
    Answer own = one.token(Issuing.refreshing(token));

    assertThat(stolen.text("error")).isEqualTo("invalid_grant");
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.text("refresh_token")).isNotEqualTo(token);
  }

  @Test
  @Tag("consent-60")
  void a_confidential_app_does_not_refresh_without_authentication() {
    App app = one.app(SecurityProfile.SMART_CONFIDENTIAL);
    Grant grant = one.grant(app, Duration.DAYS_30, GLUCOSE);
    Answer first = one.token(Issuing.by(app, Issuing.redemption(app, one.code(grant, SCOPE))));
    Map<String, String> named = Issuing.refreshing(first.text("refresh_token"));
    named.put("client_id", app.clientId());

    assertThat(one.token(Issuing.refreshing(first.text("refresh_token"))).status()).isEqualTo(400);
    assertThat(one.token(named).status()).isEqualTo(401);
    assertThat(one.token(Issuing.by(app, Issuing.refreshing(first.text("refresh_token")))).status())
        .isEqualTo(200);
  }

  @Test
  @Tag("consent-63")
  void narrowing_is_allowed_widening_is_not_and_no_scope_is_the_current_grant() {
    App app = one.app(SecurityProfile.SMART_CONFIDENTIAL);
    Grant grant = one.grant(app, Duration.DAYS_30, GLUCOSE, WEIGHT);
    String token =
        one.token(Issuing.by(app, Issuing.redemption(app, one.code(grant, SCOPE))))
            .text("refresh_token");
    Map<String, String> narrow = Issuing.refreshing(token);
    narrow.put("scope", "patient/glucose.read");
    Map<String, String> wide = Issuing.refreshing(token);
    wide.put("scope", "patient/glucose.read patient/blood-pressure.read");

    Answer narrowed = one.token(Issuing.by(app, narrow));
    Answer widened = one.token(Issuing.by(app, wide));
    one.grants.narrow(grant.id(), grant.account(), java.util.Set.of(WEIGHT)).await();
    Answer current = one.token(Issuing.by(app, Issuing.refreshing(token)));

    assertThat(narrowed.text("scope")).isEqualTo("patient/glucose.read");
    assertThat(widened.text("error")).isEqualTo("invalid_scope");
    assertThat(current.text("scope")).contains("glucose").doesNotContain("weight");
  }

  @Test
  @Tag("consent-64")
  void a_retry_gets_the_same_successor() {
    Party party = publicApp();
    String token = party.first().text("refresh_token");

    Answer first = one.token(Issuing.refreshing(token));
    Answer again = two.token(Issuing.refreshing(token));

    assertThat(again.text("refresh_token")).isEqualTo(first.text("refresh_token"));
    assertThat(again.text("access_token")).isEqualTo(first.text("access_token"));
  }

  @Test
  @Tag("consent-68")
  void refresh_fails_the_moment_the_grant_is_paused_or_ended() {
    Party party = publicApp();
    String token = party.first().text("refresh_token");

    one.grants.pause(party.grant().id(), party.grant().account()).await();
    Answer paused = two.token(Issuing.refreshing(token));
    one.grants.resume(party.grant().id(), party.grant().account()).await();
    Answer resumed = two.token(Issuing.refreshing(token));
    one.grants.end(party.grant().id(), party.grant().account(), "patient").await();
    Answer ended = two.token(Issuing.refreshing(resumed.text("refresh_token")));

    assertThat(paused.text("error")).isEqualTo("access_denied");
    assertThat(resumed.status()).isEqualTo(200);
    assertThat(ended.text("error")).isEqualTo("invalid_grant");
  }

  @Test
  @Tag("consent-11")
  void a_scope_of_30_kB_is_read_at_a_refresh_and_a_body_of_more_than_64_kB_is_not() {
    Party party = publicApp();
    Answer first = one.token(Issuing.redemption(party.app(), one.code(party.grant(), SCOPE)));
    Map<String, String> form = Issuing.refreshing(first.text("refresh_token"));
    form.put("scope", "patient/glucose.read ".repeat(1_500).strip());
    Map<String, String> tooLong = Issuing.refreshing("x".repeat(64 * 1024));

    Answer narrowed = one.token(form);

    assertThat(form.get("scope")).hasSizeGreaterThan(30 * 1024);
    assertThat(narrowed.status()).as(narrowed.body().encode()).isEqualTo(200);
    assertThat(narrowed.text("scope")).contains("patient/glucose.read");
    assertThat(one.token(tooLong).status()).isEqualTo(413);
  }

  @Test
  @Tag("consent-49")
  @Tag("consent-23")
  void a_repeated_parameter_and_an_unknown_grant_type_are_400() {
    Party party = publicApp();

    Answer unknown =
        one.token(Map.of("grant_type", "password", "client_id", party.app().clientId()));
    Answer twice =
        Issuing.send(
            java.net.http.HttpRequest.newBuilder(one.uri("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "grant_type=refresh_token&grant_type=refresh_token"))
                .build());

    assertThat(unknown.text("error")).isEqualTo("unsupported_grant_type");
    assertThat(twice.text("error")).isEqualTo("invalid_request");
  }

  @Test
  @Tag("consent-6")
  void only_registered_origins_may_read_the_answer() {
    Party party = publicApp();
    Map<String, String> form = Issuing.redemption(party.app(), one.code(party.grant(), SCOPE));

    Answer known = one.post("/oauth/token", form, Map.of("Origin", "https://app.example"));
    Answer foreign = one.post("/oauth/token", form, Map.of("Origin", "https://evil.example"));

    assertThat(known.raw().headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example");
    assertThat(foreign.raw().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }
}
