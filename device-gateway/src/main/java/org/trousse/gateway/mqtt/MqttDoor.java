package org.trousse.gateway.mqtt;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.trousse.gateway.GatewayModule.MqttSettings;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.door.DailyQuota;
import org.trousse.gateway.door.DoorMetrics;
import org.trousse.gateway.door.FailedSignIns;
import org.trousse.gateway.door.SignInLane;
import org.trousse.gateway.session.SessionStore;

/// What all connections of a node share.
///
/// @param live the accepted connections by session
/// @param bytesInFlight payload bytes that are not committed yet
public record MqttDoor(
    MqttSettings settings,
    RegistryStore registry,
    SignInLane signIns,
    SessionStore sessions,
    FailedSignIns failures,
    DailyQuota quota,
    DoorMetrics metrics,
    ConcurrentHashMap<SessionStore.Key, ConnectionLane> live,
    AtomicLong bytesInFlight) {

  boolean hasRoomFor(int bytes) {
    return bytesInFlight.get() + bytes <= settings.bytesInFlightMax();
  }
}
