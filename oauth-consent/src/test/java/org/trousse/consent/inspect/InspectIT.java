package org.trousse.consent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.Issuing;
import org.trousse.consent.Issuing.Answer;
import org.trousse.consent.Signing;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.door.Opening;
import org.trousse.consent.door.Presented;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

final class InspectIT {
  private static final Permission GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final Permission WEIGHT = Permission.read(DataKind.BODY_WEIGHT);
  private static final String SCOPE =
      "openid fhirUser offline_access patient/glucose.read patient/body-weight.read";

  private static Ground ground;
  private static Issuing node;

  @BeforeAll
  static void open() {
    ground = new Ground();
    node = new Issuing(ground, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    node.close();
    ground.close();
  }

  private record Party(App app, Grant grant, Answer tokens) {
    String access() {
      return tokens.text("access_token");
    }

    Answer introspect(String token) {
      return node.post("/oauth/introspect", Issuing.by(app, Map.of("token", token)), Map.of());
    }
  }

  private static Party party(SecurityProfile profile) {
    App app = node.app(profile);
    Grant grant = node.grant(app, Duration.DAYS_30, GLUCOSE, WEIGHT);
    Map<String, String> form = Issuing.by(app, Issuing.redemption(app, node.code(grant, SCOPE)));
    return new Party(app, grant, node.token(form));
  }

  @Test
  @Tag("consent-81")
  void an_active_token_is_told_as_the_token_response_told_it() {
    Party party = party(SecurityProfile.SMART_CONFIDENTIAL);

    JsonObject told = party.introspect(party.access()).body();

    JsonObject idToken = new JsonObject(party.tokens().text("id_token").split("\\.", 2)[1]);
    assertThat(told.getBoolean("active")).isTrue();
    assertThat(told.getString("scope")).isEqualTo(party.tokens().text("scope"));
    assertThat(told.getString("client_id")).isEqualTo(party.app().clientId());
    assertThat(told.getString("patient")).isEqualTo(party.tokens().text("patient"));
    assertThat(told.getString("iss")).isEqualTo(idToken.getString("iss"));
    assertThat(told.getString("sub")).isEqualTo(idToken.getString("sub"));
    assertThat(told.getString("fhirUser")).isEqualTo(idToken.getString("fhirUser"));
    assertThat(told.getLong("exp")).isGreaterThan(java.time.Instant.now().getEpochSecond());
  }

  @Test
  @Tag("consent-82")
  void unknown_foreign_and_ended_tokens_are_inactive_and_nothing_more() {
    Party party = party(SecurityProfile.SMART_CONFIDENTIAL);
    Party other = party(SecurityProfile.SMART_CONFIDENTIAL);
    JsonObject inactive = new JsonObject().put("active", false);

    Answer unknown = party.introspect("unknown");
    Answer foreign = party.introspect(other.access());
    node.grants.end(party.grant().id(), party.grant().account(), "patient").await();
    Answer ended = party.introspect(party.access());

    assertThat(unknown.body()).isEqualTo(inactive);
    assertThat(foreign.body()).isEqualTo(inactive);
    assertThat(ended.body()).isEqualTo(inactive);
  }

  @Test
  @Tag("consent-83")
  void the_caller_must_authenticate_as_a_client_or_with_a_live_token() {
    Party party = party(SecurityProfile.SMART_PUBLIC);
    Map<String, String> form = Map.of("token", party.access());

    Answer nobody = node.post("/oauth/introspect", form, Map.of());
    Answer named =
        node.post(
            "/oauth/introspect",
            Map.of("token", party.access(), "client_id", party.app().clientId()),
            Map.of());
    Answer bearer =
        node.post("/oauth/introspect", form, Map.of("Authorization", "Bearer " + party.access()));

    assertThat(nobody.status()).isEqualTo(401);
    assertThat(named.status()).isEqualTo(401);
    assertThat(bearer.body().getBoolean("active")).isTrue();
  }

  @Test
  @Tag("consent-84")
  void after_a_kind_was_taken_away_the_reduced_scope_is_told() {
    Party party = party(SecurityProfile.SMART_CONFIDENTIAL);

    node.grants.narrow(party.grant().id(), party.grant().account(), Set.of(WEIGHT)).await();

    assertThat(party.introspect(party.access()).text("scope"))
        .contains("patient/glucose.read")
        .doesNotContain("body-weight");
  }

  @Test
  @Tag("consent-58")
  void the_key_of_a_bound_token_is_told() throws Exception {
    App app = node.app(SecurityProfile.FAPI2);
    Grant grant = node.grant(app, Duration.DAYS_30, GLUCOSE);
    ECKey key = Signing.freshKey();
    Answer tokens =
        node.post(
            "/oauth/token",
            Issuing.by(app, Issuing.redemption(app, node.code(grant, SCOPE))),
            Map.of("DPoP", Signing.proof(key, "POST", Issuing.TOKEN_URL, null)));

    JsonObject told = new Party(app, grant, tokens).introspect(tokens.text("access_token")).body();

    assertThat(told.getJsonObject("cnf").getString("jkt"))
        .isEqualTo(key.computeThumbprint().toString());
    assertThat(told.getString("token_type")).isEqualTo("DPoP");
  }

  @Test
  @Tag("consent-71")
  void a_foreign_or_unknown_token_is_200_without_effect() {
    Party party = party(SecurityProfile.SMART_CONFIDENTIAL);
    Party other = party(SecurityProfile.SMART_CONFIDENTIAL);

    Answer foreign =
        node.post(
            "/oauth/revoke", Issuing.by(other.app(), Map.of("token", party.access())), Map.of());
    Answer unknown =
        node.post("/oauth/revoke", Issuing.by(other.app(), Map.of("token", "x")), Map.of());

    assertThat(foreign.status()).isEqualTo(200);
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(party.introspect(party.access()).body().getBoolean("active")).isTrue();
  }

  private static Answer grants(String method, Grant grant, String token) {
    return Issuing.send(
        HttpRequest.newBuilder(node.uri("/oauth/grants/" + grant.id()))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  @Test
  @Tag("consent-73")
  void deleting_the_grant_is_204_and_all_its_tokens_are_dead() {
    Party party = party(SecurityProfile.SMART_PUBLIC);
    Party other = party(SecurityProfile.SMART_PUBLIC);

    Answer query = grants("GET", party.grant(), party.access());
    Answer foreign = grants("DELETE", party.grant(), other.access());
    Answer deleted = grants("DELETE", party.grant(), party.access());

    assertThat(query.body().getJsonArray("scopes").getJsonObject(0).getString("scope"))
        .isEqualTo("patient/glucose.read patient/body-weight.read");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(node.tokens.live(party.access()).await()).isEmpty();
    assertThat(node.token(Issuing.refreshing(party.tokens().text("refresh_token"))).status())
        .isEqualTo(400);
    Presented again =
        new Presented("Bearer", party.access(), null, "GET", Issuing.ISSUER + "/fhir/Observation");
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(1))
        .until(() -> node.door.open(again).await() instanceof Opening.Refused);
  }

  @Test
  @Tag("consent-50")
  void an_assertion_counts_once() {
    Party party = party(SecurityProfile.SMART_CONFIDENTIAL);
    Map<String, String> form = Issuing.by(party.app(), Map.of("token", party.access()));

    Answer first = node.post("/oauth/introspect", form, Map.of());
    Answer replay = node.post("/oauth/introspect", form, Map.of());

    assertThat(first.status()).isEqualTo(200);
    assertThat(replay.status()).isEqualTo(401);
  }
}
