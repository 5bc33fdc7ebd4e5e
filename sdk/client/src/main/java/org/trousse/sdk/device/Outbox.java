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
import org.trousse.sdk.backlog.Backlog;
import org.trousse.sdk.reading.Payload;

/// What a device still has to deliver, in order: messages that wait, and messages that were sent
/// and not acknowledged. A message leaves by its acknowledgement alone, so a new connection begins
/// with what the last one left unanswered. What is kept, and for how long, is its [Backlog]'s.
final class Outbox {
  private final Backlog backlog;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Map<Long, Message> sent = new LinkedHashMap<>();
  private long lastGreeting;

  /// An outbox that begins with what the backlog holds.
  Outbox(Backlog backlog) {
    this.backlog = backlog;
    backlog.unsettled().forEach(entry -> waiting.addLast(message(entry)));
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

  /// Puts a message at the end, once it is kept.
  ///
  /// @return what it will come to; known already when it is not kept
  CompletableFuture<PublishResult> add(Payload payload, @Nullable String correlation) {
    Backlog.Kept kept = backlog.keep(payload, correlation);
    if (kept instanceof Backlog.Kept.Held held) {
      Message message = message(held.entry());
      waiting.addLast(message);
      return message.result();
    }
    return CompletableFuture.completedFuture(
        kept instanceof Backlog.Kept.Failed failed
            ? new PublishResult.NotKept(failed.why())
            : new PublishResult.Full());
  }

  /// A new connection: its greetings first, then what was sent and not acknowledged, in its order,
  /// then the rest.
  void restart(List<Payload> greetings) {
    List<Message> again = new ArrayList<>();
    greetings.forEach(payload -> again.add(greeting(payload)));
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

  /// Takes the message out for good, acknowledged or as a dead letter; empty when it is not one
  /// that was sent.
  Optional<Message> answered(long number, int reasonCode) {
    Message message = sent.remove(number);
    if (message != null && !message.greeting()) {
      if (reasonCode < PublishResult.FIRST_REFUSAL) {
        backlog.acknowledged(number);
      } else {
        backlog.refused(number, "PUBACK 0x%02X".formatted(reasonCode));
      }
    }
    return Optional.ofNullable(message);
  }

  /// Takes everything out, for good only where the backlog does not outlive the process.
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

  private static Message message(Backlog.Entry entry) {
    return new Message(
        entry.number(), entry.payload(), entry.correlation(), false, new CompletableFuture<>());
  }

  /// Numbered downwards, apart from what the backlog keeps.
  private Message greeting(Payload payload) {
    lastGreeting--;
    return new Message(lastGreeting, payload, null, true, new CompletableFuture<>());
  }
}
