package org.trousse.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.GatewayModule.MqttSettings;

/// What a CONNECT asks for and what CONNACK grants.
///
/// @param expirySeconds how long the session outlives the connection
/// @param keepAliveSeconds never 0: a silent connection ends after one and a half times this
/// @param inFlightMax unacknowledged messages that we bear with
record Acceptance(
    boolean mqtt5,
    boolean cleanStart,
    String clientId,
    boolean assigned,
    long expirySeconds,
    int keepAliveSeconds,
    int inFlightMax,
    boolean problemInformation) {
  // MQTT 5 §2.2.2.2
  private static final int SESSION_EXPIRY_INTERVAL = 0x11;
  private static final int ASSIGNED_CLIENT_IDENTIFIER = 0x12;
  private static final int SERVER_KEEP_ALIVE = 0x13;
  private static final int AUTHENTICATION_METHOD = 0x15;
  private static final int REQUEST_PROBLEM_INFORMATION = 0x17;
  private static final int RECEIVE_MAXIMUM = 0x21;
  private static final int TOPIC_ALIAS_MAXIMUM = 0x22;
  private static final int MAXIMUM_QOS = 0x24;
  private static final int RETAIN_AVAILABLE = 0x25;
  private static final int MAXIMUM_PACKET_SIZE = 0x27;
  private static final int WILDCARD_SUBSCRIPTION_AVAILABLE = 0x28;
  private static final int SUBSCRIPTION_IDENTIFIER_AVAILABLE = 0x29;
  private static final int SHARED_SUBSCRIPTION_AVAILABLE = 0x2A;

  /// An MQTT 3.1.1 client knows no Receive Maximum; this bounds it all the same.
  static final int IN_FLIGHT_MAX_3 = 256;

  /// What a client asked for.
  record Asked(
      boolean mqtt5,
      boolean clean,
      @Nullable String clientId,
      int keepAliveSeconds,
      MqttProperties properties) {}

  static boolean asksEnhancedAuthentication(MqttProperties properties) {
    return properties.getProperty(AUTHENTICATION_METHOD) != null;
  }

  static Acceptance of(Asked asked, String freshId, MqttSettings settings) {
    String clientId = asked.clientId();
    boolean assigned = clientId == null || clientId.isEmpty();
    long expiry =
        asked.mqtt5()
            ? expiry(asked.properties()).orElse(0L)
            : asked.clean() ? 0 : settings.sessionExpiryMaxSeconds();
    int keepAlive = asked.keepAliveSeconds();
    return new Acceptance(
        asked.mqtt5(),
        asked.clean(),
        clientId == null || clientId.isEmpty() ? freshId : clientId,
        assigned,
        Math.min(expiry, settings.sessionExpiryMaxSeconds()),
        keepAlive == 0
            ? settings.keepAliveMaxSeconds()
            : Math.min(keepAlive, settings.keepAliveMaxSeconds()),
        asked.mqtt5() ? settings.receiveMaximum() : IN_FLIGHT_MAX_3,
        !(asked.properties().getProperty(REQUEST_PROBLEM_INFORMATION) instanceof IntegerProperty p)
            || p.value() != 0);
  }

  /// Session Expiry Interval, as CONNECT or DISCONNECT carries it.
  static Optional<Long> expiry(MqttProperties properties) {
    return properties.getProperty(SESSION_EXPIRY_INTERVAL) instanceof IntegerProperty p
        ? Optional.of(Integer.toUnsignedLong(p.value()))
        : Optional.empty();
  }

  /// The properties of CONNACK (MQTT 5 §3.2.2.3); none for 3.1.1.
  MqttProperties connack(MqttSettings settings) {
    MqttProperties granted = new MqttProperties();
    if (!mqtt5) {
      return granted;
    }
    granted.add(new IntegerProperty(SESSION_EXPIRY_INTERVAL, (int) expirySeconds));
    granted.add(new IntegerProperty(RECEIVE_MAXIMUM, inFlightMax));
    granted.add(new IntegerProperty(MAXIMUM_QOS, 1));
    granted.add(new IntegerProperty(RETAIN_AVAILABLE, 0));
    granted.add(new IntegerProperty(MAXIMUM_PACKET_SIZE, settings.messageBytesMax()));
    granted.add(new IntegerProperty(TOPIC_ALIAS_MAXIMUM, 0));
    granted.add(new IntegerProperty(WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
    granted.add(new IntegerProperty(SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
    granted.add(new IntegerProperty(SHARED_SUBSCRIPTION_AVAILABLE, 0));
    granted.add(new IntegerProperty(SERVER_KEEP_ALIVE, keepAliveSeconds));
    if (assigned) {
      granted.add(new StringProperty(ASSIGNED_CLIENT_IDENTIFIER, clientId));
    }
    return granted;
  }
}
