package org.trousse.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The properties of MQTT 5 that a PUBLISH may carry and an answer gives (§2.2.2.2).
final class Properties5 {
  private static final int CORRELATION_DATA = 0x09;
  private static final int REASON_STRING = 0x1F;
  private static final int TOPIC_ALIAS = 0x23;
  private static final int USER_PROPERTY = 0x26;

  private Properties5() {}

  static boolean hasTopicAlias(MqttProperties properties) {
    return properties.getProperty(TOPIC_ALIAS) != null;
  }

  /// The sender's own id of the message: Correlation Data, else the user property `uuid`. Bytes
  /// that are not text are given in Base64.
  static @Nullable String correlation(MqttProperties properties) {
    if (properties.getProperty(CORRELATION_DATA) instanceof BinaryProperty data) {
      return text(data.value());
    }
    if (properties.getProperty(USER_PROPERTY) instanceof UserProperties users) {
      return users.value().stream()
          .filter(pair -> pair.key.equals("uuid"))
          .map(pair -> pair.value)
          .findFirst()
          .orElse(null);
    }
    return null;
  }

  static MqttProperties reason(String text) {
    MqttProperties properties = new MqttProperties();
    properties.add(new StringProperty(REASON_STRING, text));
    return properties;
  }

  private static String text(byte[] data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException binary) {
      return Base64.getEncoder().encodeToString(data);
    }
  }
}
