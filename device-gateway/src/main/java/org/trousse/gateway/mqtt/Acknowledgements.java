package org.trousse.gateway.mqtt;

import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.sdk.reading.Outcome;

/// The acknowledgements that a connection owes, sent in the order in which the messages came (MQTT
/// 5 §4.6) although commits may end in another.
final class Acknowledgements {
  /// How an acknowledgement leaves.
  @FunctionalInterface
  interface Sends {
    void send(int packetId, Answer answer);
  }

  /// What an acknowledgement says.
  ///
  /// @param reason told to an MQTT 5 client that is refused
  record Answer(MqttPubAckReasonCode code, @Nullable String reason) {
    static final Answer STORED = new Answer(MqttPubAckReasonCode.SUCCESS, null);

    /// Negative only when nothing of the payload will ever be accepted.
    static Answer of(List<RecordOutcome> records) {
      boolean allRefused = records.stream().allMatch(record -> record.outcome() == Outcome.REFUSED);
      if (!allRefused) {
        return STORED;
      }
      Optional<RecordOutcome> right =
          records.stream().filter(RecordOutcome::refusedRight).findFirst();
      if (right.isPresent()) {
        return new Answer(MqttPubAckReasonCode.NOT_AUTHORIZED, right.get().mend());
      }
      return new Answer(
          MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID,
          records.isEmpty() ? "The payload holds no record." : records.getFirst().mend());
    }
  }

  /// One owed acknowledgement.
  static final class Owed {
    private final int packetId;
    private @Nullable Answer answer;

    private Owed(int packetId) {
      this.packetId = packetId;
    }
  }

  private final Deque<Owed> owed = new ArrayDeque<>(4);
  private final Sends sends;

  Acknowledgements(Sends sends) {
    this.sends = sends;
  }

  int inFlight() {
    return owed.size();
  }

  Owed owe(int packetId) {
    Owed next = new Owed(packetId);
    owed.add(next);
    return next;
  }

  /// The message is dealt with; it and those behind it that are ready leave when all before it
  /// have.
  void settle(Owed message, Answer answer) {
    message.answer = answer;
    for (Owed first = owed.peek(); first != null; first = owed.peek()) {
      Answer ready = first.answer;
      if (ready == null) {
        return;
      }
      owed.remove();
      sends.send(first.packetId, ready);
    }
  }

  /// The connection is gone; what is owed stays owed to the next one.
  void forget() {
    owed.clear();
  }
}
