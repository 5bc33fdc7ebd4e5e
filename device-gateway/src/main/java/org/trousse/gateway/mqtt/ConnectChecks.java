package org.trousse.gateway.mqtt;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_CONNECTION_RATE_EXCEEDED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.trousse.gateway.app.Right;

/// Why a CONNECT is refused, in the order in which it is asked.
final class ConnectChecks {
  /// What a CONNECT shows before anybody looks its device up.
  record Facts(
      boolean ready,
      boolean room,
      boolean tooManyFailures,
      boolean enhancedAuthentication,
      boolean will,
      boolean credentials) {}

  /// A refusal in both versions of the protocol: MQTT 5 §3.2.2.2 and 3.1.1 §3.2.2.3.
  ///
  /// @param reason told to an MQTT 5 client
  record Refusal(
      String name, MqttConnectReturnCode five, MqttConnectReturnCode three, String reason) {
    MqttConnectReturnCode code(boolean mqtt5) {
      return mqtt5 ? five : three;
    }
  }

  static final Refusal NOT_READY =
      new Refusal(
          "not-ready",
          CONNECTION_REFUSED_SERVER_BUSY,
          CONNECTION_REFUSED_SERVER_UNAVAILABLE,
          "The platform cannot store readings at this moment: try again in a minute.");
  static final Refusal FULL =
      new Refusal(
          "full",
          CONNECTION_REFUSED_SERVER_BUSY,
          CONNECTION_REFUSED_SERVER_UNAVAILABLE,
          "This node has no room for another connection: try again in a minute.");
  static final Refusal TOO_MANY_FAILURES =
      new Refusal(
          "too-many-failures",
          CONNECTION_REFUSED_CONNECTION_RATE_EXCEEDED,
          CONNECTION_REFUSED_SERVER_UNAVAILABLE,
          "Too many refused sign-ins from this address: wait a minute.");
  static final Refusal ENHANCED =
      new Refusal(
          "authentication-method",
          CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD,
          CONNECTION_REFUSED_NOT_AUTHORIZED,
          "No enhanced authentication here: sign in with user name and password.");
  static final Refusal WILL =
      new Refusal(
          "will",
          CONNECTION_REFUSED_NOT_AUTHORIZED_5,
          CONNECTION_REFUSED_NOT_AUTHORIZED,
          "No Will here: a device that is silent shows as silent by itself.");
  static final Refusal CREDENTIALS =
      new Refusal(
          "credentials",
          CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD,
          CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          "Sign in with the user name {device}@{tenant} and the device's password.");
  static final Refusal ENDED =
      new Refusal(
          "ended",
          CONNECTION_REFUSED_NOT_AUTHORIZED_5,
          CONNECTION_REFUSED_NOT_AUTHORIZED,
          "The registration of this device has ended.");

  // what comes back is no refusal for good: a device keeps its readings and tries again
  private static final Refusal PAUSED = comesBack(Right.PAUSED);
  private static final Refusal SUSPENDED = comesBack(Right.SUSPENDED);
  private static final Refusal STALE = comesBack(Right.STALE);

  private record Check(Predicate<Facts> refuses, Refusal refusal) {}

  private static final List<Check> IN_ORDER =
      List.of(
          new Check(facts -> !facts.ready(), NOT_READY),
          new Check(facts -> !facts.room(), FULL),
          new Check(Facts::tooManyFailures, TOO_MANY_FAILURES),
          new Check(Facts::enhancedAuthentication, ENHANCED),
          new Check(Facts::will, WILL),
          new Check(facts -> !facts.credentials(), CREDENTIALS));

  private ConnectChecks() {}

  /// Why a device is turned away for its app's right. One whose permission has ended comes in: each
  /// of its readings is told so.
  static Optional<Refusal> refusalFor(Right right) {
    return switch (right) {
      case PAUSED -> Optional.of(PAUSED);
      case SUSPENDED -> Optional.of(SUSPENDED);
      case STALE -> Optional.of(STALE);
      case ALLOWED, NOT_GRANTED, ENDED -> Optional.empty();
    };
  }

  private static Refusal comesBack(Right right) {
    return new Refusal(
        right.word(),
        CONNECTION_REFUSED_SERVER_UNAVAILABLE_5,
        CONNECTION_REFUSED_SERVER_UNAVAILABLE,
        right.mend());
  }

  static Optional<Refusal> firstRefusal(Facts facts) {
    return IN_ORDER.stream()
        .filter(check -> check.refuses().test(facts))
        .map(Check::refusal)
        .findFirst();
  }
}
