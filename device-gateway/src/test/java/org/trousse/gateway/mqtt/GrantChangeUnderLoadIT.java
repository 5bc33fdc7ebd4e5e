package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.gateway.mqtt.RawMqtt.Packet;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

/// How long a pause takes to put devices out while others keep the door busy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrantChangeUnderLoadIT {
  private static final String APP = "load-app";
  private static final int PATIENTS = 40;
  private static final int BUSY = 4;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong acknowledged = new AtomicLong();
  private GatewayFixture fixture;

  @BeforeAll
  void start() {
    fixture = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    done.set(true);
    threads.close();
    fixture.close();
  }

  @Test
  void a_pause_puts_a_device_out_within_a_second_under_load() throws Exception {
    List<RawMqtt> lines = new ArrayList<>();
    for (int number = 0; number < PATIENTS; number++) {
      lines.add(connected(device("meter", patient(number))));
    }
    List<Future<Void>> busy = new ArrayList<>();
    for (int number = 0; number < BUSY; number++) {
      DeviceId device = device("busy", patient(PATIENTS + number));
      RawMqtt line = connected(device);
      busy.add(threads.submit(() -> keepBusy(line, device)));
    }

    List<Long> waits = new ArrayList<>();
    for (int number = 0; number < PATIENTS; number++) {
      fixture.rights.set(APP, patient(number), Right.PAUSED);
      long from = System.nanoTime();
      fixture.gateway.grantChanged(APP, patient(number));
      Packet goodbye = lines.get(number).read();
      waits.add(System.nanoTime() - from);
      assertThat(goodbye.reason()).isEqualTo(0x98);
    }

    done.set(true);
    for (Future<Void> each : busy) {
      each.get();
    }
    assertThat(waits).allMatch(nanos -> nanos < SECOND_NANOS);
    assertThat(acknowledged.get()).as("the door was busy").isGreaterThan(PATIENTS);
    for (RawMqtt line : lines) {
      line.close();
    }
  }

  private Void keepBusy(RawMqtt line, DeviceId device) throws IOException {
    for (int packet = 1; !done.get(); packet = packet % 60_000 + 1) {
      line.publish(topic(device, "json1"), glucose(packet), packet);
      line.read();
      acknowledged.incrementAndGet();
    }
    line.close();
    return null;
  }

  private DeviceId device(String name, PatientId patient) {
    fixture.rights.set(APP, patient, Right.ALLOWED);
    return fixture.appDevice(name, APP, patient);
  }

  private RawMqtt connected(DeviceId device) throws IOException {
    RawMqtt client = new RawMqtt(fixture.mqttPort);
    assertThat(client.connect(Connect.five("c", device.username(), PASSWORD)).reason()).isZero();
    return client;
  }

  private static PatientId patient(int number) {
    return new PatientId(0x0500_0000_0000_0000L + number);
  }

  private static byte[] glucose(int number) {
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
    return ("{\"measure\":\"blood-glucose\",\"time\":\""
            + time
            + "\",\"value\":95,\"unit\":\"mg/dL\"}")
        .getBytes(UTF_8);
  }
}
