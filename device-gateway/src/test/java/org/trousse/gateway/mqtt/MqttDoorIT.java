package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.gateway.mqtt.RawMqtt.Packet;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.reading.Outcome;

/// The MQTT door as a client sees it, byte by byte where it matters.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MqttDoorIT {
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int DISCONNECT = 14;

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
  void acknowledges_a_reading_after_its_commit_and_not_before() throws IOException {
    DeviceId device = fixture.device("after-commit");
    Promise<Outcome> commit = Promise.promise();
    fixture.record.set(reading -> commit.future());
    try (RawMqtt client = connected(device)) {
      client.publish(topic(device, "json1"), glucose(), 7);

      assertThat(client.silentFor(300)).isTrue();
      commit.complete(Outcome.ACCEPTED);
      Packet puback = client.read();

      assertThat(puback.type()).isEqualTo(PUBACK);
      assertThat(puback.packetId()).isEqualTo(7);
      assertThat(puback.reason()).isZero();
    }
  }

  @Test
  void acknowledges_in_the_order_of_arrival_although_commits_end_in_another() throws IOException {
    DeviceId device = fixture.device("in-order");
    List<Promise<Outcome>> commits = new CopyOnWriteArrayList<>();
    fixture.record.set(reading -> {
      Promise<Outcome> commit = Promise.promise();
      commits.add(commit);
      return commit.future();
    });
    try (RawMqtt client = connected(device)) {
      for (int id = 1; id <= 3; id++) {
        client.publish(topic(device, "json1"), glucose(), id);
      }
      await().until(() -> commits.size() == 3);

      commits.get(2).complete(Outcome.ACCEPTED);
      commits.get(0).complete(Outcome.ACCEPTED);
      commits.get(1).complete(Outcome.DUPLICATE);

      assertThat(
              List.of(client.read().packetId(), client.read().packetId(), client.read().packetId()))
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void withholds_the_acknowledgement_and_says_busy_when_the_record_is_away() throws IOException {
    DeviceId device = fixture.device("record-away");
    fixture.record.set(reading -> Future.failedFuture("away"));
    try (RawMqtt client = connected(device)) {
      client.publish(topic(device, "json1"), glucose(), 1);
      Packet answer = client.read();

      assertThat(answer.type()).isEqualTo(DISCONNECT);
      assertThat(answer.reason()).isEqualTo(0x89);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void refuses_undecodable_bytes_for_good_and_keeps_them_for_operators() throws IOException {
    DeviceId device = fixture.device("undecodable");
    try (RawMqtt client = connected(device)) {
      client.publish(topic(device, "gatt-2a18"), HexFormat.of().parseHex("1B0000"), 1);

      assertThat(client.read().reason()).isEqualTo(0x99);
      assertThat(
              fixture.postgres.ask(
                  "select encode(payload, 'hex') from gateway.quarantine where device_name ="
                      + " 'undecodable'"))
          .isEqualTo("1b0000");
    }
  }

  @Test
  void refuses_topics_that_are_none_of_ours() throws IOException {
    DeviceId device = fixture.device("topics");
    DeviceId other = fixture.device("topics-other");
    try (RawMqtt client = connected(device)) {
      assertThat(reasonOf(client, "dg/1/test/topics/up/unheard-of")).isEqualTo(0x90);
      assertThat(reasonOf(client, "dg/2/test/topics/up/json1")).isEqualTo(0x90);
      assertThat(reasonOf(client, "$SYS/broker")).isEqualTo(0x90);
      assertThat(reasonOf(client, topic(other, "json1"))).isEqualTo(0x87);
      assertThat(reasonOf(client, "dg/1/test/nobody/up/json1")).isEqualTo(0x87);
    }
    assertThat(fixture.appended).isEmpty();
  }

  @Test
  void a_gateway_publishes_for_a_device_that_it_acts_for() throws IOException {
    DeviceId hub = fixture.device("hub");
    DeviceId cuff = fixture.device("hub-cuff");
    fixture.gateway.actFor(hub, cuff).await();
    try (RawMqtt client = connected(hub)) {
      assertThat(reasonOf(client, topic(cuff, "json1"))).isZero();
    }
    assertThat(fixture.appended).singleElement().matches(reading -> reading.device().equals(cuff));
  }

  @Test
  void ends_the_connection_on_what_mqtt_lets_it_refuse() throws IOException {
    DeviceId device = fixture.device("protocol");
    byte[] payload = glucose();

    try (RawMqtt client = connected(device)) {
      client.publish(5, topic(device, "json1"), payload, 1, true, 1);
      assertThat(client.read().reason()).as("retained").isEqualTo(0x9A);
    }
    try (RawMqtt client = connected(device)) {
      client.publish(5, topic(device, "json1"), payload, 2, false, 1);
      assertThat(client.read().reason()).as("QoS 2").isEqualTo(0x9B);
    }
    try (RawMqtt client = connected(device)) {
      client.publish(topic(device, "json1"), new byte[70_000], 1);
      assertThat(client.read().reason()).as("packet too large").isEqualTo(0x95);
    }
    assertThat(fixture.appended).isEmpty();
  }

  @Test
  void bears_32_unacknowledged_messages_and_not_33() throws IOException {
    DeviceId device = fixture.device("receive-maximum");
    fixture.record.set(reading -> Promise.<Outcome>promise().future());
    try (RawMqtt client = connected(device)) {
      for (int id = 1; id <= 32; id++) {
        client.publish(topic(device, "json1"), glucose(), id);
      }
      assertThat(client.silentFor(300)).as("32").isTrue();

      client.publish(topic(device, "json1"), glucose(), 33);

      assertThat(client.read().reason()).as("33").isEqualTo(0x93);
    }
  }

  @Test
  void connack_tells_what_the_door_bears() throws IOException {
    DeviceId device = fixture.device("connack");
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      Packet connack = client.connect(Connect.five("c1", device.username(), PASSWORD).keepAlive(0));

      String properties = HexFormat.of().formatHex(connack.body());
      assertThat(connack.reason()).isZero();
      assertThat(properties)
          .contains("210020") // Receive Maximum 32
          .contains("2401") // Maximum QoS 1
          .contains("2500") // Retain Available 0
          .contains("2700010000") // Maximum Packet Size 65536
          .contains("220000") // Topic Alias Maximum 0
          .contains("2800") // Wildcard Subscription Available 0
          .contains("2900") // Subscription Identifier Available 0
          .contains("2a00") // Shared Subscription Available 0
          .contains("13012c"); // Server Keep Alive 300, for a client that wanted none
    }
  }

  @Test
  void refuses_a_connect_that_it_must_not_accept() throws IOException {
    DeviceId device = fixture.device("refused");
    Connect good = Connect.five("c1", device.username(), PASSWORD);

    assertThat(connect(good).reason()).as("control: the good one").isZero();
    assertThat(connect(Connect.five("c1", device.username(), PASSWORD + "x")).reason())
        .as("wrong password")
        .isEqualTo(0x86);
    assertThat(connect(Connect.five("c1", "nobody@test", PASSWORD)).reason())
        .as("unknown device")
        .isEqualTo(0x86);
    assertThat(connect(new Connect(5, "c1", true, 60, null, null, null, false)).reason())
        .as("no credentials")
        .isEqualTo(0x86);
    assertThat(connect(good.withWill()).reason()).as("Will").isEqualTo(0x87);
    assertThat(connect(Connect.five("c1", device.username(), "x").version3(true)).reason())
        .as("3.1.1, wrong password")
        .isEqualTo(4);
  }

  @Test
  void session_present_is_the_truth() throws IOException {
    DeviceId device = fixture.device("sessions");
    Connect resuming = Connect.five("s1", device.username(), PASSWORD).resuming(3_600);

    try (RawMqtt first = new RawMqtt(fixture.mqttPort)) {
      assertThat(first.connect(resuming).sessionPresent()).as("first time").isFalse();
      first.subscribe(1, "dg/1/test/sessions/down/ack");
      first.disconnect();
    }
    await().until(() -> sessionExpiry("s1") != null);
    try (RawMqtt second = new RawMqtt(fixture.mqttPort)) {
      assertThat(second.connect(resuming).sessionPresent()).as("second time").isTrue();
      second.publish(topic(device, "json1"), glucose(), 5);
      assertThat(second.read().type()).as("the subscription stands").isEqualTo(PUBLISH);
    }
    try (RawMqtt third = new RawMqtt(fixture.mqttPort)) {
      assertThat(third.connect(Connect.five("s1", device.username(), PASSWORD)).sessionPresent())
          .as("clean start")
          .isFalse();
    }
    try (RawMqtt fourth = new RawMqtt(fixture.mqttPort)) {
      assertThat(fourth.connect(resuming).sessionPresent()).as("after a clean start").isFalse();
    }
  }

  @Test
  void an_mqtt_3_session_is_kept_too() throws IOException {
    DeviceId device = fixture.device("sessions-3");
    Connect kept = Connect.five("s3", device.username(), PASSWORD).version3(false);

    try (RawMqtt first = new RawMqtt(fixture.mqttPort)) {
      assertThat(first.connect(kept).sessionPresent()).isFalse();
      first.publish(4, topic(device, "json1"), glucose(), 1, false, 9);
      Packet puback = first.read();
      assertThat(puback.packetId()).isEqualTo(9);
      assertThat(puback.body()).as("3.1.1 knows no reason code").hasSize(2);
    }
    try (RawMqtt second = new RawMqtt(fixture.mqttPort)) {
      assertThat(second.connect(kept).sessionPresent()).isTrue();
    }
  }

  @Test
  void a_newer_connection_takes_over_and_keeps_the_session() throws IOException {
    DeviceId device = fixture.device("takeover");
    Connect resuming = Connect.five("t1", device.username(), PASSWORD).resuming(3_600);
    try (RawMqtt old = new RawMqtt(fixture.mqttPort);
        RawMqtt young = new RawMqtt(fixture.mqttPort)) {
      old.connect(resuming);

      assertThat(young.connect(resuming).sessionPresent()).isTrue();

      assertThat(old.read().reason()).isEqualTo(0x8E);
      assertThat(old.closedByServer()).isTrue();
      assertThat(reasonOf(young, topic(device, "json1"))).isZero();
    }
  }

  @Test
  void grants_the_down_topics_of_its_own_device_and_nothing_else() throws IOException {
    DeviceId device = fixture.device("subscriber");
    fixture.device("subscriber-other");
    try (RawMqtt client = connected(device)) {
      List<Integer> codes =
          client.subscribe(
              1,
              "dg/1/test/subscriber/down/ack",
              "dg/1/test/subscriber/down/#",
              "dg/1/test/subscriber-other/down/ack",
              "$share/g/dg/1/test/subscriber/down/ack",
              "$SYS/x");

      assertThat(codes).containsExactly(0x00, 0xA2, 0x87, 0x9E, 0x8F);
    }
  }

  @Test
  void tells_the_outcome_of_each_record_on_down_ack() throws IOException {
    DeviceId device = fixture.device("outcomes");
    try (RawMqtt client = connected(device)) {
      client.subscribe(1, "dg/1/test/outcomes/down/ack");

      client.publishCorrelated(topic(device, "json1"), glucose(), 2, "mine-1");
      String told = new String(client.read().body(), UTF_8);

      assertThat(told)
          .contains("\"correlation\":\"mine-1\"")
          .contains("\"outcome\":\"flagged\",\"flags\":[\"backfilled\"]");
      assertThat(client.read().type()).isEqualTo(PUBACK);
    }
  }

  @Test
  void a_device_whose_registration_ends_is_told_and_put_out_within_a_second() throws IOException {
    DeviceId device = fixture.device("ending");
    try (RawMqtt client = connected(device)) {
      long before = System.nanoTime();

      fixture.gateway.end(device, Instant.now()).await();
      Packet goodbye = client.read();

      assertThat(goodbye.type()).isEqualTo(DISCONNECT);
      assertThat(goodbye.reason()).isEqualTo(0x87);
      assertThat(System.nanoTime() - before).isLessThan(1_000_000_000L);
    }
    assertThat(connect(Connect.five("c", device.username(), PASSWORD)).reason()).isEqualTo(0x87);
  }

  @Test
  void a_reading_of_a_device_that_nobody_wore_then_waits_in_quarantine() throws IOException {
    DeviceId device = fixture.unboundDevice("unbound");
    try (RawMqtt client = connected(device)) {
      assertThat(reasonOf(client, topic(device, "json1"))).isZero();
    }
    assertThat(fixture.appended).isEmpty();
    assertThat(
            fixture.postgres.ask(
                "select reasons::text from gateway.quarantine where device_name = 'unbound'"))
        .contains("owner-unknown");
  }

  @Test
  void bytes_that_are_not_mqtt_end_the_connection() throws IOException {
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.raw("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));

      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void a_connect_that_trickles_is_cut_after_five_seconds() throws IOException {
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.raw(new byte[] {0x10});
      long before = System.nanoTime();

      boolean closed = client.closedByServer();

      assertThat(closed).isTrue();
      assertThat(System.nanoTime() - before).isLessThan(9_000_000_000L);
    }
  }

  private RawMqtt connected(DeviceId device) throws IOException {
    RawMqtt client = new RawMqtt(fixture.mqttPort);
    Packet connack = client.connect(Connect.five("c" + count++, device.username(), PASSWORD));
    assertThat(connack.type()).isEqualTo(CONNACK);
    assertThat(connack.reason()).isZero();
    return client;
  }

  private Packet connect(Connect connect) throws IOException {
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      return client.connect(connect);
    }
  }

  private int reasonOf(RawMqtt client, String topic) throws IOException {
    client.publish(topic, glucose(), 11);
    return client.read().reason();
  }

  private String sessionExpiry(String clientId) {
    return fixture.postgres.ask(
        "select expires_at from gateway.session where client_id = '" + clientId + "'");
  }

  /// A reading of its own second each time.
  private byte[] glucose() {
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(count++);
    return ("{\"measure\":\"blood-glucose\",\"time\":\""
            + time
            + "\",\"value\":95,\"unit\":\"mg/dL\"}")
        .getBytes(UTF_8);
  }
}
