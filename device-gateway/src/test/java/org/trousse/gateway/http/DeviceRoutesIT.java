package org.trousse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PATIENT;
import static org.trousse.gateway.GatewayFixture.PUBLIC_URL;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.app.Presented;
import org.trousse.gateway.app.RegistrationLane;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.door.RegistrationRate;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An app registers its devices, and they or the app itself send readings.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeviceRoutesIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final PatientId OTHER = new PatientId(0x0BADCAFE0BADCAFEL);
  private static final String CUFF =
      "{\"name\":\"cuff\",\"label\":\"Tensiomètre\",\"measures\":[\"body-weight\"]}";

  private final HttpClient client = HttpClient.newHttpClient();
  private GatewayFixture fixture;
  private int count;

  @BeforeAll
  void start() {
    fixture = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @BeforeEach
  void clear() {
    fixture.appended.clear();
    fixture.rights.stale(false);
  }

  @Test
  void a_registered_device_gets_what_it_needs_to_send() throws Exception {
    String token = granted("app-new");

    HttpResponse<String> answer = register(token, CUFF);
    JsonNode access = JSON.readTree(answer.body());
    String id = access.get("id").asString();

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Location")).hasValue("/v1/devices/" + id);
    assertThat(access.get("tenant").asString()).isEqualTo("app.app-new");
    assertThat(access.get("password").asString()).hasSize(32);
    assertThat(access.at("/mqtt/host").asString()).isEqualTo("trousse.example");
    assertThat(access.at("/mqtt/port").asInt()).isEqualTo(fixture.mqttPort);
    assertThat(access.at("/mqtt").has("tlsPort")).as("closed here").isFalse();
    assertThat(access.at("/topics/ack").asString())
        .isEqualTo("dg/1/app.app-new/" + id + "/down/ack");
    assertThat(access.get("readings").asString())
        .isEqualTo(PUBLIC_URL + "/v1/devices/" + id + "/readings");
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    assertThat(send(signed(access, weight(minute))).statusCode()).isEqualTo(200);
    assertThat(send(signed(access, weight(minute.minusSeconds(60)))).body())
        .contains("quarantined");
    assertThat(fixture.appended).singleElement().matches(r -> r.patient().equals(PATIENT));
  }

  @Test
  void to_register_again_rotates_the_password_of_the_same_device() throws Exception {
    String token = granted("app-again");
    JsonNode first = JSON.readTree(register(token, CUFF).body());
    send(signed(first, weight()));

    HttpResponse<String> again = register(token, CUFF);
    JsonNode second = JSON.readTree(again.body());

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(second.get("password")).isNotEqualTo(first.get("password"));
    assertThat(send(signed(second, weight())).statusCode()).as("at once").isEqualTo(200);
    assertThat(send(signed(first, weight())).statusCode()).as("the former").isEqualTo(401);
  }

  @Test
  void the_same_name_at_another_patient_s_is_another_device() throws Exception {
    JsonNode mine = JSON.readTree(register(granted("app-names"), CUFF).body());
    fixture.rights.set("app-names", OTHER, Right.ALLOWED);
    String theirs = fixture.rights.token("app-names", OTHER);

    JsonNode other = JSON.readTree(register(theirs, CUFF).body());

    assertThat(other.get("id")).isNotEqualTo(mine.get("id"));
    assertThat(send(signed(mine, weight())).statusCode()).as("its password stands").isEqualTo(200);
    assertThat(send(bearing(theirs, mine, weight())).statusCode()).isEqualTo(403);
    assertThat(delete(theirs, mine).statusCode()).isEqualTo(404);
  }

  @Test
  void a_measure_that_the_patient_did_not_allow_cannot_be_registered() throws Exception {
    String token = granted("app-narrow");
    fixture.rights.set("app-narrow", PATIENT, Measure.BODY_WEIGHT, Right.NOT_GRANTED);

    HttpResponse<String> answer =
        register(token, CUFF.replace("[", "[\"blood-glucose\",").replace("cuff", "narrow"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(JSON.readTree(answer.body()).get("measures").values())
        .extracting(JsonNode::asString)
        .containsExactly("body-weight");
    assertThat(fixture.postgres.ask("select count(*) from gateway.device where app = 'app-narrow'"))
        .isEqualTo("0");
  }

  @Test
  void the_app_sends_for_its_device_with_its_own_token() throws Exception {
    String token = granted("app-sends");
    JsonNode cuff = JSON.readTree(register(token, CUFF).body());
    String stranger = granted("app-stranger");

    HttpResponse<String> own = send(bearing(token, cuff, weight()));
    HttpResponse<String> anothers = send(bearing(stranger, cuff, weight()));

    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(anothers.statusCode()).as("of another app").isEqualTo(403);
    assertThat(fixture.appended).hasSize(1);
  }

  @Test
  void while_the_app_is_paused_everybody_keeps_the_readings() throws Exception {
    String token = granted("app-paused");
    JsonNode cuff = JSON.readTree(register(token, CUFF).body());
    fixture.rights.set("app-paused", PATIENT, Right.PAUSED);

    for (HttpRequest request :
        List.of(
            signed(cuff, weight()),
            bearing(token, cuff, weight()),
            registering(token, CUFF),
            deleting(token, cuff))) {
      HttpResponse<String> answer = send(request);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("300");
      assertThat(JSON.readTree(answer.body()).get("type").asString())
          .isEqualTo("/problems/app-paused");
    }
    assertThat(fixture.appended).isEmpty();
    fixture.rights.set("app-paused", PATIENT, Right.ALLOWED);
    assertThat(send(signed(cuff, weight())).statusCode()).isEqualTo(200);
  }

  @Test
  void each_record_is_told_that_the_permission_has_ended() throws Exception {
    JsonNode cuff = JSON.readTree(register(granted("app-ended"), CUFF).body());
    String two = "[" + weight() + "," + weight() + "]";
    fixture.rights.set("app-ended", PATIENT, Right.ENDED);

    HttpResponse<String> answer = send(signed(cuff, two));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(answer.body()).get("records").values())
        .extracting(record -> record.get("error").asString())
        .containsExactly("grant-ended", "grant-ended");
    assertThat(fixture.appended).isEmpty();
    assertThat(
            fixture.postgres.ask(
                "select count(*) from gateway.quarantine where device_name = '"
                    + cuff.get("id").asString()
                    + "'"))
        .isEqualTo("0");
  }

  @Test
  void an_ended_device_is_out_until_it_is_registered_again() throws Exception {
    String token = granted("app-ends-device");
    JsonNode cuff = JSON.readTree(register(token, CUFF).body());
    send(signed(cuff, weight()));

    assertThat(delete(token, cuff).statusCode()).isEqualTo(204);

    eventually(() -> assertThat(send(signed(cuff, weight())).statusCode()).isEqualTo(403));
    eventually(() -> assertThat(delete(token, cuff).statusCode()).isEqualTo(404));
    JsonNode back = JSON.readTree(register(token, CUFF).body());
    assertThat(back.get("id")).isEqualTo(cuff.get("id"));
    eventually(() -> assertThat(send(signed(back, weight())).statusCode()).isEqualTo(200));
  }

  @Test
  void a_patient_has_twenty_devices_of_an_app_and_not_twenty_one() throws Exception {
    String token = granted("app-many");
    for (int number = 1; number <= RegistrationLane.DEVICES_MAX; number++) {
      assertThat(register(token, CUFF.replace("cuff", "d" + number)).statusCode()).isEqualTo(201);
    }

    HttpResponse<String> more = register(token, CUFF);
    HttpResponse<String> again = register(token, CUFF.replace("cuff", "d1"));

    assertThat(more.statusCode()).isEqualTo(409);
    assertThat(again.statusCode()).as("one that stands").isEqualTo(200);
  }

  @Test
  void registers_thirty_times_a_minute_and_not_thirty_one() throws Exception {
    String token = granted("app-hurry");
    for (int change = 1; change <= RegistrationRate.CHANGES_MAX; change++) {
      assertThat(register(token, CUFF).statusCode()).isIn(200, 201);
    }

    HttpResponse<String> more = register(token, CUFF);

    assertThat(more.statusCode()).isEqualTo(429);
    assertThat(more.headers().firstValue("Retry-After")).hasValue("60");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{}",
        "{\"name\":\"a/b\",\"label\":\"x\",\"measures\":[\"body-weight\"]}",
        "{\"name\":\"a\",\"label\":\"\",\"measures\":[\"body-weight\"]}",
        "{\"name\":\"a\",\"label\":\"x\\u0007\",\"measures\":[\"body-weight\"]}",
        "{\"name\":\"a\",\"label\":\"x\",\"measures\":[]}",
        "{\"name\":\"a\",\"label\":\"x\",\"measures\":\"body-weight\"}",
        "{\"name\":\"a\",\"label\":\"x\",\"measures\":[\"height\"]}",
        "{\"name\":\"a\",\"label\":\"x\",\"measures\":[\"body-weight\"],\"specialisation\":7}",
        "{\"name\":\"a\",\"label\":\"x\",\"measures\":[\"body-weight\"],\"tenant\":\"t\"}",
        "{\"name\":\"a\",\"name\":\"b\",\"label\":\"x\",\"measures\":[\"body-weight\"]}"
      })
  void what_describes_no_device_is_400_and_says_what_to_mend(String body) throws Exception {
    String token = granted("app-" + count++);

    HttpResponse<String> answer = register(token, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("detail").asString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/devices", "/v1/devices/cuff/readings"})
  void a_broken_form_is_the_sender_s_fault_and_not_ours(String path) throws Exception {
    HttpRequest.Builder form =
        request(path).header("Content-Type", "application/x-www-form-urlencoded");

    HttpResponse<String> answer = send(form.POST(body("name=%zz&label=%")).build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("detail").asString()).contains("send JSON");
  }

  @Test
  void without_a_good_token_one_is_asked_to_sign_in() throws Exception {
    HttpResponse<String> none = send(request("/v1/devices").POST(body(CUFF)).build());
    HttpResponse<String> unknown = register("never-given", CUFF);

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().allValues("WWW-Authenticate")).contains("Bearer realm=\"devices\"");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"invalid_token\", error_description=\"It is  unknown .\"");
  }

  @Test
  void a_proof_is_handed_on_with_the_address_that_the_client_knows() throws Exception {
    String token = granted("app-dpop");
    fixture.rights.presented.clear();

    send(
        request("/v1/devices?x=1")
            .header("Authorization", "DPoP " + token)
            .header("DPoP", "a.b.c")
            .POST(body(CUFF))
            .build());
    HttpResponse<String> twoProofs =
        send(
            request("/v1/devices")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", "a.b.c")
                .header("DPoP", "d.e.f")
                .POST(body(CUFF))
                .build());

    assertThat(fixture.rights.presented)
        .containsExactly(new Presented("DPoP", token, "a.b.c", "POST", PUBLIC_URL + "/v1/devices"));
    assertThat(twoProofs.statusCode()).isEqualTo(401);
  }

  @Test
  void a_door_that_does_not_know_the_rights_asks_to_come_back() throws Exception {
    String token = granted("app-stale");
    fixture.rights.stale(true);

    HttpResponse<String> answer = register(token, CUFF);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void a_body_over_four_kibibytes_is_413() throws Exception {
    assertThat(register(granted("app-large"), CUFF + " ".repeat(4_096)).statusCode())
        .isEqualTo(413);
  }

  private String granted(String clientId) {
    fixture.rights.set(clientId, PATIENT, Right.ALLOWED);
    return fixture.rights.token(clientId, PATIENT);
  }

  private HttpResponse<String> register(String token, String body) throws Exception {
    return send(registering(token, body));
  }

  private HttpRequest registering(String token, String body) {
    return request("/v1/devices")
        .header("Authorization", "Bearer " + token)
        .POST(body(body))
        .build();
  }

  private HttpResponse<String> delete(String token, JsonNode access) throws Exception {
    return send(deleting(token, access));
  }

  private HttpRequest deleting(String token, JsonNode access) {
    return request("/v1/devices/" + access.get("id").asString())
        .header("Authorization", "Bearer " + token)
        .DELETE()
        .build();
  }

  /// Readings, signed in as the device.
  private HttpRequest signed(JsonNode access, String readings) {
    String pair = access.get("username").asString() + ":" + access.get("password").asString();
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return readings(access, "Basic " + Base64.getEncoder().encodeToString(bytes), readings);
  }

  /// Readings, signed in as the app.
  private HttpRequest bearing(String token, JsonNode access, String readings) {
    return readings(access, "Bearer " + token, readings);
  }

  private HttpRequest readings(JsonNode access, String authorization, String readings) {
    return request("/v1/devices/" + access.get("id").asString() + "/readings")
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .POST(body(readings))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.httpPort + path));
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  /// As soon as the registry's poll has seen the change.
  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(2)).untilAsserted(assertion);
  }

  /// Measured now: the device is the patient's from its registration on.
  private String weight() {
    return weight(Instant.now().plusMillis(++count));
  }

  private static String weight(Instant time) {
    return "{\"measure\":\"body-weight\",\"time\":\"" + time + "\",\"value\":70.5,\"unit\":\"kg\"}";
  }
}
