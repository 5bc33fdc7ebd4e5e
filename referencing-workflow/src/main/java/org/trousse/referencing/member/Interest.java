package org.trousse.referencing.member;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an officer has to do with an organisation; while it lasts the officer keeps away from it.
///
/// @param endedAt null: it lasts
public record Interest(
    UUID id,
    UUID account,
    UUID organisation,
    String what,
    Instant declaredAt,
    @Nullable Instant endedAt) {
  public static final int CHARS_MAX = 500;
}
