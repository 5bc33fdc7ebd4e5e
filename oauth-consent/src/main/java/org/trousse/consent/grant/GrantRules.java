package org.trousse.consent.grant;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;

/// What becomes of a grant; empty when it cannot: an ended grant stays ended.
final class GrantRules {
  private GrantRules() {}

  /// A new answer of the patient: what it says replaces what stood, and wakes a paused grant.
  static Grant amend(Grant grant, NewGrant answer, Instant now) {
    return new Grant(
        grant.id(),
        grant.patient(),
        grant.clientId(),
        answer.appVersion(),
        answer.account(),
        GrantStatus.ACTIVE,
        grant.version() + 1,
        Set.copyOf(answer.permissions()),
        answer.historyFrom(),
        answer.offline(),
        answer.duration(),
        grant.givenAt(),
        answer.duration().after(now),
        null,
        null);
  }

  static Optional<Grant> pause(Grant grant) {
    return grant.status() == GrantStatus.ACTIVE
        ? Optional.of(with(grant, GrantStatus.PAUSED))
        : Optional.empty();
  }

  static Optional<Grant> resume(Grant grant, Instant now) {
    boolean resumable =
        grant.status() == GrantStatus.PAUSED || grant.status() == GrantStatus.SUSPENDED;
    return resumable && now.isBefore(grant.endsAt())
        ? Optional.of(with(grant, GrantStatus.ACTIVE))
        : Optional.empty();
  }

  static Optional<Grant> suspend(Grant grant) {
    return grant.status() == GrantStatus.ACTIVE || grant.status() == GrantStatus.PAUSED
        ? Optional.of(with(grant, GrantStatus.SUSPENDED))
        : Optional.empty();
  }

  static Optional<Grant> end(Grant grant, String reason, Instant now) {
    return grant.status() == GrantStatus.ENDED
        ? Optional.empty()
        : Optional.of(
            with(
                grant,
                GrantStatus.ENDED,
                grant.permissions(),
                grant.duration(),
                grant.endsAt(),
                now,
                reason));
  }

  /// Takes permissions away; a grant of nothing has ended.
  static Optional<Grant> narrow(Grant grant, Set<Permission> without, Instant now) {
    Set<Permission> left = new HashSet<>(grant.permissions());
    if (grant.status() == GrantStatus.ENDED || !left.removeAll(without)) {
      return Optional.empty();
    }
    return left.isEmpty()
        ? end(grant, "narrowed to nothing", now)
        : Optional.of(
            with(
                grant,
                grant.status(),
                Set.copyOf(left),
                grant.duration(),
                grant.endsAt(),
                null,
                null));
  }

  /// A new duration from now on; never a shorter one by mistake.
  static Optional<Grant> extend(Grant grant, Duration duration, Instant now) {
    Instant end = duration.after(now);
    return grant.status() == GrantStatus.ENDED || !end.isAfter(grant.endsAt())
        ? Optional.empty()
        : Optional.of(with(grant, grant.status(), grant.permissions(), duration, end, null, null));
  }

  private static Grant with(Grant grant, GrantStatus status) {
    return with(grant, status, grant.permissions(), grant.duration(), grant.endsAt(), null, null);
  }

  private static Grant with(
      Grant grant,
      GrantStatus status,
      Set<Permission> permissions,
      Duration duration,
      Instant endsAt,
      @Nullable Instant endedAt,
      @Nullable String reason) {
    return new Grant(
        grant.id(),
        grant.patient(),
        grant.clientId(),
        grant.appVersion(),
        grant.account(),
        status,
        grant.version() + 1,
        permissions,
        grant.historyFrom(),
        grant.offline(),
        duration,
        grant.givenAt(),
        endsAt,
        endedAt,
        reason);
  }
}
