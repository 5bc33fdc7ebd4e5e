package org.trousse.sdk.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Payload;

/// What a device still has to deliver, in order: messages that wait, and messages that were sent
/// and not acknowledged. A message leaves by its acknowledgement alone, so a new connection begins
/// with what the last one left unanswered.
final class Outbox {
  private final int max;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Map<Long, Message> sent = new LinkedHashMap<>();
  private long lastNumber;

  /// An empty one.
  ///
  /// @param max messages kept, waiting and sent together
  Outbox(int max) {
    this.max = max;
  }

  /// One publication.
  ///
  /// @param greeting belongs to one connection and is never sent again on the next
  record Message(
      long number,
      Payload payload,
      @Nullable String correlation,
      boolean greeting,
      CompletableFuture<PublishResult> result) {}

  /// Puts a message at the end; empty when there is no room.
  Optional<Message> add(Payload payload, @Nullable String correlation) {
    if (waiting.size() + sent.size() >= max) {
      return Optional.empty();
    }
    Message message = message(payload, correlation, false);
    waiting.addLast(message);
    return Optional.of(message);
  }

  /// A new connection: its greetings first, then what was sent and not acknowledged, in its order,
  /// then the rest.
  void restart(List<Payload> greetings) {
    List<Message> again = new ArrayList<>();
    greetings.forEach(payload -> again.add(message(payload, null, true)));
    List<Message> unfinished = new ArrayList<>(sent.values());
    unfinished.addAll(waiting);
    unfinished.removeIf(Message::greeting);
    again.addAll(unfinished);
    sent.clear();
    waiting.clear();
    waiting.addAll(again);
  }

  /// The next message to send while fewer than `inFlightMax` are unacknowledged.
  Optional<Message> next(int inFlightMax) {
    if (sent.size() >= inFlightMax) {
      return Optional.empty();
    }
    Optional<Message> next = Optional.ofNullable(waiting.pollFirst());
    next.ifPresent(message -> sent.put(message.number(), message));
    return next;
  }

  /// Takes the message out for good; empty when it is not one that was sent.
  Optional<Message> acknowledged(long number) {
    return Optional.ofNullable(sent.remove(number));
  }

  /// Takes everything out.
  List<Message> drain() {
    List<Message> all = new ArrayList<>(sent.values());
    all.addAll(waiting);
    sent.clear();
    waiting.clear();
    return all;
  }

  int size() {
    return waiting.size() + sent.size();
  }

  private Message message(Payload payload, @Nullable String correlation, boolean greeting) {
    lastNumber++;
    return new Message(lastNumber, payload, correlation, greeting, new CompletableFuture<>());
  }
}
