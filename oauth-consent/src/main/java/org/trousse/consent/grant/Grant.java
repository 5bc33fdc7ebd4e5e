package org.trousse.consent.grant;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// What a patient allowed an app, in its latest version.
///
/// @param appVersion what the app asked for when the patient answered
/// @param account who answered: the patient or who acts for them
/// @param historyFrom readings measured before stay hidden; null: the whole history
/// @param offline may refresh while nobody is signed in
public record Grant(
    UUID id,
    PatientId patient,
    String clientId,
    int appVersion,
    UUID account,
    GrantStatus status,
    int version,
    Set<Permission> permissions,
    @Nullable Instant historyFrom,
    boolean offline,
    Duration duration,
    Instant givenAt,
    Instant endsAt,
    @Nullable Instant endedAt,
    @Nullable String endReason) {}
