package org.trousse.catalogue.listing;

import java.util.Locale;

/// The same words in French and in English.
public record Text(String french, String english) {
  /// English where the language is English, French everywhere else.
  public String in(Locale language) {
    return language.getLanguage().equals("en") ? english : french;
  }
}
