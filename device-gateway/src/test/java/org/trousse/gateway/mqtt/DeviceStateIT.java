package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.sdk.DeviceId;

/// What a device says of itself on `up/state`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeviceStateIT {
  private GatewayFixture fixture;

  @BeforeAll
  void start() {
    fixture = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void the_latest_state_is_kept_and_acknowledged_after_its_commit() throws IOException {
    DeviceId device = fixture.device("stateful");
    try (RawMqtt client = connected(device)) {
      assertThat(reasonOf(client, device, "{\"battery\":81.50,\"firmware\":\"2.4\"}")).isZero();
      assertThat(state(device)).isEqualTo("{\"battery\": 81.50, \"firmware\": \"2.4\"}");

      assertThat(reasonOf(client, device, "{\"battery\":80}")).isZero();
      assertThat(state(device)).isEqualTo("{\"battery\": 80}");
    }
    assertThat(fixture.appended).as("no reading").isEmpty();
  }

  @Test
  void what_is_no_strict_json_object_is_refused_for_good_and_changes_nothing() throws IOException {
    DeviceId device = fixture.device("confused");
    try (RawMqtt client = connected(device)) {
      assertThat(reasonOf(client, device, "{\"battery\":81}")).isZero();

      assertThat(reasonOf(client, device, "battery: 80")).isEqualTo(0x99);
      assertThat(reasonOf(client, device, "[{\"battery\":80}]")).isEqualTo(0x99);
      assertThat(reasonOf(client, device, "{\"battery\":80,\"battery\":8}")).isEqualTo(0x99);
      assertThat(reasonOf(client, device, "{\"x\":\"" + "x".repeat(9_000) + "\"}")).isEqualTo(0x99);
    }
    assertThat(state(device)).isEqualTo("{\"battery\": 81}");
  }

  private RawMqtt connected(DeviceId device) throws IOException {
    RawMqtt client = new RawMqtt(fixture.mqttPort);
    client.connect(Connect.five(device.name(), device.username(), PASSWORD));
    return client;
  }

  private static int reasonOf(RawMqtt client, DeviceId device, String state) throws IOException {
    client.publish(topic(device, "state"), state.getBytes(UTF_8), 1);
    return client.read().reason();
  }

  private String state(DeviceId device) {
    return fixture.postgres.ask(
        "select state::text from gateway.device_state where device = " + device.key());
  }
}
