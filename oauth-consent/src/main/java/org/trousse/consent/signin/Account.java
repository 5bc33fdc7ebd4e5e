package org.trousse.consent.signin;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// Somebody who can sign in.
///
/// @param patient their own record; null for a professional and for who only acts for others
public record Account(
    UUID id,
    Provider.Kind kind,
    @Nullable PatientId patient,
    String given,
    String family,
    boolean closed) {
  /// A mandate to act for a child.
  ///
  /// @param until the day on which it ends: majority
  public record Delegation(PatientId patient, LocalDate until) {}

  /// Never who.
  @Override
  public String toString() {
    return "Account(" + id + ")";
  }
}
