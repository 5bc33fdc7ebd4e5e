package org.trousse.consent.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.token.GrantsScope.Asked;

/// Whether a refresh token becomes tokens, and whether it is replaced (RFC 6749 §6, RFC 9700
/// §4.14.2, FAPI 2.0 §5.3.2.1).
final class RefreshRules {
  /// For so long a public app that did not hear our answer gets the same one again.
  static final Duration RETRY = Duration.ofSeconds(30);

  static final int RETRIES_MAX = 100;

  /// A refresh token's row.
  ///
  /// @param scope as it was granted first
  /// @param sessionGone whether the sign-in that it rests on has ended
  record Found(
      String clientId,
      UUID family,
      Asked asked,
      String scope,
      @Nullable String jkt,
      @Nullable UUID session,
      boolean sessionGone,
      Instant ends,
      @Nullable Instant replacedAt,
      @Nullable String successor,
      int retries,
      boolean ended) {}

  /// What the app brought.
  ///
  /// Exchanges a refresh token.
  ///
  /// @param scope null: all that the grant holds now
  /// @param jkt of the key that it proved; null without a proof
  record Ask(App app, String token, @Nullable String scope, @Nullable String jkt, Instant now) {
    @Override
    public String toString() {
      return "Ask(" + app.clientId() + ")";
    }
  }

  /// What to do.
  sealed interface Decision {
    /// New tokens; the refresh token is replaced.
    record Rotate(Mint mint) implements Decision {}

    /// A new access token; the refresh token stays, and may rest until `idleEnds`.
    record Keep(Mint mint, Instant idleEnds) implements Decision {}

    /// The answer that was given before.
    record Again(String successor) implements Decision {}

    record Stolen(UUID family) implements Decision {}

    record Refuse(OAuthError error) implements Decision {}
  }

  private static final List<BiFunction<Found, Ask, Optional<OAuthError>>> IN_ORDER =
      List.of(RefreshRules::isYoung, RefreshRules::sessionLives, RefreshRules::keyIsTheSame);

  private RefreshRules() {}

  static Decision decide(
      Optional<Found> row, Optional<Standing> standing, Ask ask, GrantsScope scopes) {
    Optional<Found> own = row.filter(found -> found.clientId().equals(ask.app().clientId()));
    if (own.isEmpty() || standing.isEmpty() || own.get().ended()) {
      return new Decision.Refuse(OAuthError.invalidGrant("the refresh token is not good"));
    }
    Found found = own.get();
    Instant replaced = found.replacedAt();
    if (replaced != null && ask.now().isAfter(replaced.plus(RETRY))) {
      return new Decision.Stolen(found.family());
    }
    return IN_ORDER.stream()
        .flatMap(check -> check.apply(found, ask).stream())
        .findFirst()
        .or(() -> standing.get().refusal(ask.now()))
        .<Decision>map(Decision.Refuse::new)
        .orElseGet(() -> again(found).orElseGet(() -> fresh(found, standing.get(), ask, scopes)));
  }

  private static Optional<Decision> again(Found found) {
    String successor = found.successor();
    if (successor == null) {
      return Optional.empty();
    }
    return Optional.of(
        found.retries() < RETRIES_MAX
            ? new Decision.Again(successor)
            : new Decision.Refuse(OAuthError.invalidGrant("the refresh token was replaced")));
  }

  private static Decision fresh(Found found, Standing standing, Ask ask, GrantsScope scopes) {
    GrantsScope.Granted current = Mint.granted(scopes, found.asked(), standing, found.session());
    String narrower = ask.scope();
    if (narrower != null
        && !scopes.within(narrower, found.scope())
        && !scopes.within(narrower, current.scope())) {
      return new Decision.Refuse(OAuthError.invalidScope("scope holds more than was granted"));
    }
    GrantsScope.Granted granted =
        narrower == null
            ? current
            : Mint.granted(
                scopes, new Asked(narrower, found.asked().details()), standing, found.session());
    boolean fapi = ask.app().profile() == SecurityProfile.FAPI2;
    boolean rotates = ask.app().profile() == SecurityProfile.SMART_PUBLIC;
    Instant idleEnds = Mint.earlier(ask.now().plus(Mint.REFRESH_IDLE), standing.state().endsAt());
    Mint mint =
        new Mint(
            found.clientId(),
            standing.state().id(),
            found.family(),
            granted,
            fapi ? ask.jkt() : found.jkt(),
            rotates ? new Mint.Refresh(found.jkt(), found.session(), idleEnds) : null,
            ask.now(),
            Mint.earlier(ask.now().plus(Mint.ACCESS), standing.state().endsAt()));
    return rotates ? new Decision.Rotate(mint) : new Decision.Keep(mint, idleEnds);
  }

  private static Optional<OAuthError> isYoung(Found found, Ask ask) {
    return refuse(!ask.now().isBefore(found.ends()), "the refresh token is too old");
  }

  private static Optional<OAuthError> sessionLives(Found found, Ask ask) {
    return refuse(found.sessionGone(), "the patient signed out");
  }

  private static Optional<OAuthError> keyIsTheSame(Found found, Ask ask) {
    String jkt = found.jkt();
    return jkt == null || jkt.equals(ask.jkt())
        ? Optional.empty()
        : Optional.of(OAuthError.invalidProof("the refresh token is bound to another key"));
  }

  private static Optional<OAuthError> refuse(boolean refused, String why) {
    return refused ? Optional.of(OAuthError.invalidGrant(why)) : Optional.empty();
  }
}
