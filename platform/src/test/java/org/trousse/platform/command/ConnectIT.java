package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.AuthorizationRequest;
import org.trousse.sdk.oauth.ClientIdentity;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;
import org.trousse.sdk.record.Observation;
import org.trousse.sdk.record.RecordClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Apps connect to a whole platform over HTTP, as a stranger's would: one of each family, by
/// clients that know nothing of the server but its address.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConnectIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PRESSURE = "patient/Observation.c?code=http://loinc.org|85354-9";

  @TempDir private static Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ConnectedPlatform opened;

  @BeforeAll
  void open() throws Exception {
    opened = new ConnectedPlatform(folder);
    platform().send("{\"measure\":\"blood-glucose\",%s,\"value\":5.3,\"unit\":\"mmol/L\"}");
    platform().send("{\"measure\":\"body-weight\",%s,\"value\":71.4,\"unit\":\"kg\"}");
  }

  @AfterAll
  void close() {
    platform().close();
  }

  private ConnectedPlatform platform() {
    return Objects.requireNonNull(opened);
  }

  @Test
  @Tag("consent-42")
  @Tag("consent-62")
  void a_web_app_reads_what_was_ticked_until_it_gives_the_permission_back() throws Exception {
    OAuthClient client = given(discovered(ClientIdentity.smartPublic("demo-web")));
    AuthorizationRequest request =
        AuthorizationRequest.fresh(
            URI.create("http://127.0.0.1:8081/back"),
            Set.of("launch/patient", "offline_access", "patient/Observation.rs"),
            new SecureRandom());

    URI back =
        platform().browser().allow(given(client.authorizationUrl(request)), Set.of("glucose.read"));
    TokenKeeper keeper =
        new TokenKeeper(client, given(client.exchange(request, back)), newer -> {});
    RecordClient record = new RecordClient(client, keeper);
    TokenSet tokens = given(keeper.current());
    List<Observation> seen = given(record.all(Form.of("_count", "100")));

    assertThat(tokens.scopes()).contains("offline_access").doesNotContain("patient/Observation.rs");
    assertThat(String.join(" ", tokens.scopes())).contains("2339-0").doesNotContain("29463-7");
    assertThat(seen)
        .singleElement()
        .satisfies(one -> assertThat(one.values().getFirst().number()).isEqualByComparingTo("95"));
    TokenSet refreshed = given(keeper.newerThan(tokens));
    assertThat(refreshed.refresh()).isNotEqualTo(tokens.refresh());
    assertThat(given(record.all(Form.of("_count", "100")))).hasSize(1);
    assertThat(given(keeper.revoke())).isTrue();
    assertThat(
            given(discovered(ClientIdentity.smartPublic("demo-web")))
                .refresh(refreshed)
                .join()
                .refusal())
        .containsInstanceOf(OAuthProblem.ConsentEnded.class);
  }

  @Test
  void a_server_app_pushes_proves_its_key_and_refreshes_without_rotation() throws Exception {
    FapiClient client = new FapiClient(platform().url(), platform().app("demo-server"));

    URI back = platform().browser().allow(client.pushed(), Set.of("glucose.read", "identity.read"));
    OIDCTokenResponse tokens = client.redeem(back);
    String patient = String.valueOf(tokens.getCustomParameters().get("patient"));
    String fhir = platform().url() + "/fhir";

    assertThat(client.fhirUser(tokens)).isEqualTo(fhir + "/Patient/" + patient);
    assertThat(JSON.readTree(client.read(tokens, "/Patient/" + patient).body()).get("id"))
        .isEqualTo(JSON.valueToTree(patient));
    assertThat(client.read(tokens, "/Observation?code=2339-0").statusCode()).isEqualTo(200);
    assertThat(client.read(tokens, "/Observation?code=29463-7").statusCode())
        .as("not ticked")
        .isEqualTo(403);
    OIDCTokenResponse refreshed = client.refresh(tokens);
    assertThat(refreshed.getTokens().getRefreshToken())
        .isIn(null, tokens.getTokens().getRefreshToken());
    assertThat(client.read(refreshed, "/Observation?code=2339-0").statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("consent-55")
  @Tag("consent-57")
  void a_server_app_s_token_is_worth_nothing_without_a_fresh_proof() throws Exception {
    FapiClient client = new FapiClient(platform().url(), platform().app("demo-server"));
    URI back = platform().browser().allow(client.pushed(), Set.of("glucose.read", "identity.read"));
    OIDCTokenResponse tokens = client.redeem(back);
    URI address = URI.create(platform().url() + "/fhir/Observation");
    HttpRequest proven = client.reading(tokens, address);
    HttpRequest bearing =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + tokens.getTokens().getAccessToken().getValue())
            .build();

    int first = send(proven).statusCode();
    int replayed = send(proven).statusCode();
    int unproven = send(bearing).statusCode();

    assertThat(List.of(first, replayed, unproven)).containsExactly(200, 401, 401);
  }

  @Test
  @Tag("consent-33")
  void a_server_app_says_the_issuer_alone_or_is_not_known() throws Exception {
    FapiClient client = new FapiClient(platform().url(), platform().app("demo-server"));

    assertThat(client.pushStatus("")).isEqualTo(201);
    assertThat(client.pushStatus("/oauth/token")).isEqualTo(401);
    assertThat(client.pushStatus("/oauth/par")).isEqualTo(401);
  }

  @Test
  @Tag("consent-86")
  @Tag("consent-91")
  void a_cuff_pairs_by_code_registers_and_publishes_into_the_record() throws Exception {
    ClientID cuff = new ClientID("demo-cuff");
    DeviceAuthorizationSuccessResponse begun =
        DeviceAuthorizationSuccessResponse.parse(
            new DeviceAuthorizationRequest(
                    URI.create(platform().url() + "/oauth/device"), cuff, Scope.parse(PRESSURE))
                .toHTTPRequest()
                .send());
    TokenRequest poll =
        new TokenRequest.Builder(
                URI.create(platform().url() + "/oauth/token"),
                cuff,
                new DeviceCodeGrant(begun.getDeviceCode()))
            .build();

    String read =
        platform()
            .browser()
            .pair(
                begun.getVerificationURI(),
                begun.getUserCode().getValue(),
                Set.of("blood-pressure.add"));
    TokenResponse given = TokenResponse.parse(poll.toHTTPRequest().send());
    TokenResponse again = TokenResponse.parse(poll.toHTTPRequest().send());
    String token = given.toSuccessResponse().getTokens().getAccessToken().getValue();
    JsonNode device = register(token);
    publish(device);

    assertThat(read)
        .contains(begun.getUserCode().getValue())
        .as("a device of its own password does not stop at sign-out")
        .contains("pourra continuer")
        .doesNotContain("quand vous vous déconnectez");
    assertThat(again).isInstanceOf(TokenErrorResponse.class);
    assertThat(platform().ownReadings("85354-9"))
        .contains("\"value\":128")
        .contains("\"value\":82");
    PlayedBrowser patient = platform().browser();
    patient.setAside("blood-pressure");
    assertThat(platform().ownReadings("85354-9")).as("set aside").doesNotContain("\"value\":128");
    patient.showAgain();
    assertThat(platform().ownReadings("85354-9")).contains("\"value\":128");
    HttpRequest reading =
        HttpRequest.newBuilder(URI.create(platform().url() + "/fhir/Observation"))
            .header("Authorization", "Bearer " + token)
            .build();
    assertThat(send(reading).statusCode()).as("it may add, not read").isEqualTo(403);
    assertThat(given(token, given.toSuccessResponse().getCustomParameters().get("grant_id")))
        .isEqualTo(204);
    assertThatThrownBy(() -> publish(device)).as("the app gave its grant back").isNotNull();
  }

  private JsonNode register(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform().url() + "/v1/devices"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"name": "cuff", "label": "Synthetic cuff", "measures": ["blood-pressure"]}\
                    """))
            .build();
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private void publish(JsonNode device) {
    Mqtt5BlockingClient client =
        Mqtt5Client.builder()
            .identifier("connect")
            .serverHost(device.at("/mqtt/host").asString())
            .serverPort(device.at("/mqtt/port").asInt())
            .simpleAuth()
            .username(device.get("username").asString())
            .password(device.get("password").asString().getBytes(StandardCharsets.UTF_8))
            .applySimpleAuth()
            .buildBlocking();
    client.connectWith().cleanStart(true).send();
    String reading =
        """
        {"measure": "blood-pressure", "time": "%s", "systolic": 128, "diastolic": 82,
         "unit": "mm[Hg]"}\
        """
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    client
        .publishWith()
        .topic(device.at("/topics/up").asString().replace("{codec}", "json1"))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(reading.getBytes(StandardCharsets.UTF_8))
        .send();
    client.disconnect();
  }

  /// Gives a grant back (OAuth 2.0 Grant Management).
  private int given(String token, @Nullable Object grantId) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(platform().url() + "/oauth/grants/" + grantId))
            .header("Authorization", "Bearer " + token)
            .DELETE()
            .build())
        .statusCode();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }

  private CompletableFuture<Answer<OAuthClient>> discovered(ClientIdentity identity) {
    URI fhir = URI.create(platform().url() + "/fhir");
    return OAuthClient.discover(http, fhir, identity, Clock.systemUTC());
  }

  private static <T> T given(CompletableFuture<Answer<T>> answer) {
    Answer<T> come = answer.join();
    return come.found().orElseThrow(() -> new AssertionError(String.valueOf(come.refusal())));
  }
}
