package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.PATIENT;
import static org.trousse.gateway.GatewayFixture.topic;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.gateway.mqtt.RawMqtt.Packet;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;

/// What a device of an app meets at the MQTT door when its patient pauses, narrows or ends what the
/// app may add.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppDevicesIT {
  private static final PatientId OTHER = new PatientId(0x0BADCAFE0BADCAFEL);
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
    fixture.rights.stale(false);
  }

  @Test
  void a_paused_app_s_device_is_put_out_keeps_its_readings_and_delivers_them_later()
      throws IOException {
    DeviceId device = device("app-pause");
    Connect resuming = Connect.five("p1", device.username(), PASSWORD).resuming(3_600);
    byte[] kept = glucose();
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.connect(resuming);

      change("app-pause", Right.PAUSED);
      Packet goodbye = client.read();

      assertThat(goodbye.type()).isEqualTo(DISCONNECT);
      assertThat(goodbye.reason()).as("administrative action").isEqualTo(0x98);
    }
    assertThat(connect(resuming).reason()).as("while it lasts: server unavailable").isEqualTo(0x88);

    change("app-pause", Right.ALLOWED);
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      assertThat(client.connect(resuming).sessionPresent()).as("it may send again").isTrue();
      client.publish(topic(device, "json1"), kept, 1);
      assertThat(client.read().reason()).isZero();
    }
    assertThat(fixture.appended).hasSize(1);
  }

  @Test
  void a_reading_that_meets_the_pause_is_not_acknowledged_and_not_stored() throws IOException {
    DeviceId device = device("app-pause-2");
    try (RawMqtt client = connected(device)) {
      fixture.rights.set("app-pause-2", PATIENT, Right.PAUSED); // the feed has not said so yet

      client.publish(topic(device, "json1"), glucose(), 1);
      Packet answer = client.read();

      assertThat(answer.type()).as("no PUBACK").isEqualTo(DISCONNECT);
      assertThat(answer.reason()).isEqualTo(0x98);
    }
    assertNothingKeptOf(device);
  }

  @Test
  void a_right_that_pauses_while_the_batch_waits_is_asked_again() throws IOException {
    DeviceId device = device("app-batch");
    fixture.record.set(reading -> {
      fixture.rights.set("app-batch", PATIENT, Right.PAUSED);
      return fixture.gateway.stillAllowed(reading)
          ? Future.succeededFuture(Outcome.ACCEPTED)
          : Future.failedFuture("no longer allowed");
    });
    try (RawMqtt client = connected(device)) {
      client.publish(topic(device, "json1"), glucose(), 1);
      Packet answer = client.read();

      assertThat(answer.type()).isEqualTo(DISCONNECT);
      assertThat(answer.reason()).isEqualTo(0x89);
    }
  }

  @Test
  void a_kind_that_was_taken_away_is_refused_and_the_others_are_taken() throws IOException {
    DeviceId device = device("app-narrow");
    try (RawMqtt client = connected(device)) {
      fixture.rights.set("app-narrow", PATIENT, Measure.BLOOD_GLUCOSE, Right.NOT_GRANTED);
      fixture.gateway.grantChanged("app-narrow", PATIENT);

      client.publish(topic(device, "json1"), glucose(), 1);
      Packet glucose = client.read();
      client.publish(topic(device, "json1"), weight(), 2);
      Packet weight = client.read();

      assertThat(glucose.reason()).isEqualTo(0x87);
      assertThat(new String(glucose.body(), UTF_8)).contains("does not let this app add");
      assertThat(weight.type()).isEqualTo(PUBACK);
      assertThat(weight.reason()).isZero();
    }
    assertThat(fixture.appended)
        .singleElement()
        .matches(reading -> reading.measure() == Measure.BODY_WEIGHT);
    assertThat(quarantined(device)).isEqualTo("0");
  }

  @Test
  void after_the_end_nothing_is_taken_whenever_it_was_measured() throws IOException {
    DeviceId device = device("app-end");
    byte[] measuredBefore = glucose();
    try (RawMqtt client = connected(device)) {
      change("app-end", Right.ENDED);

      assertThat(client.read().reason()).as("nothing is left to add").isEqualTo(0x87);
    }
    try (RawMqtt client = connected(device)) {
      client.publish(topic(device, "json1"), measuredBefore, 1);
      assertThat(client.read().reason()).isEqualTo(0x87);
      client.publish(topic(device, "gatt-2a18"), HexFormat.of().parseHex("1B0000"), 2);
      assertThat(client.read().reason()).as("nor bytes that nobody can read").isEqualTo(0x87);
      client.publish(topic(device, "clock"), "{}".getBytes(UTF_8), 3);
      assertThat(client.read().reason()).isEqualTo(0x87);
    }
    assertNothingKeptOf(device);
  }

  @Test
  void mqtt_3_is_told_on_down_ack() throws IOException {
    DeviceId device = device("app-three");
    Connect three = Connect.five("three", device.username(), PASSWORD).version3(true);
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      client.connect(three);
      client.subscribe3(1, "dg/1/" + device.tenant() + "/" + device.name() + "/down/ack");
      fixture.rights.set("app-three", PATIENT, Measure.BLOOD_GLUCOSE, Right.NOT_GRANTED);
      client.publish(4, topic(device, "json1"), glucose(), 1, false, 9);

      Packet told = client.read();
      assertThat(told.type()).isEqualTo(PUBLISH);
      assertThat(new String(told.body(), UTF_8)).contains("\"error\":\"not-granted\"");
      assertThat(client.read().type()).isEqualTo(PUBACK);

      change("app-three", Right.PAUSED);
      assertThat(new String(client.read().body(), UTF_8)).contains("\"reason\":\"app-paused\"");
      assertThat(client.closedByServer()).isTrue();
    }
    assertThat(connect(three).reason()).as("server unavailable").isEqualTo(3);
  }

  @Test
  void a_door_that_does_not_know_the_rights_takes_nothing_from_apps() throws IOException {
    DeviceId device = device("app-stale");
    DeviceId own = fixture.device("not-an-apps");
    try (RawMqtt client = connected(device);
        RawMqtt other = connected(own)) {
      fixture.rights.stale(true);

      client.publish(topic(device, "json1"), glucose(), 1);
      other.publish(topic(own, "json1"), glucose(), 1);

      assertThat(client.read().reason()).as("busy").isEqualTo(0x89);
      assertThat(other.read().reason()).as("a device of the platform's own").isZero();
      assertThat(connect(Connect.five("s", device.username(), PASSWORD)).reason()).isEqualTo(0x88);
    }
    assertThat(fixture.appended).hasSize(1);
  }

  @Test
  void a_suspended_app_s_devices_go_and_nobody_else_s() throws IOException {
    DeviceId one = device("app-suspended");
    fixture.rights.set("app-suspended", OTHER, Right.ALLOWED);
    DeviceId two = fixture.appDevice("second", "app-suspended", OTHER);
    DeviceId another = device("app-not-suspended");
    try (RawMqtt first = connected(one);
        RawMqtt second = connected(two);
        RawMqtt third = connected(another)) {
      fixture.rights.set("app-suspended", PATIENT, Right.SUSPENDED);
      fixture.rights.set("app-suspended", OTHER, Right.SUSPENDED);

      fixture.gateway.grantChanged("app-suspended", null);

      assertThat(first.read().reason()).isEqualTo(0x98);
      assertThat(second.read().reason()).isEqualTo(0x98);
      assertThat(third.silentFor(300)).isTrue();
    }
  }

  @Test
  void a_pause_at_one_patient_s_leaves_the_app_s_other_patients_alone() throws IOException {
    DeviceId mine = device("app-two");
    fixture.rights.set("app-two", OTHER, Right.ALLOWED);
    DeviceId theirs = fixture.appDevice("theirs", "app-two", OTHER);
    try (RawMqtt first = connected(mine);
        RawMqtt second = connected(theirs)) {
      change("app-two", Right.PAUSED);

      assertThat(first.read().reason()).isEqualTo(0x98);
      second.publish(topic(theirs, "json1"), glucose(), 1);
      assertThat(second.read().reason()).isZero();
    }
    assertThat(fixture.appended).singleElement().matches(r -> r.patient().equals(OTHER));
  }

  private DeviceId device(String clientId) {
    fixture.rights.set(clientId, PATIENT, Right.ALLOWED);
    return fixture.appDevice("meter", clientId, PATIENT);
  }

  private void change(String clientId, Right right) {
    fixture.rights.set(clientId, PATIENT, right);
    fixture.gateway.grantChanged(clientId, PATIENT);
  }

  private void assertNothingKeptOf(DeviceId device) {
    assertThat(fixture.appended).isEmpty();
    assertThat(quarantined(device)).isEqualTo("0");
  }

  private String quarantined(DeviceId device) {
    return fixture.postgres.ask(
        "select count(*) from gateway.quarantine where device = " + device.key());
  }

  private RawMqtt connected(DeviceId device) throws IOException {
    RawMqtt client = new RawMqtt(fixture.mqttPort);
    Packet connack = client.connect(Connect.five("c" + count++, device.username(), PASSWORD));
    assertThat(connack.reason()).isZero();
    return client;
  }

  private Packet connect(Connect connect) throws IOException {
    try (RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      return client.connect(connect);
    }
  }

  private byte[] glucose() {
    return reading("\"measure\":\"blood-glucose\",\"value\":95,\"unit\":\"mg/dL\"");
  }

  private byte[] weight() {
    return reading("\"measure\":\"body-weight\",\"value\":70.5,\"unit\":\"kg\"");
  }

  private byte[] reading(String members) {
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(count++);
    return ("{" + members + ",\"time\":\"" + time + "\"}").getBytes(UTF_8);
  }
}
