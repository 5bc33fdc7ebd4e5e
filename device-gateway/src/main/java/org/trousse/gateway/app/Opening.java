package org.trousse.gateway.app;

import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What a token opens here.
public sealed interface Opening {
  /// The token is good now.
  non-sealed interface Opened extends Opening {
    PatientId patient();

    String clientId();

    /// ALLOWED only if the token and the permission behind it hold this; as of the moment when it
    /// is asked.
    Right mayAdd(Measure measure);
  }

  /// RFC 6750 §3.1, RFC 9449 §7.1.
  ///
  /// @param error e.g. `invalid_token`
  /// @param dpop whether the challenge is for DPoP
  record Refused(String error, String description, boolean dpop) implements Opening {}

  /// Not known lately enough to be believed: come back.
  record Stale() implements Opening {}
}
