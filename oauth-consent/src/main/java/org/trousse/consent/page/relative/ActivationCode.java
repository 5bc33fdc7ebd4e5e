package org.trousse.consent.page.relative;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// The code on the service desk's paper: twelve letters of which none look alike and no word comes,
/// 51 bits. It is good once, for one person, and wrong ones are counted.
public record ActivationCode(String letters) {
  static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
  static final int LENGTH = 12;

  private static final int GROUP = 4;
  private static final int TYPED_MAX = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  static ActivationCode fresh() {
    StringBuilder letters = new StringBuilder(LENGTH);
    for (int at = 0; at < LENGTH; at++) {
      letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new ActivationCode(letters.toString());
  }

  /// Reads what somebody typed; case, dashes and spaces are forgiven.
  static Optional<ActivationCode> read(String typed) {
    if (typed.length() > TYPED_MAX) {
      return Optional.empty();
    }
    String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}]+", "");
    return letters.matches("[" + ALPHABET + "]{" + LENGTH + "}")
        ? Optional.of(new ActivationCode(letters))
        : Optional.empty();
  }

  /// As the paper has it: `BCDF-GHJK-LMNP`.
  public String shown() {
    return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
  }

  /// A secret until it is used.
  @Override
  public String toString() {
    return "ActivationCode(…)";
  }
}
