package org.trousse.gateway.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.GatewayModule.MqttSettings;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.intake.IntakeLane;

/// Listens for devices; one instance for each event loop. An event-loop verticle it must stay:
/// vertx-mqtt loses CONNECTs on any other (docs/decisions/0002).
public final class MqttVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(MqttVerticle.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration RENEW = Duration.ofMinutes(20);
  private static final Duration FLUSH_MAX = Duration.ofSeconds(5);

  private final MqttDoor door;
  private final Supplier<IntakeLane> intakes;
  private final @Nullable KeyCertOptions certificate;
  private final Set<ConnectionLane> mine = new HashSet<>();
  private final List<MqttServer> servers = new ArrayList<>();

  public MqttVerticle(
      MqttDoor door, Supplier<IntakeLane> intakes, @Nullable KeyCertOptions certificate) {
    this.door = door;
    this.intakes = intakes;
    this.certificate = certificate;
  }

  @Override
  public Future<?> start() {
    IntakeLane intake = intakes.get();
    MqttSettings settings = door.settings();
    vertx.setPeriodic(SWEEP.toMillis(), tick -> endSilent());
    vertx.setPeriodic(
        RENEW.toMillis(),
        tick -> door.sessions().renew(mine.stream().map(ConnectionLane::key).toList()));
    door.registry().onChange(this::recheck);
    Future<?> plain = listen(options(settings).setPort(settings.port()), intake);
    KeyCertOptions keys = certificate;
    if (keys == null) {
      return plain;
    }
    MqttServerOptions tls = options(settings).setPort(settings.tlsPort());
    tls.setSsl(true).setKeyCertOptions(keys);
    tls.setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
    return Future.all(plain, listen(tls, intake));
  }

  /// Lets what is under way be acknowledged, then says goodbye.
  @Override
  public Future<?> stop() {
    Promise<Void> flushed = Promise.promise();
    long deadline = System.nanoTime() + FLUSH_MAX.toNanos();
    vertx.setPeriodic(
        10,
        timer -> {
          if (door.bytesInFlight().get() == 0 || System.nanoTime() > deadline) {
            vertx.cancelTimer(timer);
            flushed.complete();
          }
        });
    return flushed
        .future()
        .onSuccess(done ->
            List.copyOf(mine)
                .forEach(lane ->
                    lane.end(
                        MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN,
                        "The platform restarts: come back in a minute.")))
        .compose(done -> Future.all(servers.stream().map(MqttServer::close).toList()));
  }

  private static MqttServerOptions options(MqttSettings settings) {
    MqttServerOptions options =
        new MqttServerOptions()
            .setMaxMessageSize(settings.messageBytesMax())
            .setMaxClientIdLength(settings.clientIdLengthMax())
            .setTimeoutOnConnect(settings.connectTimeoutSeconds())
            .setAutoClientId(false);
    options.setHost(settings.host());
    options.setTcpNoDelay(true).setTcpKeepAlive(true);
    return options;
  }

  private Future<?> listen(MqttServerOptions options, IntakeLane intake) {
    MqttServer server = MqttServer.create(vertx, options);
    servers.add(server);
    return server
        .endpointHandler(endpoint ->
            new HandshakeLane(endpoint, door, intake, context)
                .answer(accepted -> open(accepted.lane(), accepted.sessionPresent())))
        .exceptionHandler(cause -> LOG.debug("connection: {}", cause.getClass().getSimpleName()))
        .listen();
  }

  private void open(ConnectionLane lane, boolean sessionPresent) {
    door.enter(lane)
        .ifPresent(before ->
            before.end(
                MqttDisconnectReasonCode.SESSION_TAKEN_OVER,
                "A newer connection uses this client identifier."));
    mine.add(lane);
    lane.open(
        sessionPresent,
        () -> {
          mine.remove(lane);
          return door.leave(lane);
        });
    lane.recheckRights(Right::comesBack); // they may have changed while the session was looked up
  }

  private void endSilent() {
    long now = System.nanoTime();
    for (ConnectionLane lane : List.copyOf(mine)) {
      if (lane.silent(now)) {
        lane.end(MqttDisconnectReasonCode.KEEP_ALIVE_TIMEOUT, "Nothing was heard in time.");
      }
    }
  }

  /// A device changed in the registry: a connection of one that ended, or whose password is another
  /// one now, ends.
  private void recheck(long changed) {
    context.runOnContext(now ->
        List.copyOf(mine).stream()
            .filter(lane -> lane.principal().id().key() == changed)
            .forEach(this::recheck));
  }

  private void recheck(ConnectionLane lane) {
    KnownDevice was = lane.principal();
    door.registry()
        .find(was.id())
        .onSuccess(found -> {
          if (found.isEmpty() || found.get().ended()) {
            lane.end(MqttDisconnectReasonCode.NOT_AUTHORIZED, ConnectChecks.ENDED.reason());
          } else if (!found.get().credential().matches(was.credential())) {
            lane.end(
                MqttDisconnectReasonCode.ADMINISTRATIVE_ACTION,
                "The device's password was changed: sign in with the new one.");
          }
        });
  }
}
