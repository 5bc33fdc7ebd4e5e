package org.trousse.referencing.question;

import java.time.Instant;
import java.util.UUID;

/// A message was added: what the workflow hears, in the same transaction.
///
/// @param waitedBefore whether a thread of this dossier let the clock stand still before
/// @param waitsNow whether one does now
public record Written(
    UUID organisation,
    UUID dossier,
    String criterion,
    Message message,
    boolean waitedBefore,
    boolean waitsNow) {
  /// Whether the dossier's clock stops with this message: it is the vendor's turn.
  public boolean stopsClock() {
    return !waitedBefore && waitsNow;
  }

  /// Whether it goes on with this message: nothing waits for the vendor any more.
  public boolean startsClock() {
    return waitedBefore && !waitsNow;
  }

  public Instant at() {
    return message.at();
  }
}
