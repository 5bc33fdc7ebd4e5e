package org.trousse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.gateway.GatewayFixture;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.reading.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP door as a device sees it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadingRoutesIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

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
    fixture.storesAtOnce();
  }

  @Test
  void takes_one_reading_and_says_what_became_of_it() throws Exception {
    DeviceId device = fixture.device("one");

    HttpResponse<String> answer = send(request(device, glucose(95)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(outcomes(answer)).containsExactly("flagged");
    assertThat(fixture.appended).hasSize(1);
  }

  @Test
  void takes_a_thousand_readings_and_not_a_thousand_and_one() throws Exception {
    DeviceId device = fixture.device("thousand");

    HttpResponse<String> thousand = send(request(device, many(1_000)));
    HttpResponse<String> more = send(request(device, many(1_001)));

    assertThat(thousand.statusCode()).isEqualTo(200);
    assertThat(outcomes(thousand)).hasSize(1_000);
    assertThat(more.statusCode()).isEqualTo(422);
    assertThat(fixture.appended).hasSize(1_000);
  }

  @Test
  void a_bad_record_is_refused_alone_with_its_field_and_mend() throws Exception {
    DeviceId device = fixture.device("mixed");

    HttpResponse<String> answer =
        send(request(device, "[" + glucose(95) + ",{\"measure\":\"blood-glucose\"}]"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(outcomes(answer)).containsExactly("flagged", "refused");
    assertThat(JSON.readTree(answer.body()).at("/records/1/mend").asString()).contains("value");
  }

  @Test
  void says_422_when_every_record_is_refused() throws Exception {
    DeviceId device = fixture.device("refused");

    HttpResponse<String> answer = send(request(device, "{\"measure\":\"blood-glucose\"}"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JSON.readTree(answer.body()).at("/type").asString())
        .isEqualTo("/problems/readings-refused");
  }

  @Test
  void a_problem_s_type_leads_to_its_page() throws Exception {
    DeviceId device = fixture.device("problem");
    HttpRequest twice = request(device, "{\"a\":1,\"a\":2}");

    HttpResponse<String> answer = send(twice);

    URI type = twice.uri().resolve(JSON.readTree(answer.body()).get("type").asString());
    HttpResponse<String> led = send(HttpRequest.newBuilder(type).build());
    assertThat(led.statusCode()).isEqualTo(302);
    assertThat(led.headers().firstValue("Location")).hasValue("/fr/problemes/not-json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"a\":1,\"a\":2}",
        "{\"value\":1e999999999}",
        "{\"value\":NaN}",
        "{\"id\":\"\\u0000\"}",
        "{\"id\":\"\\ud800\"}",
        "{} {}"
      })
  void hostile_json_is_400_and_never_reinterpreted(String body) throws Exception {
    DeviceId device = fixture.device("hostile");

    HttpResponse<String> answer = send(request(device, body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(fixture.appended).isEmpty();
  }

  @Test
  void bytes_of_a_bluetooth_service_come_in_as_octets() throws Exception {
    DeviceId device = fixture.device("octets");
    // weight: flags 02 (time), 70.000 kg, 2023-12-25T14:30:45
    byte[] bytes = HexFormat.of().parseHex("02B036E7070C190E1E2D");

    HttpResponse<String> answer =
        send(
            authorised(device, device.name(), "?codec=gatt-2a9d")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes))
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(fixture.appended)
        .singleElement()
        .extracting(r -> r.amounts().value())
        .hasToString("70.000");
  }

  @Test
  void an_idempotency_key_answers_the_same_again_and_refuses_another_body() throws Exception {
    DeviceId device = fixture.device("idempotent");
    String body = glucose(95);

    HttpResponse<String> first = send(keyed(device, body, "k-1"));
    HttpResponse<String> again = send(keyed(device, body, "k-1"));
    HttpResponse<String> other = send(keyed(device, glucose(96), "k-1"));

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(fixture.appended).hasSize(1);
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @Test
  void asks_for_credentials_and_tells_nobody_which_devices_there_are() throws Exception {
    DeviceId device = fixture.device("mine");
    fixture.device("not-mine");

    HttpResponse<String> nobody =
        send(
            HttpRequest.newBuilder(uri("mine", ""))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(glucose(95)))
                .build());
    HttpResponse<String> anothers =
        send(
            authorised(device, "not-mine", "")
                .POST(BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .build());
    HttpResponse<String> unknown =
        send(
            authorised(device, "unheard-of", "")
                .POST(BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .build());

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate"))
        .get()
        .asString()
        .startsWith("Basic");
    assertThat(anothers.statusCode()).isEqualTo(403);
    assertThat(unknown.statusCode()).isEqualTo(403);
    assertThat(unknown.body()).isEqualTo(anothers.body());
  }

  @Test
  void says_busy_and_when_to_come_back_when_the_record_is_away() throws Exception {
    DeviceId device = fixture.device("busy");
    fixture.record.set(reading -> Future.failedFuture("away"));

    HttpResponse<String> answer = send(request(device, glucose(95)));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void a_body_over_a_mebibyte_is_413_and_an_unknown_type_415() throws Exception {
    DeviceId device = fixture.device("limits");

    HttpResponse<String> large = send(request(device, " ".repeat((1 << 20) + 1)));
    HttpResponse<String> xml =
        send(
            authorised(device, device.name(), "")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<a/>"))
                .build());

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(xml.statusCode()).isEqualTo(415);
  }

  @Test
  void a_conflict_is_told_and_its_bytes_are_kept() throws Exception {
    DeviceId device = fixture.device("conflict");
    fixture.record.set(reading -> Future.succeededFuture(Outcome.CONFLICT));

    HttpResponse<String> answer = send(request(device, glucose(95)));

    assertThat(outcomes(answer)).containsExactly("conflict");
    assertThat(
            fixture.postgres.ask(
                "select reasons::text from gateway.quarantine where device_name = 'conflict'"))
        .contains("conflict");
  }

  private HttpRequest request(DeviceId device, String body) {
    return authorised(device, device.name(), "")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest keyed(DeviceId device, String body, String key) {
    return authorised(device, device.name(), "")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder authorised(DeviceId device, String path, String query) {
    String pair = device.username() + ":" + PASSWORD;
    return HttpRequest.newBuilder(uri(path, query))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private URI uri(String device, String query) {
    return URI.create(
        "http://127.0.0.1:" + fixture.httpPort + "/v1/devices/" + device + "/readings" + query);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private static List<String> outcomes(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).get("records").values().stream()
        .map(record -> record.get("outcome").asString())
        .toList();
  }

  private String many(int records) {
    return IntStream.range(0, records)
        .mapToObj(index -> glucose(95))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String glucose(int value) {
    JsonNode time = JSON.valueToTree(START.plusSeconds(count++).toString());
    return "{\"measure\":\"blood-glucose\",\"time\":"
        + time
        + ",\"value\":"
        + value
        + ",\"unit\":\"mg/dL\"}";
  }
}
