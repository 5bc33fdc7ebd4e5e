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

  /// Not sent: the disk did not keep it, see [org.trousse.sdk.backlog.FileBacklog]. Keep the
  /// reading, and open the backlog again.
  record NotKept(String why) implements PublishResult {}

  /// The publisher was closed before the gateway answered; the message may or may not be there. A
  /// backlog in a file has it still, and the next publisher sends it.
  record Closed() implements PublishResult {}

  int FIRST_REFUSAL = 0x80;
}
