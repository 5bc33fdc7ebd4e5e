package org.trousse.consent.token;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.GrantState;

/// A grant as its row stands within a transaction that keeps it so.
///
/// @param account who answered
/// @param own whether that person's own record is concerned, and not one that they look after
public record Standing(
    GrantState state, UUID account, boolean own, boolean offline, Duration duration) {
  /// Why no token can come of it now; empty when one can.
  Optional<OAuthError> refusal(Instant now) {
    return switch (state.live(now)) {
      case ALLOWED, NOT_GRANTED -> Optional.empty();
      case ENDED, STALE -> Optional.of(OAuthError.invalidGrant("the authorization has ended"));
      case PAUSED ->
          Optional.of(new OAuthError(400, "access_denied", "the patient paused this app"));
      case SUSPENDED ->
          Optional.of(new OAuthError(400, "access_denied", "the authorization is suspended"));
    };
  }

  /// Access that ends within the hour leaves nothing to come back with.
  boolean mayReturn() {
    return duration != Duration.ONCE;
  }
}
