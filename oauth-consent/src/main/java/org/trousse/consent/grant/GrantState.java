package org.trousse.consent.grant;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// What a door must know of a grant to answer without a query.
public record GrantState(
    UUID id,
    int version,
    PatientId patient,
    String clientId,
    GrantStatus status,
    AppStatus app,
    boolean accountOpen,
    Set<Permission> permissions,
    @Nullable Instant historyFrom,
    Instant endsAt) {
  /// Whether anything at all may be done.
  public Verdict live(Instant now) {
    if (status == GrantStatus.ENDED
        || app == AppStatus.ENDED
        || !accountOpen
        || !now.isBefore(endsAt)) {
      return Verdict.ENDED;
    }
    if (status == GrantStatus.SUSPENDED || app == AppStatus.SUSPENDED) {
      return Verdict.SUSPENDED;
    }
    return status == GrantStatus.PAUSED ? Verdict.PAUSED : Verdict.ALLOWED;
  }

  public Verdict may(Permission permission, Instant now) {
    Verdict live = live(now);
    return live == Verdict.ALLOWED && !permissions.contains(permission)
        ? Verdict.NOT_GRANTED
        : live;
  }
}
