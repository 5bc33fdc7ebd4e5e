package org.trousse.gateway.mqtt;

import io.github.bucket4j.Bucket;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.intake.Arrival;
import org.trousse.gateway.intake.DeviceClock;
import org.trousse.gateway.intake.IntakeLane;
import org.trousse.gateway.intake.OutcomeMessage;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.gateway.mqtt.Acknowledgements.Answer;
import org.trousse.gateway.mqtt.Acknowledgements.Owed;
import org.trousse.gateway.session.SessionStore;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;

/// One accepted connection: its messages go in together and their acknowledgements come out in
/// order. Everything here runs on the connection's event loop.
public final class ConnectionLane {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLane.class);

  // for the connection's life
  private final MqttEndpoint endpoint;
  private final MqttDoor door;
  private final IntakeLane intake;
  private final Context context;
  private final KnownDevice principal;
  private final Acceptance acceptance;
  private final SessionStore.Key key;
  private final BackPressureLane pressure;
  private final Bucket rate;

  // changing with each message
  private final Acknowledgements acknowledgements = new Acknowledgements(this::send);
  private final DeviceClock clock = new DeviceClock();
  private final Set<String> subscriptions;
  private long heardNanos = System.nanoTime();
  private long expirySeconds;
  private boolean over;

  ConnectionLane(
      MqttEndpoint endpoint,
      MqttDoor door,
      IntakeLane intake,
      Context context,
      KnownDevice principal,
      Acceptance acceptance,
      BackPressureLane pressure,
      Set<String> subscriptions) {
    this.endpoint = endpoint;
    this.door = door;
    this.intake = intake;
    this.context = context;
    this.principal = principal;
    this.acceptance = acceptance;
    this.key = new SessionStore.Key(principal.id().key(), acceptance.clientId());
    this.pressure = pressure;
    this.subscriptions = new HashSet<>(subscriptions);
    this.expirySeconds = acceptance.expirySeconds();
    int perSecond = door.settings().messagesPerSecondMax();
    this.rate =
        Bucket.builder()
            .addLimit(limit ->
                limit.capacity(2L * perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
            .build();
  }

  SessionStore.Key key() {
    return key;
  }

  KnownDevice principal() {
    return principal;
  }

  /// Sets the handlers and says CONNACK.
  ///
  /// @param closed called at the end; false when a newer connection has taken the session over
  void open(boolean sessionPresent, BooleanSupplier closed) {
    endpoint.publishHandler(this::receive);
    endpoint.subscribeHandler(this::subscribe);
    endpoint.unsubscribeHandler(this::unsubscribe);
    endpoint.pingHandler(ping -> heard());
    endpoint.disconnectMessageHandler(message ->
        Acceptance.expiry(message.properties())
            .filter(asked -> expirySeconds > 0)
            .ifPresent(asked ->
                expirySeconds = Math.min(asked, door.settings().sessionExpiryMaxSeconds())));
    endpoint.exceptionHandler(this::malformed);
    endpoint.closeHandler(gone -> {
      over = true;
      acknowledgements.forget();
      if (closed.getAsBoolean()) {
        door.sessions().closed(key, expirySeconds);
      }
    });
    endpoint.accept(sessionPresent, acceptance.connack(door.settings()));
    pressure.resume();
  }

  /// Ends the connection from any thread.
  void end(MqttDisconnectReasonCode code, String reason) {
    context.runOnContext(now -> disconnect(code, reason));
  }

  /// Whether nothing was heard for one and a half times the keep-alive (MQTT 5 §3.1.2.10).
  boolean silent(long nowNanos) {
    return nowNanos - heardNanos > acceptance.keepAliveSeconds() * 1_500_000_000L;
  }

  private void heard() {
    heardNanos = System.nanoTime();
  }

  private void receive(MqttPublishMessage message) {
    heard();
    Payload payload = new Payload("", message.payload().getBytes());
    int bytes = message.payload().length();
    Optional<PublishChecks.Refusal> refusal =
        PublishChecks.firstRefusal(
            new PublishChecks.Facts(
                message.isRetain(),
                message.qosLevel().value(),
                Properties5.hasTopicAlias(message.properties()),
                acknowledgements.inFlight(),
                acceptance.inFlightMax(),
                rate.tryConsume(1),
                door.quota().take(principal.id().key()),
                door.hasRoomFor(bytes)));
    if (refusal.isPresent()) {
      door.metrics().refused(refusal.get().code().name());
      explain(message, refusal.get());
      disconnect(refusal.get().code(), refusal.get().reason());
      return;
    }
    take(message, payload, bytes);
  }

  /// MQTT 3.1.1 ends a connection without a word; `down/ack` has one.
  private void explain(MqttPublishMessage message, PublishChecks.Refusal refusal) {
    if (acceptance.mqtt5()) {
      return;
    }
    Topic.parse(message.topicName())
        .map(topic -> Topic.ack(topic.device()))
        .filter(subscriptions::contains)
        .ifPresent(ack ->
            endpoint.publish(
                ack,
                Buffer.buffer(
                    OutcomeMessage.notTaken(
                        message.qosLevel() == MqttQoS.AT_MOST_ONCE ? null : message.messageId(),
                        null,
                        refusal.word())),
                MqttQoS.AT_MOST_ONCE,
                false,
                false));
  }

  private void take(MqttPublishMessage message, Payload payload, int bytes) {
    long arrived = System.nanoTime();
    boolean promised = message.qosLevel() == MqttQoS.AT_LEAST_ONCE;
    Owed owed = promised ? acknowledgements.owe(message.messageId()) : null;
    String correlation = Properties5.correlation(message.properties());
    door.bytesInFlight().addAndGet(bytes);
    outcomes(message.topicName(), payload, correlation)
        .onComplete(done -> {
          door.bytesInFlight().addAndGet(-bytes);
          if (over) {
            return;
          }
          if (done.failed()) {
            withhold(done.cause());
            return;
          }
          Settled settled = done.result();
          door.metrics().acknowledged(arrived, settled.records());
          tell(settled, promised ? message.messageId() : null, correlation);
          if (owed != null) {
            acknowledgements.settle(owed, settled.answer());
          }
        });
  }

  /// What became of a message.
  ///
  /// @param device whose `down/ack` is told
  private record Settled(DeviceId device, Answer answer, List<RecordOutcome> records) {}

  private Future<Settled> outcomes(
      String topicName, Payload payload, @Nullable String correlation) {
    Optional<Topic> topic =
        Topic.parse(topicName).filter(known -> known.direction() == Topic.Direction.UP);
    if (topic.isEmpty()) {
      return refused(
          MqttPubAckReasonCode.TOPIC_NAME_INVALID,
          "topic",
          "Publish on dg/1/{tenant}/{device}/up/{codec} with a codec of this version.");
    }
    DeviceId device = topic.get().device();
    Payload named = new Payload(topic.get().leaf(), payload.bytes());
    return door.registry()
        .find(device)
        .compose(known ->
            known.filter(this::mayPublish).isPresent()
                ? intake
                    .take(new Arrival(known.get(), named, correlation, clock))
                    .map(records -> new Settled(device, answer(records), records))
                : refused(
                    MqttPubAckReasonCode.NOT_AUTHORIZED,
                    "not-authorized",
                    "This sign-in may not publish for that device."));
  }

  private boolean mayPublish(KnownDevice device) {
    KnownDevice now = door.registry().glance(principal.id()).orElse(principal);
    return !device.ended() && !now.ended() && now.mayPublishFor(device.id().key());
  }

  private Future<Settled> refused(MqttPubAckReasonCode code, String error, String mend) {
    RecordOutcome outcome = new RecordOutcome(0, Outcome.REFUSED, List.of(), error, mend);
    return Future.succeededFuture(
        new Settled(principal.id(), new Answer(code, mend), List.of(outcome)));
  }

  /// Negative only when nothing of the payload will ever be accepted.
  private static Answer answer(List<RecordOutcome> records) {
    boolean allRefused = records.stream().allMatch(record -> record.outcome() == Outcome.REFUSED);
    if (!allRefused) {
      return Answer.STORED;
    }
    return new Answer(
        MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID,
        records.isEmpty() ? "The payload holds no record." : records.getFirst().mend());
  }

  /// Not known to be stored: no acknowledgement, and an end that makes the device send again.
  private void withhold(Throwable cause) {
    LOG.warn("readings withheld: {}", cause.getClass().getSimpleName());
    door.metrics().refused("withheld");
    disconnect(
        MqttDisconnectReasonCode.SERVER_BUSY,
        "The reading could not be stored now: reconnect and send it again.");
  }

  private void tell(Settled settled, @Nullable Integer packetId, @Nullable String correlation) {
    DeviceId device = settled.device();
    if (!subscriptions.contains(Topic.ack(device))) {
      return;
    }
    byte[] outcomes = OutcomeMessage.json(packetId, correlation, settled.records());
    endpoint.publish(
        Topic.ack(device), Buffer.buffer(outcomes), MqttQoS.AT_MOST_ONCE, false, false);
    pressure.afterWrite();
  }

  private void send(int packetId, Answer answer) {
    if (!over) {
      endpoint.publishAcknowledge(packetId, answer.code(), reason(answer.reason()));
      pressure.afterWrite();
    }
  }

  private MqttProperties reason(@Nullable String text) {
    return text == null || !acceptance.mqtt5() || !acceptance.problemInformation()
        ? MqttProperties.NO_PROPERTIES
        : Properties5.reason(text);
  }

  private void subscribe(MqttSubscribeMessage message) {
    heard();
    List<MqttSubAckReasonCode> codes = new ArrayList<>();
    List<String> granted = new ArrayList<>();
    for (var wish : message.topicSubscriptions()) {
      MqttSubAckReasonCode code = SubscriptionRules.decide(wish.topicName(), this::mayHear);
      codes.add(acceptance.mqtt5() ? code : SubscriptionRules.inVersion3(code));
      if (code == MqttSubAckReasonCode.GRANTED_QOS0) {
        granted.add(wish.topicName());
      }
    }
    subscriptions.addAll(granted);
    door.sessions()
        .subscribed(key, Set.copyOf(subscriptions))
        .onComplete(stored -> {
          if (over) {
            return;
          }
          if (stored.failed()) {
            withhold(stored.cause());
            return;
          }
          endpoint.subscribeAcknowledge(message.messageId(), codes, MqttProperties.NO_PROPERTIES);
          pressure.afterWrite();
        });
  }

  private boolean mayHear(DeviceId device) {
    return door.registry().glance(principal.id()).orElse(principal).mayPublishFor(device.key());
  }

  private void unsubscribe(MqttUnsubscribeMessage message) {
    heard();
    List<MqttUnsubAckReasonCode> codes =
        message.topics().stream()
            .map(topic ->
                subscriptions.remove(topic)
                    ? MqttUnsubAckReasonCode.SUCCESS
                    : MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED)
            .toList();
    door.sessions()
        .subscribed(key, Set.copyOf(subscriptions))
        .onComplete(stored -> {
          if (!over) {
            endpoint.unsubscribeAcknowledge(
                message.messageId(), codes, MqttProperties.NO_PROPERTIES);
          }
        });
  }

  private void malformed(Throwable cause) {
    boolean tooLarge = cause instanceof TooLongFrameException;
    door.metrics().refused(tooLarge ? "packet-too-large" : "malformed");
    disconnect(
        tooLarge
            ? MqttDisconnectReasonCode.PACKET_TOO_LARGE
            : MqttDisconnectReasonCode.MALFORMED_PACKET,
        tooLarge
            ? "Packets have at most " + door.settings().messageBytesMax() + " bytes."
            : "This is not MQTT as the specification writes it.");
  }

  private void disconnect(MqttDisconnectReasonCode code, String reason) {
    if (over) {
      return;
    }
    over = true;
    acknowledgements.forget();
    if (endpoint.isConnected()) {
      pressure.hearNoMore();
      endpoint.disconnect(code, reason(reason));
    }
  }
}
