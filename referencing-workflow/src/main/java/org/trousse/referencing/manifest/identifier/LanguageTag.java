package org.trousse.referencing.manifest.identifier;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;

/// BCP 47 (RFC 5646).
public final class LanguageTag {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  private LanguageTag() {}

  /// Well formed, written as the standard recommends, and of a language that exists.
  public static boolean isRight(String tag) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      String language = locale.getLanguage();
      return locale.toLanguageTag().equals(tag)
          && (LANGUAGES.contains(language) || language.length() == 3);
    } catch (IllformedLocaleException malformed) {
      return false;
    }
  }
}
