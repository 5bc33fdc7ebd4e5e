package org.trousse.gateway.mqtt;

import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Why a PUBLISH ends the connection, in the order in which it is asked. None of these is a PUBACK:
/// the device keeps its reading and sends it again (MQTT 5 §3.14.2.1).
final class PublishChecks {
  /// What a door knows of a PUBLISH before it looks inside.
  ///
  /// @param room whether the node may hold its bytes until they are committed
  record Facts(
      boolean retained,
      int qos,
      boolean topicAlias,
      int inFlight,
      int inFlightMax,
      boolean withinRate,
      boolean withinQuota,
      boolean room) {}

  /// What the client is told.
  ///
  /// @param word for machines, where the protocol has no reason codes
  record Refusal(String word, MqttDisconnectReasonCode code, String reason) {}

  private record Check(Predicate<Facts> refuses, Refusal refusal) {}

  private static final List<Check> IN_ORDER =
      List.of(
          check(
              "retained",
              Facts::retained,
              MqttDisconnectReasonCode.RETAIN_NOT_SUPPORTED,
              "Readings are never retained: send RETAIN 0."),
          check(
              "qos",
              facts -> facts.qos() == 2,
              MqttDisconnectReasonCode.QOS_NOT_SUPPORTED,
              "Send QoS 1: a reading sent twice is stored once."),
          check(
              "topic-alias",
              Facts::topicAlias,
              MqttDisconnectReasonCode.TOPIC_ALIAS_INVALID,
              "Topic Alias Maximum is 0: send the topic's name."),
          check(
              "receive-maximum",
              facts -> facts.inFlight() >= facts.inFlightMax(),
              MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
              "Wait for acknowledgements: Receive Maximum is in CONNACK."),
          check(
              "rate",
              facts -> !facts.withinRate(),
              MqttDisconnectReasonCode.MESSAGE_RATE_TOO_HIGH,
              "Too many messages a second: slow down, nothing is lost."),
          check(
              "quota",
              facts -> !facts.withinQuota(),
              MqttDisconnectReasonCode.QUOTA_EXCEEDED,
              "The day's quota of this device is used up: send again after midnight UTC."),
          check(
              "busy",
              facts -> !facts.room(),
              MqttDisconnectReasonCode.SERVER_BUSY,
              "The platform is behind with storing: send again in a minute."));

  private PublishChecks() {}

  static Optional<Refusal> firstRefusal(Facts facts) {
    for (Check check : IN_ORDER) {
      if (check.refuses().test(facts)) {
        return Optional.of(check.refusal());
      }
    }
    return Optional.empty();
  }

  private static Check check(
      String word, Predicate<Facts> refuses, MqttDisconnectReasonCode code, String reason) {
    return new Check(refuses, new Refusal(word, code, reason));
  }
}
