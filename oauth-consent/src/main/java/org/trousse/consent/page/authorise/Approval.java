package org.trousse.consent.page.authorise;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// What a person allowed.
///
/// @param session in which they did; what is only allowed while they are there ends with it
/// @param historyFrom null: the whole history
/// @param notAfter ends then at the latest; null: the duration alone says
/// @param shown the text that they read, whole
public record Approval(
    UUID account,
    UUID session,
    PatientId patient,
    Set<Permission> permissions,
    @Nullable Instant historyFrom,
    Duration duration,
    @Nullable Instant notAfter,
    String language,
    String shown) {}
