package org.trousse.platform.revocation;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.trousse.sdk.device.GattWriter;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;

/// A meter of an app: readings over one MQTT connection, which it does not open again.
public final class AppDevice implements Probe, AutoCloseable {
  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  private final Mqtt5AsyncClient client;
  private final String topic;

  private AppDevice(Mqtt5AsyncClient client, String topic) {
    this.client = client;
    this.topic = topic;
  }

  static CompletableFuture<AppDevice> connect(Node node, Subject.Device device) {
    Mqtt5AsyncClient client =
        Mqtt5Client.builder()
            .identifier(device.id())
            .serverHost("127.0.0.1")
            .serverPort(node.mqttPort())
            .simpleAuth()
            .username(device.username())
            .password(device.password().getBytes(StandardCharsets.UTF_8))
            .applySimpleAuth()
            .buildAsync();
    String topic = "dg/1/" + device.tenant() + "/" + device.id() + "/up/gatt-2a18";
    return client
        .connectWith()
        .cleanStart(true)
        .send()
        .thenApply(connected -> new AppDevice(client, topic));
  }

  /// One more glucose reading of now; synthetic.
  static byte[] reading() {
    int sequence = SEQUENCE.incrementAndGet() & 0xFFFF;
    return GattWriter.glucose(
        new GattWriter.Glucose(
            sequence,
            LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
            null,
            Quantity.of("95", Unit.MG_PER_DL),
            Specimen.CAPILLARY_WHOLE_BLOOD,
            BodySite.FINGER,
            Set.of(),
            false));
  }

  /// A connection that was ended, or an acknowledgement that says no, is a closed door.
  @Override
  public CompletableFuture<Answer> ask() {
    return client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(reading())
        .send()
        .handle((sent, failed) ->
            failed == null && sent.getError().isEmpty() ? Answer.OPEN : Answer.CLOSED);
  }

  @Override
  public void close() {
    client.disconnect().join();
  }
}
