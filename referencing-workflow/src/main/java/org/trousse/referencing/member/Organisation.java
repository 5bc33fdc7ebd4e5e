package org.trousse.referencing.member;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/// A vendor, as it says of itself; GOV-01 looks whether it is so.
///
/// @param registration its number in its country's register, e.g. a SIREN
/// @param country ISO 3166-1 alpha-2
public record Organisation(
    UUID id, String legalName, String registration, String country, Instant createdAt) {
  static final int NAME_CHARS_MAX = 200;
  static final int REGISTRATION_CHARS_MAX = 60;

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  public Organisation {
    legalName = legalName.strip();
    registration = registration.strip();
    if (legalName.isEmpty() || legalName.length() > NAME_CHARS_MAX) {
      throw new IllegalArgumentException("a legal name has 1 to 200 characters");
    }
    if (registration.isEmpty() || registration.length() > REGISTRATION_CHARS_MAX) {
      throw new IllegalArgumentException("a registration number has 1 to 60 characters");
    }
    if (!COUNTRY.matcher(country).matches()) {
      throw new IllegalArgumentException("a country is two capital letters");
    }
  }
}
