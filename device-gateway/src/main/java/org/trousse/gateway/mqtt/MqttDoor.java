package org.trousse.gateway.mqtt;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.GatewayModule.MqttSettings;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.app.RightsLane;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.door.DailyQuota;
import org.trousse.gateway.door.DoorMetrics;
import org.trousse.gateway.door.FailedSignIns;
import org.trousse.gateway.door.SignInLane;
import org.trousse.gateway.session.SessionStore;
import org.trousse.sdk.PatientId;

/// What all connections of a node share.
///
/// @param live the accepted connections by session
/// @param ofApps those of devices that belong to an app, by its client id
/// @param bytesInFlight payload bytes that are not committed yet
public record MqttDoor(
    MqttSettings settings,
    RegistryStore registry,
    SignInLane signIns,
    SessionStore sessions,
    FailedSignIns failures,
    DailyQuota quota,
    DoorMetrics metrics,
    RightsLane rights,
    ConcurrentHashMap<SessionStore.Key, ConnectionLane> live,
    ConcurrentHashMap<String, Set<ConnectionLane>> ofApps,
    AtomicLong bytesInFlight) {

  /// A connection is accepted; gives back the one whose session it takes over.
  Optional<ConnectionLane> enter(ConnectionLane lane) {
    String app = lane.principal().app();
    if (app != null) {
      ofApps.compute(
          app,
          (same, lanes) -> {
            Set<ConnectionLane> mine = lanes == null ? ConcurrentHashMap.newKeySet() : lanes;
            mine.add(lane);
            return mine;
          });
    }
    return Optional.ofNullable(live.put(lane.key(), lane));
  }

  /// A connection is over; false when a newer one has taken its session over.
  boolean leave(ConnectionLane lane) {
    String app = lane.principal().app();
    if (app != null) {
      ofApps.computeIfPresent(
          app,
          (same, lanes) -> {
            lanes.remove(lane);
            return lanes.isEmpty() ? null : lanes;
          });
    }
    return live.remove(lane.key(), lane);
  }

  /// What an app may do has changed: its devices' connections are asked again, from any thread.
  ///
  /// @param patient whose permission changed; null: the app's own state did
  public void grantChanged(String app, @Nullable PatientId patient) {
    for (ConnectionLane lane : ofApps.getOrDefault(app, Set.of())) {
      KnownDevice device = registry.glance(lane.principal().id()).orElse(lane.principal());
      if (patient == null || device.owners().contains(patient)) {
        lane.recheckRights(right -> right != Right.ALLOWED);
      }
    }
  }

  boolean hasRoomFor(int bytes) {
    return bytesInFlight.get() + bytes <= settings.bytesInFlightMax();
  }
}
