package org.trousse.consent.reminder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;

/// When a permission of a live grant was last used.
///
/// @param since when it was allowed
/// @param used null: never
/// @param kept when the patient last said that it stays although nobody uses it; null: never
public record LastUse(
    UUID grant,
    Permission permission,
    Instant since,
    @Nullable Instant used,
    @Nullable Instant kept) {
  /// Unused for so long, a permission is asked about again.
  public static final Duration UNUSED = Duration.ofDays(90);

  /// With a use that another source knows of.
  public LastUse alsoUsed(Instant at) {
    return used != null && used.isAfter(at)
        ? this
        : new LastUse(grant, permission, since, at, kept);
  }

  /// From when on nothing spoke for keeping it.
  public Instant idleSince() {
    return Stream.of(Optional.of(since), Optional.ofNullable(used), Optional.ofNullable(kept))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(since);
  }

  public boolean unused(Instant now) {
    return !idleSince().plus(UNUSED).isAfter(now);
  }
}
