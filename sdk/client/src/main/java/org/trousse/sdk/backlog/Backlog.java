package org.trousse.sdk.backlog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Payload;

/// One device's publications that are not settled, in their order. Each leaves in one of two ways:
/// acknowledged by the gateway, or refused by it and kept as a dead letter until somebody discards
/// it. Bounded; one that is full says so and loses nothing. Safe to use from several threads.
///
/// One backlog belongs to one device and one publisher.
public interface Backlog extends AutoCloseable {
  /// Takes a publication. What it promises when it answers [Kept.Held] is the implementation's to
  /// say: [MemoryBacklog] nothing beyond the process, [FileBacklog] that it outlives a power cut.
  ///
  /// @param correlation the publication's Correlation Data (MQTT 5 §3.3.2.3.6); null for none of
  ///   the device's own
  Kept keep(Payload payload, @Nullable String correlation);

  /// All that is neither acknowledged nor refused, the oldest first.
  List<Entry> unsettled();

  /// The gateway has it for good (PUBACK below 0x80): it may be forgotten.
  void acknowledged(long number);

  /// The gateway will never take it (MQTT 5 §4.4: a PUBACK from 0x80 on ends the delivery).
  ///
  /// @param reason why, in words or as a code; no measurement
  void refused(long number, String reason);

  /// What was refused, the oldest first.
  List<DeadLetter> deadLetters();

  /// Forgets a dead letter, once somebody has seen to it. Until then it takes up room.
  void discard(long number);

  /// Nothing is lost by closing what lies in a file.
  @Override
  void close();

  /// One publication.
  ///
  /// @param number grows with every publication of this backlog, and never comes twice
  record Entry(long number, Payload payload, @Nullable String correlation) {}

  /// One that the gateway refused for good.
  record DeadLetter(Entry entry, String reason, Instant refused) {}

  /// Whether a publication is kept.
  sealed interface Kept {
    /// It is; it goes out as often as it takes.
    record Held(Entry entry) implements Kept {}

    /// There is no room; nothing was taken. Try again when something is settled, or discard dead
    /// letters.
    record Full(String why) implements Kept {}

    /// The disk did not do it, or the backlog is closed; take it for not kept.
    record Failed(String why) implements Kept {}
  }
}
