package org.trousse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.sdk.DeviceId;
import tools.jackson.databind.json.JsonMapper;

/// Vendors' formats on their way through the HTTP door.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FormatsAtTheDoorIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private GatewayFixture fixture;

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
  void each_record_of_a_cloud_s_answer_goes_where_it_belongs() throws Exception {
    DeviceId device = fixture.device("cloud");
    String entries =
        "[{\"type\":\"mbg\",\"mbg\":95,\"date\":1772867700000},"
            + "{\"type\":\"cal\",\"slope\":850,\"date\":1772867700000},"
            + "{\"type\":\"mbg\",\"mbg\":95,\"units\":\"g\",\"date\":1772867800000},"
            + "{\"type\":\"mbg\",\"mbg\":95}]";

    List<String> outcomes = outcomes(device, "nightscout", entries);

    assertThat(outcomes).containsExactly("flagged", "ignored", "quarantined", "refused");
    assertThat(fixture.appended).hasSize(1);
    assertThat(
            fixture.postgres.ask(
                "select string_agg(reasons::text, ' ') from gateway.quarantine"
                    + " where device_name = 'cloud'"))
        .contains("calibration-not-measurement", "unit-unknown", "missing-time");
  }

  @Test
  void a_file_with_a_preface_is_read_in_its_zone() throws Exception {
    DeviceId device = fixture.device("file");
    String file =
        """
        # zone=Europe/Paris
        Timestamp,Event Type,Glucose Value (mg/dL)
        2026-03-07T08:15:00,Calibration,104
        2026-03-07T08:20:00,Insulin,
        """;

    List<String> outcomes = outcomes(device, "clarity-csv", file);

    assertThat(outcomes).containsExactly("flagged", "ignored");
    assertThat(fixture.appended)
        .singleElement()
        .satisfies(reading -> {
          assertThat(reading.effectiveAt()).hasToString("2026-03-07T07:15:00Z");
          assertThat(reading.zoneMinutes()).isEqualTo(60);
          assertThat(reading.payload().codec()).isEqualTo("clarity-csv");
        });
  }

  @Test
  void what_only_looks_like_a_weight_is_refused_with_its_mend() throws Exception {
    DeviceId device = fixture.device("scale");
    byte[] frame = {(byte) 0xA2, 0x4C, 0x63, (byte) 0xEA, 7, 3, 7, 8, 20, 10};

    var answer = send(device, "gatt-2a9d", BodyPublishers.ofByteArray(frame));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("look-alike", "xiaomi-181d");
  }

  private List<String> outcomes(DeviceId device, String codec, String body) throws Exception {
    var answer = send(device, codec, BodyPublishers.ofString(body));
    return JSON.readTree(answer.body()).get("records").values().stream()
        .map(record -> record.get("outcome").asString())
        .toList();
  }

  private HttpResponse<String> send(DeviceId device, String codec, HttpRequest.BodyPublisher body)
      throws Exception {
    String pair = device.username() + ":" + PASSWORD;
    String address =
        "http://127.0.0.1:"
            + fixture.httpPort
            + "/v1/devices/"
            + device.name()
            + "/readings?codec="
            + codec;
    return client.send(
        HttpRequest.newBuilder(URI.create(address))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }
}
