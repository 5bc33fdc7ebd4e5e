package org.trousse.gateway.http;

import java.net.URI;
import java.util.Objects;
import org.trousse.gateway.GatewayModule.MqttSettings;
import org.trousse.gateway.GatewayModule.OpensTokens;
import org.trousse.gateway.app.RegistrationLane;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.door.DailyQuota;
import org.trousse.gateway.door.DoorMetrics;
import org.trousse.gateway.door.FailedSignIns;
import org.trousse.gateway.door.RegistrationRate;
import org.trousse.gateway.door.SignInLane;

/// What the routes of a node share.
public record HttpDoor(
    RegistryStore registry,
    SignInLane signIns,
    OpensTokens tokens,
    FailedSignIns failures,
    DailyQuota quota,
    RegistrationRate rate,
    DoorMetrics metrics,
    AnswerStore answers,
    RegistrationLane registrations,
    Reach reach) {
  /// Where devices and apps reach the platform.
  ///
  /// @param publicUrl without a slash at its end
  /// @param mqttPort 0: closed
  /// @param mqttTlsPort 0: closed
  public record Reach(String publicUrl, String mqttHost, int mqttPort, int mqttTlsPort) {
    /// MQTT is on the same host as the pages.
    public static Reach of(String publicUrl, MqttSettings mqtt) {
      String host = Objects.requireNonNullElse(URI.create(publicUrl).getHost(), mqtt.host());
      return new Reach(publicUrl, host, mqtt.port(), mqtt.tlsPort());
    }
  }
}
