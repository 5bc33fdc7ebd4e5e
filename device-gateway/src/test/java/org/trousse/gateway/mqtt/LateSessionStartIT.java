package org.trousse.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.reading.Reading;

/// A sensor's records that come before the start of their session wait, and leave when it comes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LateSessionStartIT {
  private final Instant start =
      Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
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
  void records_reach_the_record_at_their_own_time_and_leave_quarantine() throws IOException {
    DeviceId sensor = fixture.device("eager");
    try (RawMqtt client = connected(sensor)) {
      for (int minute = 5; minute <= 15; minute += 5) {
        assertThat(reasonOf(client, sensor, "gatt-2aa7", glucose(minute))).isZero();
      }
      assertThat(fixture.appended).isEmpty();
      assertThat(waiting(sensor)).isEqualTo("3");

      assertThat(reasonOf(client, sensor, "session", sessionStart())).isZero();
    }
    assertThat(fixture.appended)
        .extracting(Reading::effectiveAt)
        .containsExactly(at(5), at(10), at(15));
    assertThat(fixture.appended).extracting(Reading::patient).containsOnly(GatewayFixture.PATIENT);
    assertThat(waiting(sensor)).isEqualTo("0");
  }

  @Test
  void a_record_that_came_before_it_was_measured_is_of_another_session_and_stays()
      throws IOException {
    DeviceId sensor = fixture.device("worn-before");
    try (RawMqtt client = connected(sensor)) {
      assertThat(reasonOf(client, sensor, "gatt-2aa7", glucose(600))).isZero();

      assertThat(reasonOf(client, sensor, "session", sessionStart())).isZero();
    }
    assertThat(fixture.appended).isEmpty();
    assertThat(waiting(sensor)).isEqualTo("1");
  }

  @Test
  void a_start_whose_records_cannot_be_stored_is_not_acknowledged_and_may_come_again()
      throws IOException {
    DeviceId sensor = fixture.device("unlucky");
    try (RawMqtt client = connected(sensor)) {
      assertThat(reasonOf(client, sensor, "gatt-2aa7", glucose(5))).isZero();
      fixture.record.set(reading -> Future.failedFuture("away"));

      assertThat(reasonOf(client, sensor, "session", sessionStart())).as("busy").isEqualTo(0x89);
      assertThat(waiting(sensor)).isEqualTo("1");
    }
    fixture.storesAtOnce();
    try (RawMqtt client = connected(sensor)) {
      assertThat(reasonOf(client, sensor, "session", sessionStart())).isZero();
    }
    assertThat(fixture.appended).extracting(Reading::effectiveAt).containsExactly(at(5));
    assertThat(waiting(sensor)).isEqualTo("0");
  }

  private Instant at(int minute) {
    return start.plus(Duration.ofMinutes(minute));
  }

  private RawMqtt connected(DeviceId sensor) throws IOException {
    RawMqtt client = new RawMqtt(fixture.mqttPort);
    client.connect(Connect.five(sensor.name(), sensor.username(), PASSWORD));
    return client;
  }

  private static int reasonOf(RawMqtt client, DeviceId sensor, String codec, byte[] bytes)
      throws IOException {
    client.publish(topic(sensor, codec), bytes, 1);
    return client.read().reason();
  }

  private String waiting(DeviceId sensor) {
    return fixture.postgres.ask(
        "select count(*) from gateway.quarantine where device = " + sensor.key());
  }

  /// CGM Measurement (0x2AA7): size 6, no flags, 100 mg/dL as SFLOAT, minutes since the start.
  private static byte[] glucose(int minute) {
    return ByteBuffer.allocate(6)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 6)
        .put((byte) 0)
        .putShort((short) 100)
        .putShort((short) minute)
        .array();
  }

  /// CGM Session Start Time (0x2AAA): Date Time, Time Zone 0, DST Offset 0.
  private byte[] sessionStart() {
    ZonedDateTime utc = start.atZone(ZoneOffset.UTC);
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) utc.getYear())
        .put((byte) utc.getMonthValue())
        .put((byte) utc.getDayOfMonth())
        .put((byte) utc.getHour())
        .put((byte) utc.getMinute())
        .put((byte) utc.getSecond())
        .put((byte) 0)
        .put((byte) 0)
        .array();
  }
}
