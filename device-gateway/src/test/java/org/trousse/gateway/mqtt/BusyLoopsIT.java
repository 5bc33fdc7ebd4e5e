package org.trousse.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.gateway.GatewayFixture.PASSWORD;
import static org.trousse.gateway.GatewayFixture.topic;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.mqtt.RawMqtt.Connect;
import org.trousse.gateway.mqtt.RawMqtt.Packet;
import org.trousse.sdk.DeviceId;

/// A node that is flooded before it is warm has no time for anything else.
final class BusyLoopsIT {
  private static final int PUBACK = 4;
  private static final int READINGS = 32;

  @Test
  void doors_that_were_busy_for_longer_than_a_poll_may_take_still_take_readings()
      throws IOException, InterruptedException {
    try (GatewayFixture fixture = new GatewayFixture();
        RawMqtt client = new RawMqtt(fixture.mqttPort)) {
      DeviceId device = fixture.device("patient");
      client.connect(Connect.five("patient", device.username(), PASSWORD));
      CountDownLatch busy = occupyEveryLoop(fixture);
      for (int id = 1; id <= READINGS; id++) {
        client.publish(topic(device, "json1"), reading(id), id);
      }
      Thread.sleep(RegistryStore.STALE_AFTER.plusMillis(500));

      busy.countDown();

      for (int id = 1; id <= READINGS; id++) {
        Packet answer = client.read();
        assertThat(answer.type()).isEqualTo(PUBACK);
        assertThat(answer.packetId()).isEqualTo(id);
      }
    }
  }

  /// Until the latch opens, as decoding would.
  private static CountDownLatch occupyEveryLoop(GatewayFixture fixture) {
    CountDownLatch busy = new CountDownLatch(1);
    for (EventExecutor loop : ((VertxInternal) fixture.vertx).eventLoopGroup()) {
      loop.execute(() -> {
        try {
          busy.await();
        } catch (InterruptedException ended) {
          Thread.currentThread().interrupt();
        }
      });
    }
    return busy;
  }

  private static byte[] reading(int second) {
    return ("{\"measure\":\"blood-glucose\",\"time\":\"2026-01-01T00:00:%02dZ\"".formatted(second)
            + ",\"value\":95,\"unit\":\"mg/dL\"}")
        .getBytes(UTF_8);
  }
}
