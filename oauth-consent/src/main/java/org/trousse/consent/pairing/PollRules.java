package org.trousse.consent.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.token.GrantsScope.Asked;

/// What a polling device is told (RFC 8628 §3.5).
final class PollRules {
  static final Duration LIFE = Duration.ofMinutes(10);
  static final Duration INTERVAL = Duration.ofSeconds(5);

  /// What is a network's doing and not the device's.
  private static final Duration LENIENCE = Duration.ofMillis(500);

  enum Status {
    PENDING,
    APPROVED,
    DENIED,
    REDEEMED
  }

  /// A device code's row.
  ///
  /// @param grant null as long as nobody approved, or the grant is being written
  record Found(
      String clientId,
      Asked asked,
      Instant ends,
      Duration interval,
      @Nullable Instant polledAt,
      Status status,
      @Nullable UUID grant) {}

  /// What to do.
  sealed interface Decision {
    record Redeem(UUID grant, Asked asked) implements Decision {}

    /// Still nobody decided.
    ///
    /// @param interval for good from now on
    record Wait(OAuthError error, Duration interval) implements Decision {}

    record Refuse(OAuthError error) implements Decision {}
  }

  private PollRules() {}

  static Decision decide(Optional<Found> row, String clientId, Instant now) {
    Optional<Found> own = row.filter(found -> found.clientId().equals(clientId));
    if (own.isEmpty()) {
      return new Decision.Refuse(OAuthError.invalidGrant("the device code is unknown"));
    }
    Found found = own.get();
    if (found.status() == Status.REDEEMED) {
      return new Decision.Refuse(OAuthError.invalidGrant("the device code was used"));
    }
    if (found.status() == Status.DENIED) {
      return refuse("access_denied", "the patient refused");
    }
    if (!now.isBefore(found.ends())) {
      return refuse("expired_token", "the device code is too old");
    }
    UUID grant = found.grant();
    if (found.status() == Status.APPROVED && grant != null) {
      return new Decision.Redeem(grant, found.asked());
    }
    return waiting(found, now);
  }

  private static Decision waiting(Found found, Instant now) {
    Instant polled = found.polledAt();
    if (polled != null && now.isBefore(polled.plus(found.interval()).minus(LENIENCE))) {
      return new Decision.Wait(
          new OAuthError(400, "slow_down", "poll less often"), found.interval().plus(INTERVAL));
    }
    return new Decision.Wait(
        new OAuthError(400, "authorization_pending", "nobody decided yet"), found.interval());
  }

  private static Decision refuse(String error, String description) {
    return new Decision.Refuse(new OAuthError(400, error, description));
  }
}
