package org.trousse.referencing.door;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/// The language that a request asks for (RFC 9110 §12.5.4).
final class Language {
  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);
  private static final int CHARS_MAX = 500;

  private Language() {}

  /// French when neither language is asked for, or nonsense.
  static Locale of(@Nullable String accepted) {
    if (accepted == null || accepted.length() > CHARS_MAX) {
      return Locale.FRENCH;
    }
    try {
      Locale found = Locale.lookup(LanguageRange.parse(accepted), SPOKEN);
      return found == null ? Locale.FRENCH : found;
    } catch (IllegalArgumentException nonsense) {
      return Locale.FRENCH;
    }
  }
}
