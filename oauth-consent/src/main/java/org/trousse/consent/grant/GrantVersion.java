package org.trousse.consent.grant;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;

/// A grant as it stood from `at` until its next version.
///
/// @param account who made it so; null: the platform itself
/// @param change `given`, `amended`, `paused`, `resumed`, `suspended`, `restored`, `narrowed`,
///   `extended` or `ended`
/// @param language of `shown`; both null when nothing new was shown
/// @param receipt compact JWS; null for a version that needs none
public record GrantVersion(
    UUID grantId,
    int version,
    Instant at,
    @Nullable UUID account,
    String change,
    GrantStatus status,
    Set<Permission> permissions,
    @Nullable Instant historyFrom,
    Instant endsAt,
    @Nullable String language,
    @Nullable String shown,
    @Nullable String receipt) {}
