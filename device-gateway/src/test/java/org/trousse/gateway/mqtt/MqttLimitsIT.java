package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import java.io.IOException;
import java.net.SocketException;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.gateway.mqtt.RawMqtt.Packet;
import org.trousse.sdk.DeviceId;

/// What a node bears, with bounds small enough to meet.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MqttLimitsIT {
  private static final int CONNECTIONS_MAX = 3;
  private static final int MESSAGES_PER_SECOND_MAX = 5;
  private static final int MESSAGES_MAX = 20;
  private static final int AFTER_THE_END = 500;
  private static final int PUBACK = 4;

  private GatewayFixture fixture;

  @BeforeAll
  void start() {
    fixture =
        new GatewayFixture(
            settings -> settings.bounded(CONNECTIONS_MAX, MESSAGES_PER_SECOND_MAX), 1_000_000);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void a_burst_of_twice_the_rate_passes_and_a_flood_does_not() throws IOException {
    DeviceId device = fixture.device("hasty");
    int acknowledged = 0;
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.connect(Connect.five("hasty", device.username(), PASSWORD));
      Packet answer = exchange(client, device, 1);
      while (answer.type() == PUBACK && acknowledged < MESSAGES_MAX) {
        acknowledged++;
        answer = exchange(client, device, acknowledged + 1);
      }

      assertThat(acknowledged).isBetween(2 * MESSAGES_PER_SECOND_MAX, MESSAGES_MAX - 1);
      assertThat(answer.reason()).isEqualTo(0x96);
    }
    assertThat(fixture.appended)
        .filteredOn(reading -> reading.device().equals(device))
        .hasSize(acknowledged);
  }

  @Test
  void what_comes_after_a_goodbye_is_thrown_away_without_a_line_in_the_log() throws IOException {
    DeviceId device = fixture.device("deaf");
    Queue<LogRecord> lines = new ConcurrentLinkedQueue<>();
    Handler listening = new Listening(lines);
    Logger vertx = Logger.getLogger("io.vertx");
    vertx.addHandler(listening);
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.connect(Connect.five("deaf", device.username(), PASSWORD));
      flood(client, device);

      assertThat(client.closedByServer()).isTrue();
    } finally {
      vertx.removeHandler(listening);
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void one_connection_more_than_there_is_room_for_is_told_to_come_back() throws IOException {
    DeviceId device = fixture.device("crowd");
    RawMqtt[] clients = new RawMqtt[CONNECTIONS_MAX + 1];
    int[] codes = new int[CONNECTIONS_MAX + 1];
    for (int place = 0; place < clients.length; place++) {
      clients[place] = new RawMqtt(fixture.mqttPort);
      codes[place] =
          clients[place]
              .connect(Connect.five("crowd-" + place, device.username(), PASSWORD))
              .reason();
    }
    for (RawMqtt client : clients) {
      client.close();
    }

    assertThat(codes).containsExactly(0, 0, 0, 0x89);
  }

  /// Keeps what is logged.
  private static final class Listening extends Handler {
    private final Queue<LogRecord> lines;

    private Listening(Queue<LogRecord> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static void flood(RawMqtt client, DeviceId device) throws IOException {
    try {
      for (int id = 1; id <= AFTER_THE_END; id++) {
        client.publish(topic(device, "json1"), reading(id), id);
      }
    } catch (SocketException closed) {
      // the door has said goodbye in the middle of it
    }
  }

  private static Packet exchange(RawMqtt client, DeviceId device, int id) throws IOException {
    client.publish(topic(device, "json1"), reading(id), id);
    return client.read();
  }

  private static byte[] reading(int second) {
    return ("{\"measure\":\"blood-glucose\",\"time\":\""
            + Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)
            + "\",\"value\":95,\"unit\":\"mg/dL\"}")
        .getBytes(UTF_8);
  }
}
