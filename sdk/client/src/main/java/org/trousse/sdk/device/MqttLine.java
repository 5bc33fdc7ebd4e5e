package org.trousse.sdk.device;

import java.nio.charset.StandardCharsets;
import java.util.function.ObjIntConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/// One connection of Paho's MQTT 5 client, made once and thrown away. Paho keeps nothing for the
/// next one: what is unacknowledged is the [Outbox]'s to know.
///
/// Paho 1.2.5 acknowledges a message whose callback threw unless acks are manual, confuses topic
/// aliases (so none are allowed), and can deadlock when called from its own callbacks (so its
/// events only hand over to the publisher's executor).
final class MqttLine implements MqttCallback {
  private static final int QOS = 1;
  private static final int STOP_WAIT_MS = 2_000;

  private final DeviceAccess access;
  private final MqttAsyncClient client;
  private final Events events;

  /// What happens on the line; called on Paho's threads, to be handed over at once.
  interface Events {
    /// Signed in and subscribed.
    ///
    /// @param receiveMax how many unacknowledged messages the gateway takes
    void up(MqttLine line, boolean sessionPresent, int receiveMax);

    /// Over, or never begun.
    void down(MqttLine line, Lost why);

    void acknowledged(MqttLine line, long number, int reasonCode);

    /// A message of the gateway, which the publisher confirms once it has read it.
    void said(MqttLine line, MqttMessage message);
  }

  /// @param reasonCode the gateway's, or null when the line broke without one
  record Lost(@Nullable Integer reasonCode, String text) {}

  MqttLine(DeviceAccess access, Events events) throws MqttException {
    this.access = access;
    this.events = events;
    this.client =
        new MqttAsyncClient(access.serverUri(), access.clientId(), new MemoryPersistence());
    client.setManualAcks(true);
    client.setCallback(this);
  }

  void open(DevicePublisher.Limits limits) throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(access.device().username());
    options.setPassword(access.password().getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(false);
    options.setSessionExpiryInterval(limits.sessionExpiry().toSeconds());
    options.setReceiveMaximum(limits.inFlightMax());
    options.setTopicAliasMaximum(0);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval((int) limits.keepAlive().toSeconds());
    options.setConnectionTimeout((int) limits.connectTimeout().toSeconds());
    if (access.tls() != null) {
      options.setSocketFactory(access.tls().getSocketFactory());
    }
    client.connect(options, null, then((token, code) -> subscribe(token)));
  }

  /// The session's presence is only on the CONNACK's token.
  private void subscribe(IMqttToken connected) {
    boolean sessionPresent = connected.getSessionPresent();
    MqttProperties properties = connected.getResponseProperties();
    Integer stated = properties == null ? null : properties.getReceiveMaximum();
    int receiveMax = stated == null ? 65_535 : stated;
    try {
      client.subscribe(
          access.ackTopic(),
          QOS,
          null,
          then((token, code) -> events.up(this, sessionPresent, receiveMax)));
    } catch (MqttException refused) {
      events.down(this, lost(refused));
    }
  }

  void publish(Outbox.Message message) throws MqttException {
    MqttProperties properties = new MqttProperties();
    if (message.correlation() != null) {
      properties.setCorrelationData(message.correlation().getBytes(StandardCharsets.UTF_8));
    }
    client.publish(
        access.upTopic(message.payload().codec()),
        new MqttMessage(message.payload().bytes(), QOS, false, properties),
        null,
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            events.acknowledged(MqttLine.this, message.number(), reasonCode(token));
          }

          // not acknowledged: the line is over, and the outbox still has the message.
          @Override
          public void onFailure(IMqttToken token, Throwable lost) {}
        });
  }

  /// Confirms a message of the gateway; one that was sent without promise needs none.
  void confirm(MqttMessage message) throws MqttException {
    if (message.getQos() > 0) {
      client.messageArrivedComplete(message.getId(), message.getQos());
    }
  }

  /// Ends the line; may wait, so never on Paho's threads.
  void close(boolean politely) {
    try {
      client.disconnectForcibly(0, STOP_WAIT_MS, politely);
    } catch (MqttException already) {
      // closed is what we wanted
    }
    try {
      client.close(true);
    } catch (MqttException already) {
      // closed is what we wanted
    }
  }

  private MqttActionListener then(ObjIntConsumer<IMqttToken> success) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        int code = reasonCode(token);
        if (code >= PublishResult.FIRST_REFUSAL) {
          events.down(MqttLine.this, new Lost(code, "refused"));
        } else {
          success.accept(token, code);
        }
      }

      @Override
      public void onFailure(IMqttToken token, Throwable failed) {
        events.down(MqttLine.this, lost(failed));
      }
    };
  }

  private static int reasonCode(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : codes[0];
  }

  /// Codes from 128 to 255 are the gateway's; Paho's own begin at 32,000 or stay below.
  private static Lost lost(Throwable failed) {
    if (failed instanceof MqttException refused
        && refused.getReasonCode() >= PublishResult.FIRST_REFUSAL
        && refused.getReasonCode() <= 0xFF) {
      return new Lost(refused.getReasonCode(), "refused");
    }
    return new Lost(null, String.valueOf(failed.getMessage()));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    if (response.getException() != null) {
      events.down(this, lost(response.getException()));
    } else {
      events.down(this, new Lost(response.getReturnCode(), "disconnected by the gateway"));
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    events.said(this, message);
  }

  @Override
  public void mqttErrorOccurred(MqttException failed) {
    events.down(this, lost(failed));
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
