package org.trousse.gateway.mqtt;

import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.util.Optional;
import java.util.function.Predicate;
import org.trousse.sdk.DeviceId;

/// What a device may hear: the `down` topics of the devices that it may publish for, by name.
final class SubscriptionRules {
  private SubscriptionRules() {}

  /// Grants QoS 0: an outcome that got lost is told again when the reading is sent again.
  static MqttSubAckReasonCode decide(String filter, Predicate<DeviceId> mayHear) {
    if (filter.startsWith("$share/")) {
      return MqttSubAckReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED;
    }
    if (filter.contains("+") || filter.contains("#")) {
      return MqttSubAckReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED;
    }
    Optional<Topic> topic =
        Topic.parse(filter).filter(known -> known.direction() == Topic.Direction.DOWN);
    if (topic.isEmpty()) {
      return MqttSubAckReasonCode.TOPIC_FILTER_INVALID;
    }
    return mayHear.test(topic.get().device())
        ? MqttSubAckReasonCode.GRANTED_QOS0
        : MqttSubAckReasonCode.NOT_AUTHORIZED;
  }

  /// MQTT 3.1.1 knows one failure code (§3.9.3).
  static MqttSubAckReasonCode inVersion3(MqttSubAckReasonCode code) {
    return code == MqttSubAckReasonCode.GRANTED_QOS0
        ? code
        : MqttSubAckReasonCode.UNSPECIFIED_ERROR;
  }
}
