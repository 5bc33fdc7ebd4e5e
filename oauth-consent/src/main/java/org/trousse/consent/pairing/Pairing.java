package org.trousse.consent.pairing;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.token.GrantsScope.Asked;
import org.trousse.sdk.PatientId;

/// What the pairing page shows and sends.
public sealed interface Pairing {
  /// A device waits for this decision. The page names app, device and place, and asks to compare
  /// the code (RFC 8628 §5.4).
  ///
  /// @param permissions what can be allowed: asked for, and declared by the app
  /// @param device what it calls itself
  /// @param address where its request came from, coarse
  record Found(
      UserCode code,
      App app,
      Asked asked,
      Set<Permission> permissions,
      String device,
      String address,
      Instant since)
      implements Pairing {}

  /// No device waits with this code.
  record Wrong() implements Pairing {}

  /// Too many wrong codes: come back later.
  record TooMany() implements Pairing {}

  /// What the patient decided.
  ///
  /// @param notAfter ends then at the latest; null: the duration alone says
  /// @param shown the text as it was shown, whole
  record Approval(
      UUID account,
      PatientId patient,
      Set<Permission> permissions,
      @Nullable Instant historyFrom,
      boolean offline,
      Duration duration,
      @Nullable Instant notAfter,
      String language,
      String shown) {}
}
