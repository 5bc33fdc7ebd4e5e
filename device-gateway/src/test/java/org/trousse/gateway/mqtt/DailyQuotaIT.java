package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.gateway.mqtt.RawMqtt.Packet;
import org.trousse.sdk.DeviceId;

/// A device whose quota is used up is told so at each door, and never that its reading is stored.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DailyQuotaIT {
  private static final int MESSAGES_A_DAY_MAX = 3;
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int DISCONNECT = 14;

  private GatewayFixture fixture;

  @BeforeAll
  void start() {
    fixture = new GatewayFixture(settings -> settings, MESSAGES_A_DAY_MAX);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @BeforeEach
  void clear() {
    fixture.appended.clear();
  }

  @Test
  void the_message_past_the_quota_is_not_acknowledged_but_ends_the_connection() throws IOException {
    DeviceId device = fixture.device("talkative");
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.connect(Connect.five("talkative", device.username(), PASSWORD));
      for (int id = 1; id <= MESSAGES_A_DAY_MAX; id++) {
        client.publish(topic(device, "json1"), reading(id), id);
        assertThat(client.read().type()).as("message %d", id).isEqualTo(PUBACK);
      }

      client.publish(topic(device, "json1"), reading(4), 4);
      Packet answer = client.read();

      assertThat(answer.type()).isEqualTo(DISCONNECT);
      assertThat(answer.reason()).isEqualTo(0x97);
      assertThat(client.closedByServer()).isTrue();
    }
    assertThat(fixture.appended).hasSize(MESSAGES_A_DAY_MAX);
  }

  @Test
  void an_mqtt_3_client_is_told_on_down_ack_and_gets_no_acknowledgement() throws IOException {
    DeviceId device = fixture.device("talkative-3");
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.connect(Connect.five("talkative-3", device.username(), PASSWORD).version3(true));
      client.subscribe3(1, "dg/1/test/talkative-3/down/ack");
      for (int id = 1; id <= MESSAGES_A_DAY_MAX; id++) {
        client.publish(4, topic(device, "json1"), reading(id), 1, false, id);
        assertThat(client.read().type()).as("outcome of %d", id).isEqualTo(PUBLISH);
        assertThat(client.read().type()).as("message %d", id).isEqualTo(PUBACK);
      }

      client.publish(4, topic(device, "json1"), reading(4), 1, false, 4);
      Packet answer = client.read();

      assertThat(answer.type()).isEqualTo(PUBLISH);
      assertThat(new String(answer.body(), UTF_8))
          .endsWith("{\"packetId\":4,\"records\":[],\"reason\":\"quota\"}");
      assertThat(client.closedByServer()).isTrue();
    }
    assertThat(fixture.appended).hasSize(MESSAGES_A_DAY_MAX);
  }

  @Test
  void http_says_429_and_when_the_next_day_begins() throws Exception {
    DeviceId device = fixture.device("talkative-http");
    for (int id = 1; id <= MESSAGES_A_DAY_MAX; id++) {
      assertThat(post(device, id).statusCode()).as("message %d", id).isEqualTo(200);
    }

    HttpResponse<String> answer = post(device, 4);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("/problems/quota");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
        .isBetween(1L, Duration.ofDays(1).toSeconds());
    assertThat(fixture.appended).hasSize(MESSAGES_A_DAY_MAX);
  }

  private HttpResponse<String> post(DeviceId device, int second) throws Exception {
    String pair = device.username() + ":" + PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/devices/%s/readings"
                        .formatted(fixture.httpPort, device.name())))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(reading(second)))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static byte[] reading(int second) {
    return ("{\"measure\":\"blood-glucose\",\"time\":\""
            + Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)
            + "\",\"value\":95,\"unit\":\"mg/dL\"}")
        .getBytes(UTF_8);
  }
}
