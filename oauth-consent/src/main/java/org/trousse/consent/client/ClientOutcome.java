package org.trousse.consent.client;

import org.trousse.consent.app.App;

/// Whether the caller is who it says.
public sealed interface ClientOutcome {
  /// It is.
  ///
  /// @param authenticated false for a public app, which only names itself
  record Known(App app, boolean authenticated) implements ClientOutcome {}

  record Refused(OAuthError error) implements ClientOutcome {}
}
