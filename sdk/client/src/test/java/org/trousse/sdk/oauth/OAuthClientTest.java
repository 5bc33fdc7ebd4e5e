package org.trousse.sdk.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.sdk.oauth.PlayedServer.soon;
import static org.trousse.sdk.oauth.PlayedServer.tokens;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.Loopback;
import org.trousse.sdk.http.Loopback.Reply;
import org.trousse.sdk.json.JsonObject;

final class OAuthClientTest {
  private static final URI REDIRECT = URI.create("http://127.0.0.1:4711/back");
  private static final Set<String> SCOPES = Set.of("patient/Observation.rs", "offline_access");

  private final PlayedServer server = new PlayedServer();
  private final AuthorizationRequest request =
      AuthorizationRequest.fresh(REDIRECT, SCOPES, new SecureRandom());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_public_app_asks_in_the_address() {
    URI url = soon(server.smart().authorizationUrl(request)).found().orElseThrow();

    assertThat(url.toString()).startsWith(server.http.root() + "/oauth/authorize?");
    assertThat(Form.parse(url.getRawQuery()).fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "response_type",
                "code",
                "client_id",
                "app-1",
                "redirect_uri",
                REDIRECT.toString(),
                "scope",
                "offline_access patient/Observation.rs",
                "state",
                request.state(),
                "aud",
                server.http.root() + "/fhir",
                "code_challenge",
                request.pkce().challenge(),
                "code_challenge_method",
                "S256"));
  }

  @Test
  void a_fapi_app_pushes_its_request_and_sends_the_browser_with_its_name() {
    server.says("/oauth/par", 201, "{\"request_uri\":\"urn:r:1\",\"expires_in\":60}");

    URI url = soon(server.fapi().authorizationUrl(request)).found().orElseThrow();

    assertThat(Form.parse(url.getRawQuery()).fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("client_id", "app-1", "request_uri", "urn:r:1"));
    Map<String, String> pushed = server.http.asked("/oauth/par").get(0).form().fields();
    assertThat(pushed)
        .containsEntry("dpop_jkt", server.dpop.thumbprint())
        .containsEntry("code_challenge", request.pkce().challenge());
    assertThat(audience(pushed)).isEqualTo(server.http.root());
  }

  @Test
  void a_public_app_redeems_its_code_with_the_verifier_alone() {
    server.says("/oauth/token", 200, tokens("bearer", "a1", "r1"));

    TokenSet got = soon(server.smart().exchange(request, back("code", "c1"))).found().orElseThrow();

    assertThat(got.access().scheme()).isEqualTo("Bearer");
    assertThat(got.patient()).isEqualTo("p1");
    assertThat(got.scopes()).isEqualTo(SCOPES);
    assertThat(got.expires()).isEqualTo(server.clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(server.http.asked("/oauth/token").get(0).form().fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type", "authorization_code",
                "code", "c1",
                "redirect_uri", REDIRECT.toString(),
                "code_verifier", request.pkce().verifier(),
                "client_id", "app-1"));
  }

  @Test
  void a_fapi_app_proves_itself_and_its_key_anew_when_asked_for_a_nonce() {
    server.http.on(
        "/oauth/token",
        asked ->
            asked.proof().text("nonce").isEmpty()
                ? Reply.json(400, "{\"error\":\"use_dpop_nonce\"}").with("DPoP-Nonce", "n1")
                : Reply.json(200, tokens("DPoP", "a1", "r1")));

    TokenSet got = soon(server.fapi().exchange(request, back("code", "c1"))).found().orElseThrow();

    assertThat(got.access().scheme()).isEqualTo("DPoP");
    var asked = server.http.asked("/oauth/token");
    assertThat(asked).hasSize(2);
    assertThat(asked.stream().map(one -> assertion(one.form().fields()).text("jti").orElse("")))
        .doesNotHaveDuplicates();
    assertThat(audience(asked.get(1).form().fields())).isEqualTo(server.http.root());
  }

  @Test
  void a_confidential_smart_app_speaks_to_the_token_endpoint() {
    server.says("/oauth/token", 200, tokens("Bearer", "a1", "r1"));

    soon(server.confidential().exchange(request, back("code", "c1")));

    assertThat(audience(server.http.asked("/oauth/token").get(0).form().fields()))
        .isEqualTo(server.http.root() + "/oauth/token");
  }

  @Test
  void an_app_with_a_key_takes_no_token_that_a_thief_could_use() {
    server.says("/oauth/token", 200, tokens("Bearer", "a1", "r1"));

    var answer = soon(server.fapi().exchange(request, back("code", "c1")));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotUnderstood.class);
  }

  @Test
  void an_answer_to_another_request_or_of_another_server_redeems_nothing() {
    OAuthClient client = server.smart();
    String state = request.state();
    URI otherState = address(Form.of("code", "c").with("state", "x").with("iss", issuer()));
    URI otherIssuer = address(Form.of("code", "c").with("state", state).with("iss", "https://e"));
    URI noIssuer = address(Form.of("code", "c").with("state", state));
    URI errorOfOther = address(Form.of("error", "access_denied").with("iss", issuer()));

    for (URI cameBack : new URI[] {otherState, otherIssuer, noIssuer, errorOfOther}) {
      assertThat(soon(client.exchange(request, cameBack)).refusal().orElseThrow())
          .isInstanceOf(OAuthProblem.NotOurs.class);
    }
    assertThat(server.http.asked("/oauth/token")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, AccessDenied",
    "invalid_scope, RequestRefused",
    "temporarily_unavailable, Retry",
    "unauthorized_client, ClientRefused"
  })
  void the_patients_no_and_the_servers_are_told_apart(String error, String problem) {
    var answer = soon(server.smart().exchange(request, back("error", error)));

    assertThat(answer.refusal().orElseThrow().getClass().getSimpleName()).isEqualTo(problem);
  }

  @Test
  void a_query_with_two_codes_says_nothing() {
    URI cameBack = URI.create(back("code", "c1") + "&code=c2");

    assertThat(soon(server.smart().exchange(request, cameBack)).refusal().orElseThrow())
        .isInstanceOf(OAuthProblem.NotUnderstood.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, InvalidGrant",
    "401, invalid_client, ClientRefused",
    "400, invalid_request, RequestRefused",
    "429, slow_down, Retry",
    "503, temporarily_unavailable, Retry",
    "500, '', RequestRefused"
  })
  void refusals_of_a_code_are_typed(int status, String error, String problem) {
    server.says("/oauth/token", status, "{\"error\":\"%s\"}".formatted(error));

    var answer = soon(server.smart().exchange(request, back("code", "c1")));

    assertThat(answer.refusal().orElseThrow().getClass().getSimpleName()).isEqualTo(problem);
  }

  @Test
  void at_a_refresh_an_invalid_grant_says_that_the_permission_ended() {
    server.says("/oauth/token", 400, "{\"error\":\"invalid_grant\"}");
    TokenSet older = TokenSet.parse(stored("r1"));

    assertThat(soon(server.smart().refresh(older)).refusal().orElseThrow())
        .isInstanceOf(OAuthProblem.ConsentEnded.class);
  }

  @Test
  void a_refresh_keeps_what_the_server_does_not_repeat() {
    server.says(
        "/oauth/token",
        200,
        "{\"access_token\":\"a2\",\"token_type\":\"Bearer\",\"expires_in\":60}");
    TokenSet older = TokenSet.parse(stored("r1"));

    TokenSet newer = soon(server.smart().refresh(older)).found().orElseThrow();

    assertThat(newer.access().secret()).isEqualTo("a2");
    assertThat(newer.refresh()).isEqualTo("r1");
    assertThat(newer.patient()).isEqualTo("p1");
    assertThat(newer.scopes()).containsExactly("offline_access");
  }

  @Test
  void gives_the_refresh_token_back() {
    server.says("/oauth/revoke", 200, "");

    boolean done = soon(server.fapi().revoke(TokenSet.parse(stored("r1")))).found().orElseThrow();

    assertThat(done).isTrue();
    assertThat(server.http.asked("/oauth/revoke").get(0).form().fields())
        .containsEntry("token", "r1")
        .containsEntry("token_type_hint", "refresh_token")
        .containsKey("client_assertion");
  }

  @Test
  void tokens_are_stored_whole_and_never_printed() {
    TokenSet tokens = TokenSet.parse(stored("r1"));

    assertThat(TokenSet.parse(tokens.json())).isEqualTo(tokens);
    assertThat(tokens.toString()).doesNotContain("a1", "r1", "p1");
  }

  private static String stored(String refresh) {
    return """
    {"token_type": "Bearer", "access_token": "a1", "expires": "2026-11-22T08:00:00Z",
     "scope": "offline_access", "refresh_token": "%s", "patient": "p1"}\
    """
        .formatted(refresh);
  }

  private String issuer() {
    return server.http.root();
  }

  private URI back(String name, String value) {
    return address(
        Form.of(name, value).with("state", request.state()).with("iss", server.http.root()));
  }

  private static URI address(Form query) {
    return URI.create(REDIRECT + "?" + query.encoded());
  }

  private static JsonObject assertion(Map<String, String> form) {
    return Loopback.claims(form.getOrDefault("client_assertion", ""));
  }

  private static String audience(Map<String, String> form) {
    return assertion(form).text("aud").orElse("");
  }
}
