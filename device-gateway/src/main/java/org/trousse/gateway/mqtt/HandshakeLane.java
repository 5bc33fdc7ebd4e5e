package org.trousse.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.mqtt.MqttEndpoint;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.door.SignIn;
import org.trousse.gateway.intake.IntakeLane;
import org.trousse.gateway.session.SessionStore;

/// One CONNECT, from its arrival to CONNACK. Nothing more is read from the client meanwhile.
final class HandshakeLane {
  private final MqttEndpoint endpoint;
  private final MqttDoor door;
  private final IntakeLane intake;
  private final Context context;
  private final BackPressureLane pressure;
  private final boolean mqtt5;
  private boolean gone;

  HandshakeLane(MqttEndpoint endpoint, MqttDoor door, IntakeLane intake, Context context) {
    this.endpoint = endpoint;
    this.door = door;
    this.intake = intake;
    this.context = context;
    this.pressure = new BackPressureLane(endpoint);
    this.mqtt5 = endpoint.protocolVersion() >= 5;
  }

  /// Answers CONNECT; `accepted` gets the connection before its CONNACK leaves, and has to open it.
  void answer(Consumer<Accepted> accepted) {
    String address = endpoint.remoteAddress().hostAddress();
    Optional<ConnectChecks.Refusal> refusal =
        ConnectChecks.firstRefusal(
            new ConnectChecks.Facts(
                door.registry().fresh(),
                door.live().size() < door.settings().connectionsMax(),
                door.failures().tooMany(address),
                Acceptance.asksEnhancedAuthentication(endpoint.connectProperties()),
                endpoint.will().isWillFlag(),
                endpoint.auth() != null));
    if (refusal.isPresent()) {
      refuse(refusal.get());
      return;
    }
    pressure.pause();
    endpoint.closeHandler(closed -> gone = true);
    door.signIns()
        .check(endpoint.auth().getUsername(), endpoint.auth().getPassword())
        .compose(signIn -> welcome(signIn, address))
        .onSuccess(welcomed -> welcomed.filter(here -> !gone).ifPresent(accepted))
        .onFailure(failed -> refuse(ConnectChecks.NOT_READY));
  }

  /// An accepted connection whose CONNACK has not left.
  record Accepted(ConnectionLane lane, boolean sessionPresent) {}

  private Future<Optional<Accepted>> welcome(SignIn signIn, String address) {
    return switch (signIn) {
      case SignIn.Welcome(KnownDevice device) -> session(device).map(Optional::of);
      case SignIn.Refused() -> {
        door.failures().refused(address);
        refuse(ConnectChecks.CREDENTIALS);
        yield Future.succeededFuture(Optional.empty());
      }
      case SignIn.Ended() -> {
        refuse(ConnectChecks.ENDED);
        yield Future.succeededFuture(Optional.empty());
      }
    };
  }

  private Future<Accepted> session(KnownDevice device) {
    Acceptance acceptance =
        Acceptance.of(
            new Acceptance.Asked(
                mqtt5,
                endpoint.isCleanSession(),
                endpoint.clientIdentifier(),
                endpoint.keepAliveTimeSeconds(),
                endpoint.connectProperties()),
            "trousse-" + UUID.randomUUID(),
            door.settings());
    SessionStore.Key key = new SessionStore.Key(device.id().key(), acceptance.clientId());
    Future<SessionStore.Opened> opened =
        acceptance.cleanStart()
            ? door.sessions().restart(key, acceptance.expirySeconds())
            : door.sessions().resume(key, acceptance.expirySeconds());
    return opened.map(session ->
        new Accepted(
            new ConnectionLane(
                endpoint,
                door,
                intake,
                context,
                device,
                acceptance,
                pressure,
                session.subscriptions()),
            session.present()));
  }

  private void refuse(ConnectChecks.Refusal why) {
    door.metrics().refused(why.name());
    if (!gone) {
      endpoint.closeHandler(closed -> {});
      pressure.hearNoMore();
      endpoint.reject(
          why.code(mqtt5), mqtt5 ? Properties5.reason(why.reason()) : MqttProperties.NO_PROPERTIES);
    }
  }
}
