package org.trousse.consent.signin.provider;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.provider.Provider.Kind;

/// What an identity provider says of a person.
///
/// @param provider its name with us
/// @param subject the person's, at this provider (`sub`)
/// @param birthDate professionals come without
/// @param acr how sure the provider is
public record Identity(
    String provider,
    String subject,
    Kind kind,
    String given,
    String family,
    @Nullable LocalDate birthDate,
    String acr) {
  /// Never who it is.
  @Override
  public String toString() {
    return "Identity(" + provider + ")";
  }
}
