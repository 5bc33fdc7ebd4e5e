package org.trousse.referencing.question;

import java.time.Instant;
import java.util.UUID;

/// How the thread of a criterion stands.
///
/// @param waits whether the clock stands still for it
/// @param messages how many it has
public record Discussion(
    UUID organisation,
    UUID dossier,
    String criterion,
    boolean open,
    Turn turn,
    boolean waits,
    int messages,
    Instant changedAt) {
  /// More is a conversation for a telephone.
  public static final int MESSAGES_MAX = 200;

  /// Before anybody wrote.
  static Discussion none(UUID organisation, UUID dossier, String criterion, Instant now) {
    return new Discussion(organisation, dossier, criterion, false, Turn.NOBODY, false, 0, now);
  }
}
