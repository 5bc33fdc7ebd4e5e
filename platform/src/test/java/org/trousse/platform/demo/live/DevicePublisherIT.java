package org.trousse.platform.demo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.device.Backoff;
import org.trousse.sdk.device.DeviceAccess;
import org.trousse.sdk.device.DevicePublisher;
import org.trousse.sdk.device.DownAck;
import org.trousse.sdk.device.PublishResult;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;

/// The SDK's publisher and the demo's devices over real sockets.
final class DevicePublisherIT {
  private static final DeviceId CUFF = new DeviceId("demo", "a-cuff");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final DevicePublisher.Limits QUICK =
      new DevicePublisher.Limits(
          4,
          100,
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)));

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final List<DownAck> outcomes = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void a_reading_is_acknowledged_and_its_outcome_told() throws Exception {
    try (LoopbackGateway gateway =
            new LoopbackGateway(_ -> Optional.of(MqttPubAckReasonCode.SUCCESS));
        DevicePublisher publisher = publisher(gateway.port())) {
      var _ = publisher.connect();

      PublishResult result = publish(publisher, "one").get();

      assertThat(result).isEqualTo(new PublishResult.Acknowledged(0));
      await().atMost(SOON).until(() -> !outcomes.isEmpty());
      assertThat(outcomes.getFirst().records().getFirst().outcome()).isEqualTo(Outcome.ACCEPTED);
      assertThat(gateway.users()).containsExactly("a-cuff@demo");
      assertThat(gateway.heard())
          .extracting(LoopbackGateway.Heard::topic)
          .containsExactly("dg/1/demo/a-cuff/up/clock", "dg/1/demo/a-cuff/up/gatt-2a35");
    }
  }

  @Test
  void a_refusal_is_final_and_said() throws Exception {
    try (LoopbackGateway gateway =
            new LoopbackGateway(_ -> Optional.of(MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID));
        DevicePublisher publisher = publisher(gateway.port())) {
      var _ = publisher.connect();

      PublishResult result = publish(publisher, "bad").get();

      assertThat(result).isEqualTo(new PublishResult.Acknowledged(0x99));
      assertThat(((PublishResult.Acknowledged) result).taken()).isFalse();
      assertThat(publisher.pending()).isZero();
    }
  }

  @Test
  void what_a_lost_connection_left_open_is_sent_again_in_order_after_the_greeting() {
    AtomicInteger left = new AtomicInteger(2);
    try (LoopbackGateway gateway =
            new LoopbackGateway(heard ->
                heard.text().equals("second") && left.getAndDecrement() > 0
                    ? Optional.empty()
                    : Optional.of(MqttPubAckReasonCode.SUCCESS));
        DevicePublisher publisher = publisher(gateway.port())) {
      List<CompletableFuture<PublishResult>> all =
          List.of(
              publish(publisher, "first"),
              publish(publisher, "second"),
              publish(publisher, "third"));
      var _ = publisher.connect();

      await().atMost(SOON).until(() -> all.stream().allMatch(CompletableFuture::isDone));

      assertThat(all)
          .allSatisfy(each -> assertThat(each.join()).isEqualTo(new PublishResult.Acknowledged(0)));
      assertThat(gateway.users()).hasSize(3);
      assertThat(gateway.heard())
          .filteredOn(heard -> heard.connection() == 3)
          .extracting(LoopbackGateway.Heard::text)
          .startsWith("clock")
          .endsWith("second", "third");
    }
  }

  @Test
  void a_message_waits_while_the_gateway_is_away_and_closing_says_so() {
    int port;
    try (LoopbackGateway gone = new LoopbackGateway(_ -> Optional.empty())) {
      port = gone.port();
    }
    CompletableFuture<PublishResult> waits;
    try (DevicePublisher publisher = publisher(port)) {
      var _ = publisher.connect();
      waits = publish(publisher, "later");
      await().during(Duration.ofMillis(500)).until(() -> !waits.isDone());
    }

    assertThat(waits.join()).isEqualTo(new PublishResult.Closed());
  }

  @Test
  void live_devices_speak_with_real_bytes_and_stop() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (LoopbackGateway gateway =
        new LoopbackGateway(heard -> {
          seen.add(heard.topic());
          return Optional.of(MqttPubAckReasonCode.SUCCESS);
        })) {
      LiveDevices devices =
          LiveDevices.start(
              DemoPeople.all().subList(3, 6),
              new LiveDevices.Gateway("127.0.0.1", gateway.port(), _ -> "a password"),
              new LiveDevices.Cadence(
                  Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(400)),
              Clock.systemUTC(),
              ZoneId.of("Europe/Paris"),
              new Random(1));

      await()
          .atMost(SOON)
          .until(() ->
              seen.containsAll(
                  List.of(
                      "dg/1/demo/malo-meter/up/gatt-2a18",
                      "dg/1/demo/malo-meter/up/gatt-2a34",
                      "dg/1/demo/henri-scale/up/gatt-2a9d",
                      "dg/1/demo/henri-cuff/up/gatt-2a35",
                      "dg/1/demo/zoe-thermometer/up/gatt-2a1c")));
      devices.close();

      assertThat(devices.counts().taken()).isPositive();
      assertThat(seen).contains("dg/1/demo/henri-cuff/up/clock");
    }
  }

  private DevicePublisher publisher(int port) {
    DevicePublisher.Listener listener =
        new DevicePublisher.Listener() {
          @Override
          public List<Payload> greetings() {
            return List.of(new Payload("clock", "clock".getBytes(StandardCharsets.UTF_8)));
          }

          @Override
          public void outcome(DownAck ack) {
            outcomes.add(ack);
          }
        };
    return new DevicePublisher(
        DeviceAccess.plain("127.0.0.1", port, CUFF, "a password"),
        QUICK,
        listener,
        executor,
        new Random(1));
  }

  private static CompletableFuture<PublishResult> publish(DevicePublisher publisher, String text) {
    return publisher
        .publish("gatt-2a35", text.getBytes(StandardCharsets.UTF_8), "c")
        .orTimeout(20, TimeUnit.SECONDS);
  }
}
