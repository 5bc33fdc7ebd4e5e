package org.trousse.consent.signin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// Who a browser's session belongs to, and for whom the person acts.
///
/// @param session names it in lists; never its secret
/// @param own the person's own record; null for a professional and for who has none
/// @param patient for whom they act now; null when they must choose
/// @param mandateUntil the day on which acting for a child ends; null when they act for themselves
/// @param csrf what every form of this session carries; another after each change of person
public record SignedIn(
    UUID session,
    UUID account,
    Provider.Kind kind,
    String provider,
    String given,
    String family,
    @Nullable PatientId own,
    @Nullable PatientId patient,
    @Nullable LocalDate mandateUntil,
    String csrf,
    String acr,
    Instant since,
    Instant endsAt) {
  /// Whether they act for somebody else.
  public boolean asParent() {
    return mandateUntil != null;
  }

  public String name() {
    return given + " " + family;
  }

  /// Never who, never the form's secret.
  @Override
  public String toString() {
    return "SignedIn(" + session + ")";
  }
}
