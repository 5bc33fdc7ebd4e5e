package org.trousse.consent.pairing;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// The short code that a person copies from a device (RFC 8628 §6.1): eight letters without vowels,
/// so that no word comes of them, and none that look alike.
public record UserCode(String letters) {
  static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
  static final int LENGTH = 8;

  private static final int TYPED_MAX = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  static UserCode fresh() {
    StringBuilder letters = new StringBuilder(LENGTH);
    for (int at = 0; at < LENGTH; at++) {
      letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new UserCode(letters.toString());
  }

  /// Reads what somebody typed; case, dashes and spaces are forgiven.
  public static Optional<UserCode> read(String typed) {
    if (typed.length() > TYPED_MAX) {
      return Optional.empty();
    }
    StringBuilder letters = new StringBuilder(LENGTH);
    for (char one : typed.toUpperCase(Locale.ROOT).toCharArray()) {
      if (ALPHABET.indexOf(one) >= 0) {
        letters.append(one);
      } else if (Character.isLetterOrDigit(one)) {
        return Optional.empty();
      }
    }
    return letters.length() == LENGTH
        ? Optional.of(new UserCode(letters.toString()))
        : Optional.empty();
  }

  /// As devices show it: `BCDF-GHJK`.
  public String shown() {
    return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
  }

  /// A secret for its ten minutes.
  @Override
  public String toString() {
    return "UserCode(…)";
  }
}
