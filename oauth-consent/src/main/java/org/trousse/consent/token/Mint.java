package org.trousse.consent.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tokens to be made.
///
/// @param jkt the key that they are bound to; null: bearer tokens
/// @param refresh null: without a refresh token
record Mint(
    String clientId,
    UUID grantId,
    UUID family,
    GrantsScope.Granted granted,
    @Nullable String jkt,
    @Nullable Refresh refresh,
    Instant at,
    Instant accessEnds) {
  static final Duration ACCESS = Duration.ofMinutes(5);

  /// A refresh token that nobody used for so long is dead; the grant's own end never moves.
  static final Duration REFRESH_IDLE = Duration.ofDays(90);

  /// @param jkt the key that a public client must prove again; null when it authenticates itself
  /// @param session that `online_access` dies with
  record Refresh(@Nullable String jkt, @Nullable UUID session, Instant ends) {}

  /// The first tokens of a family.
  ///
  /// @param confidential whether the client authenticates itself, so that its refresh token needs
  ///   no key (RFC 9449 §5)
  static Mint first(
      Standing standing,
      UUID family,
      GrantsScope.Granted granted,
      @Nullable String jkt,
      boolean confidential,
      @Nullable UUID session,
      Instant now) {
    return new Mint(
        standing.state().clientId(),
        standing.state().id(),
        family,
        granted,
        jkt,
        refresh(standing, granted, confidential ? null : jkt, session, now).orElse(null),
        now,
        earlier(now.plus(ACCESS), standing.state().endsAt()));
  }

  private static Optional<Refresh> refresh(
      Standing standing,
      GrantsScope.Granted granted,
      @Nullable String jkt,
      @Nullable UUID session,
      Instant now) {
    Instant ends = earlier(now.plus(REFRESH_IDLE), standing.state().endsAt());
    if (standing.mayReturn() && standing.offline() && granted.has("offline_access")) {
      return Optional.of(new Refresh(jkt, null, ends));
    }
    return standing.mayReturn() && session != null && granted.has("online_access")
        ? Optional.of(new Refresh(jkt, session, ends))
        : Optional.empty();
  }

  /// The app reads in its scope whether it may come back: no word stands there in vain.
  static GrantsScope.Granted granted(
      GrantsScope scopes, GrantsScope.Asked asked, Standing standing, @Nullable UUID session) {
    GrantsScope.Granted all =
        scopes.grant(asked, standing.state().permissions(), standing.state().historyFrom());
    boolean offline = standing.mayReturn() && standing.offline();
    boolean online = standing.mayReturn() && session != null;
    GrantsScope.Granted some = offline ? all : all.without("offline_access");
    return online ? some : some.without("online_access");
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
