package org.trousse.sdk.oauth;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.json.JsonObject;

/// What a patient's permission gives an app, until it is refreshed.
///
/// @param expires when the access token ends
/// @param scopes what was granted, which may be less than what was asked
/// @param refresh null when the permission is for once
/// @param patient whose record it is, as this app knows the patient; null without a patient scope
/// @param idToken as it came; verify it before you rely on it (OpenID Connect Core §3.1.3.7)
public record TokenSet(
    HttpCall.Token access,
    Instant expires,
    Set<String> scopes,
    @Nullable String refresh,
    @Nullable String patient,
    @Nullable String idToken) {
  private static final int STORED_CHARACTERS_MAX = 65_536;

  /// A day: no server of ours gives an access token for longer.
  private static final long LIFETIME_SECONDS_MAX = 86_400;

  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);

  public TokenSet {
    scopes = Set.copyOf(scopes);
  }

  /// Reads a token response (RFC 6749 §5.1, and the launch context of SMART).
  ///
  /// @param bound whether the app asked for tokens that are bound to its key: then nothing else
  ///   will do (RFC 9449 §5)
  static Answer<TokenSet> read(JsonObject json, boolean bound, Clock clock) {
    String wanted = bound ? "DPoP" : "Bearer";
    Optional<String> access = json.text("access_token").filter(token -> !token.isBlank());
    if (access.isEmpty() || !json.text("token_type").filter(wanted::equalsIgnoreCase).isPresent()) {
      return Answer.refused(new OAuthProblem.NotUnderstood("no token of type " + wanted));
    }
    long seconds =
        json.whole("expires_in", LIFETIME_SECONDS_MAX).orElse(USUAL_LIFETIME.toSeconds());
    return Answer.given(
        new TokenSet(
            new HttpCall.Token(wanted, access.get()),
            clock.instant().plusSeconds(seconds),
            words(json.text("scope").orElse("")),
            json.text("refresh_token").orElse(null),
            json.text("patient").orElse(null),
            json.text("id_token").orElse(null)));
  }

  /// What a refresh leaves out stays as it was (RFC 6749 §6).
  TokenSet after(TokenSet older) {
    return new TokenSet(
        access,
        expires,
        scopes.isEmpty() ? older.scopes : scopes,
        refresh == null ? older.refresh : refresh,
        patient == null ? older.patient : patient,
        idToken == null ? older.idToken : idToken);
  }

  /// For the app's own store, which only the app may read.
  public String json() {
    return JsonObject.EMPTY
        .with("token_type", access.scheme())
        .with("access_token", access.secret())
        .with("expires", expires.toString())
        .with("scope", String.join(" ", scopes))
        .with("refresh_token", refresh)
        .with("patient", patient)
        .with("id_token", idToken)
        .json();
  }

  /// Reads what [#json] wrote.
  ///
  /// @throws IllegalArgumentException when it did not
  public static TokenSet parse(String stored) {
    JsonObject json = JsonObject.parse(stored, STORED_CHARACTERS_MAX);
    try {
      return new TokenSet(
          new HttpCall.Token(
              json.text("token_type").orElseThrow(), json.text("access_token").orElseThrow()),
          Instant.parse(json.text("expires").orElseThrow()),
          words(json.text("scope").orElse("")),
          json.text("refresh_token").orElse(null),
          json.text("patient").orElse(null),
          json.text("id_token").orElse(null));
    } catch (DateTimeException | NoSuchElementException wrong) {
      throw new IllegalArgumentException("not a stored token set", wrong);
    }
  }

  private static Set<String> words(String scope) {
    return scope.isBlank() ? Set.of() : Set.copyOf(List.of(scope.strip().split("\\s+")));
  }

  /// Never a token, never the patient.
  @Override
  public String toString() {
    return "TokenSet(" + access.scheme() + ", until " + expires + ")";
  }
}
