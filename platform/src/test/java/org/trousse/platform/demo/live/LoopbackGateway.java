package org.trousse.platform.demo.live;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An MQTT server on loopback that a test tells what to answer.
final class LoopbackGateway implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Function<Heard, Optional<MqttPubAckReasonCode>> answers;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final List<String> users = new CopyOnWriteArrayList<>();
  private final MqttServer server;

  /// One PUBLISH.
  record Heard(int connection, String topic, String text) {}

  /// @param answers empty: no answer, the connection is cut
  LoopbackGateway(Function<Heard, Optional<MqttPubAckReasonCode>> answers) {
    this.answers = answers;
    MqttServerOptions options =
        new MqttServerOptions().setHost("127.0.0.1").setPort(0).setMaxClientIdLength(128);
    this.server = MqttServer.create(vertx, options).endpointHandler(this::welcome);
    server.listen().await();
  }

  int port() {
    return server.actualPort();
  }

  List<Heard> heard() {
    return heard;
  }

  List<String> users() {
    return users;
  }

  private void welcome(MqttEndpoint endpoint) {
    users.add(endpoint.auth().getUsername());
    int connection = users.size();
    endpoint.subscribeHandler(subscribe ->
        endpoint.subscribeAcknowledge(
            subscribe.messageId(),
            List.of(MqttSubAckReasonCode.GRANTED_QOS1),
            MqttProperties.NO_PROPERTIES));
    endpoint.publishHandler(message -> answer(endpoint, connection, message));
    endpoint.accept(connection > 1);
  }

  private void answer(MqttEndpoint endpoint, int connection, MqttPublishMessage message) {
    Heard one = new Heard(connection, message.topicName(), message.payload().toString());
    heard.add(one);
    Optional<MqttPubAckReasonCode> code = answers.apply(one);
    if (code.isEmpty()) {
      endpoint.close();
      return;
    }
    endpoint.publishAcknowledge(message.messageId(), code.get(), MqttProperties.NO_PROPERTIES);
    String ack = "{\"correlation\":\"c\",\"records\":[{\"index\":0,\"outcome\":\"accepted\"}]}";
    String down = message.topicName().replaceFirst("/up/.*", "/down/ack");
    endpoint.publish(down, Buffer.buffer(ack), MqttQoS.AT_MOST_ONCE, false, false);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
