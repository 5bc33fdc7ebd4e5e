package org.trousse.record.care.team;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A professional whom the patient named, once.
///
/// @param profession TRE_G15
/// @param until null: until it is stopped
/// @param namedBy who decided
/// @param stoppedAt null: it was not stopped
public record Member(
    UUID professional,
    String name,
    String profession,
    String rpps,
    Instant since,
    @Nullable Instant until,
    UUID namedBy,
    @Nullable Instant stoppedAt) {
  /// Whether they may read at this time.
  public boolean isOpen(Instant now) {
    return stoppedAt == null && (until == null || until.isAfter(now));
  }

  /// When it ended; null while it runs or when nothing says.
  public @Nullable Instant ended() {
    return stoppedAt == null ? until : stoppedAt;
  }

  /// Never who.
  @Override
  public String toString() {
    return "Member(" + profession + ")";
  }
}
