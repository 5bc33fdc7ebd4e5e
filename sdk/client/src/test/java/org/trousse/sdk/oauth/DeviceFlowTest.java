package org.trousse.sdk.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.sdk.oauth.PlayedServer.soon;
import static org.trousse.sdk.oauth.PlayedServer.tokens;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.http.Loopback.Reply;

final class DeviceFlowTest {
  private static final String CODES =
      """
      {"device_code": "secret", "user_code": "BCDF-GHJK", "expires_in": 600, "interval": 3,
       "verification_uri": "ROOT/appareil", "verification_uri_complete": "ROOT/appareil?code=B"}\
      """;

  private final PlayedServer server = new PlayedServer();
  private final Deque<Reply> answers = new ArrayDeque<>();
  private final List<Duration> waited = new CopyOnWriteArrayList<>();
  private final DeviceFlow flow = flow();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shows_a_code_and_keeps_its_secret() {
    DeviceFlow.Pairing pairing = started(CODES).found().orElseThrow();

    assertThat(pairing.userCode()).isEqualTo("BCDF-GHJK");
    assertThat(pairing.verificationUri()).isEqualTo(server.http.at("/appareil"));
    assertThat(pairing.complete()).isEqualTo(server.http.at("/appareil?code=B"));
    assertThat(pairing.interval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(pairing.toString()).doesNotContain("secret", "BCDF");
    assertThat(server.http.asked("/oauth/device").get(0).form().fields())
        .containsEntry("scope", "patient/Observation.c")
        .containsEntry("client_id", "app-1");
  }

  @Test
  void waits_five_seconds_where_the_server_names_no_interval() {
    DeviceFlow.Pairing pairing =
        started(CODES.replace(", \"interval\": 3", "")).found().orElseThrow();

    assertThat(pairing.interval()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void an_address_that_a_patient_should_not_open_is_refused() {
    var answer = started(CODES.replace("ROOT/appareil\"", "http://elsewhere.example/\""));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotUnderstood.class);
  }

  @Test
  void asks_until_the_patient_has_answered() {
    answers(error("authorization_pending"), error("authorization_pending"), given());

    TokenSet tokens = polled().found().orElseThrow();

    assertThat(tokens.access().secret()).isEqualTo("a1");
    assertThat(waited).extracting(Duration::toSeconds).containsExactly(3L, 3L, 3L);
    assertThat(server.http.asked("/oauth/token").get(0).form().fields())
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
        .containsEntry("device_code", "secret");
  }

  @Test
  void slows_down_for_good_each_time_it_is_told() {
    answers(error("slow_down"), error("authorization_pending"), error("slow_down"), given());

    polled();

    assertThat(waited).extracting(Duration::toSeconds).containsExactly(3L, 8L, 8L, 13L);
  }

  @Test
  void a_busy_server_is_given_its_time_once() {
    answers(
        Reply.json(429, "{}").with("Retry-After", "30"), error("authorization_pending"), given());

    polled();

    assertThat(waited).extracting(Duration::toSeconds).containsExactly(3L, 30L, 3L);
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, AccessDenied",
    "expired_token, CodeExpired",
    "invalid_grant, InvalidGrant",
    "invalid_client, ClientRefused"
  })
  void stops_at_a_final_answer(String error, String problem) {
    answers(error("authorization_pending"), error(error));

    var answer = polled();

    assertThat(answer.refusal().orElseThrow().getClass().getSimpleName()).isEqualTo(problem);
    assertThat(waited).hasSize(2);
  }

  @Test
  void stops_when_the_code_has_expired_whatever_the_server_says() {
    server.says("/oauth/token", 400, "{\"error\":\"authorization_pending\"}");
    DeviceFlow.Pairing pairing = started(CODES).found().orElseThrow();

    var answer = soon(flow.tokens(pairing));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.CodeExpired.class);
    assertThat(waited).hasSize(600 / 3);
  }

  @Test
  void asks_ever_more_rarely_when_nobody_answers() {
    DeviceFlow.Pairing pairing = started(CODES).found().orElseThrow();
    server.close();

    var answer = soon(flow.tokens(pairing));

    assertThat(answer.refusal().orElseThrow()).isInstanceOf(OAuthProblem.CodeExpired.class);
    assertThat(waited)
        .extracting(Duration::toSeconds)
        .containsExactly(3L, 6L, 12L, 24L, 48L, 96L, 192L);
  }

  /// Waiting takes no time here: the clock jumps.
  private DeviceFlow flow() {
    ClientIdentity app = ClientIdentity.smartPublic("app-1");
    HttpLine line = new HttpLine(HttpClient.newHttpClient(), null, server.clock);
    URI base = server.http.at("/fhir");
    Discovery found = soon(Discovery.load(line, base)).found().orElseThrow();
    return new DeviceFlow(
        new OAuthCaller(found, app, line, server.clock),
        (wait, work) -> {
          waited.add(wait);
          server.clock.advance(wait);
          work.run();
        });
  }

  private Answer<DeviceFlow.Pairing> started(String codes) {
    server.says("/oauth/device", 200, codes.replace("ROOT", server.http.root()));
    return soon(flow.start(Set.of("patient/Observation.c")));
  }

  private Answer<TokenSet> polled() {
    return soon(flow.tokens(started(CODES).found().orElseThrow()));
  }

  private void answers(Reply... inOrder) {
    answers.addAll(List.of(inOrder));
    server.http.on("/oauth/token", request -> answers.remove());
  }

  private static Reply error(String error) {
    return Reply.json(400, "{\"error\":\"%s\"}".formatted(error));
  }

  private static Reply given() {
    return Reply.json(200, tokens("Bearer", "a1", "r1"));
  }
}
