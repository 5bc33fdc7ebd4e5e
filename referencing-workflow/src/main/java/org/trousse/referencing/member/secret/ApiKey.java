package org.trousse.referencing.member.secret;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.Role;

/// What an organisation's script signs in with; the key itself is nowhere.
///
/// @param prefix how its owner recognises it
/// @param createdBy whose account; it ends with that person's membership
/// @param lastUsedAt to the minute; null: never
/// @param endedAt null: it lasts
public record ApiKey(
    UUID id,
    UUID organisation,
    String name,
    Role role,
    String prefix,
    UUID createdBy,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant endedAt) {
  /// Living keys of one organisation.
  public static final int KEYS_MAX = 20;

  public static final int NAME_CHARS_MAX = 60;

  /// A fresh one, with what is shown this once.
  public record Made(ApiKey key, Secret secret) {}
}
