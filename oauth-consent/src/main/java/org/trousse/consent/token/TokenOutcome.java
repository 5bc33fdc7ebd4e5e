package org.trousse.consent.token;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.client.OAuthError;

/// What the token endpoint answers.
public sealed interface TokenOutcome {
  /// Tokens.
  ///
  /// @param signIn what an id_token says of the sign-in; null: there is none to speak of
  record Issued(Minted minted, Standing standing, @Nullable SignIn signIn)
      implements TokenOutcome {}

  record Failed(OAuthError error) implements TokenOutcome {}

  /// Somebody else holds what only the app should: everything that came of it has ended.
  ///
  /// @param suspends whether the grant waits for the patient now: the app's own store leaked
  /// @param standing of the grant that is concerned; null when it is not there any more
  record Stolen(UUID family, boolean suspends, @Nullable Standing standing, OAuthError error)
      implements TokenOutcome {}

  /// OpenID Connect Core §2.
  record SignIn(@Nullable String nonce, @Nullable Instant authTime) {}

  /// Tokens as the app gets them.
  ///
  /// @param tokenId names the access token in logs
  /// @param refresh null: the app got none, or keeps the one it has
  record Minted(
      String access,
      UUID tokenId,
      @Nullable String refresh,
      GrantsScope.Granted granted,
      boolean bound,
      Instant ends) {
    /// No token.
    @Override
    public String toString() {
      return "Minted(" + tokenId + ")";
    }
  }
}
