package org.trousse.consent.token;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.client.OAuthError;

/// Whether a code becomes tokens (RFC 6749 §4.1.3, RFC 7636 §4.6, RFC 9449 §10).
final class CodeRules {
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /// A code's row.
  record Found(NewCode code, UUID family, boolean familyEnded, boolean redeemed, Instant ends) {}

  /// What the app brought.
  ///
  /// @param jkt of the key that it proved; null without a proof
  record Ask(
      App app,
      @Nullable String redirectUri,
      @Nullable String verifier,
      @Nullable String jkt,
      Instant now) {
    /// No verifier.
    @Override
    public String toString() {
      return "Ask(" + app.clientId() + ")";
    }
  }

  /// What to do.
  sealed interface Decision {
    record Redeem(Mint mint, TokenOutcome.SignIn signIn) implements Decision {}

    record Replayed(UUID family) implements Decision {}

    record Refuse(OAuthError error) implements Decision {}
  }

  private static final List<BiFunction<Found, Ask, Optional<OAuthError>>> IN_ORDER =
      List.of(
          CodeRules::isYoung,
          CodeRules::redirectIsTheSame,
          CodeRules::verifierMatches,
          CodeRules::keyIsTheSame);

  private CodeRules() {}

  static Decision decide(
      Optional<Found> row, Optional<Standing> standing, Ask ask, GrantsScope scopes) {
    Optional<Found> own = row.filter(found -> found.code().clientId().equals(ask.app().clientId()));
    if (own.isEmpty() || standing.isEmpty()) {
      return new Decision.Refuse(OAuthError.invalidGrant("the code is unknown"));
    }
    Found found = own.get();
    if (found.redeemed()) {
      return new Decision.Replayed(found.family());
    }
    return IN_ORDER.stream()
        .flatMap(check -> check.apply(found, ask).stream())
        .findFirst()
        .or(() -> standing.get().refusal(ask.now()))
        .<Decision>map(Decision.Refuse::new)
        .orElseGet(() -> redeem(found, standing.get(), ask, scopes));
  }

  private static Decision redeem(Found found, Standing standing, Ask ask, GrantsScope scopes) {
    NewCode code = found.code();
    Mint mint =
        Mint.first(
            standing,
            found.family(),
            Mint.granted(scopes, code.asked(), standing, code.session()),
            ask.jkt(),
            ask.app().profile() == SecurityProfile.FAPI2,
            code.session(),
            ask.now());
    return new Decision.Redeem(mint, new TokenOutcome.SignIn(code.nonce(), code.authTime()));
  }

  private static Optional<OAuthError> isYoung(Found found, Ask ask) {
    return refuse(!ask.now().isBefore(found.ends()) || found.familyEnded(), "the code is too old");
  }

  private static Optional<OAuthError> redirectIsTheSame(Found found, Ask ask) {
    return refuse(
        !found.code().redirectUri().equals(ask.redirectUri()), "redirect_uri is another one");
  }

  private static Optional<OAuthError> verifierMatches(Found found, Ask ask) {
    String verifier = ask.verifier();
    return refuse(
        verifier == null
            || !VERIFIER.matcher(verifier).matches()
            || !MessageDigest.isEqual(challenge(verifier), ascii(found.code().challenge())),
        "code_verifier does not match");
  }

  private static byte[] challenge(String verifier) {
    return ascii(
        CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier)).getValue());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<OAuthError> keyIsTheSame(Found found, Ask ask) {
    String jkt = found.code().jkt();
    return jkt == null || jkt.equals(ask.jkt())
        ? Optional.empty()
        : Optional.of(OAuthError.invalidProof("the code is bound to another key"));
  }

  private static Optional<OAuthError> refuse(boolean refused, String why) {
    return refused ? Optional.of(OAuthError.invalidGrant(why)) : Optional.empty();
  }
}
