package org.trousse.consent.door;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.grant.Verdict;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// What a door answers to a token.
public sealed interface Opening {
  /// The token is good now. Every question asks the grant as it stands at that moment, so a long
  /// answer asks again before each page.
  non-sealed interface Opened extends Opening {
    PatientId patient();

    String clientId();

    /// How people call the app.
    String appName();

    /// Names the token in logs and audit; never the token.
    UUID tokenId();

    UUID grantId();

    /// ALLOWED only if the token is still live, its scope and the grant hold the permission.
    Verdict may(Permission permission);

    /// Readings measured before stay hidden; null: the whole history.
    @Nullable Instant historyFrom();

    /// Whether the token holds a scope word as it is, e.g. `fhirUser`.
    boolean hasScope(String word);
  }

  /// RFC 6750 §3.1, RFC 9449 §7.1.
  ///
  /// @param error e.g. `invalid_token`
  /// @param dpop whether the challenge is for DPoP
  record Refused(String error, String description, boolean dpop) implements Opening {}

  /// The doors' copy was not confirmed lately: 503 with Retry-After.
  record Stale() implements Opening {}
}
