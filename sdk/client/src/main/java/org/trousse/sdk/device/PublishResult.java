package org.trousse.sdk.device;

/// What became of a publication.
public sealed interface PublishResult {
  /// The gateway answered. Below 0x80 it has the message for good; from 0x80 on it will never take
  /// it (MQTT 5 §4.4: a negative PUBACK ends the delivery), and `down/ack` says why.
  record Acknowledged(int reasonCode) implements PublishResult {
    public boolean taken() {
      return reasonCode < FIRST_REFUSAL;
    }
  }

  /// Not sent: more messages wait than the publisher keeps. Try again later.
  record Full() implements PublishResult {}

  /// The publisher was closed before the gateway answered; the message may or may not be there.
  record Closed() implements PublishResult {}

  int FIRST_REFUSAL = 0x80;
}
