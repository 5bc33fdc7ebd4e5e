package org.trousse.sdk;

import java.util.Optional;
import java.util.regex.Pattern;

/// A patient's internal number: random, 63 bits, never derived from the INS. In text it is 16 lower
/// case hexadecimal digits, which is also a legal FHIR id.
public record PatientId(long value) {
  private static final Pattern TEXT = Pattern.compile("[0-7][0-9a-f]{15}");

  public PatientId {
    if (value < 0) {
      throw new IllegalArgumentException("a patient id has 63 bits");
    }
  }

  /// Reads the text form; empty when `text` is not one.
  public static Optional<PatientId> parse(String text) {
    return TEXT.matcher(text).matches()
        ? Optional.of(new PatientId(Long.parseUnsignedLong(text, 16)))
        : Optional.empty();
  }

  /// The 16 digits.
  public String text() {
    String digits = Long.toHexString(value);
    return "0".repeat(16 - digits.length()) + digits;
  }

  /// Never the id itself: it must not slip into a log.
  @Override
  public String toString() {
    return "PatientId(…)";
  }
}
