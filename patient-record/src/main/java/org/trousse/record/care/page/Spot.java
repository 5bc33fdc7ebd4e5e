package org.trousse.record.care.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.trousse.record.page.Words;

/// Where the pages of this room are, below the language.
public enum Spot {
  TEAM("mes-soignants", "my-care-team"),
  HIDDEN("mes-soignants/mesures-cachees", "my-care-team/hidden-readings"),
  EMERGENCY("acces-urgence", "emergency-access"),
  EMERGENCY_RECORD("acces-urgence/dossier", "emergency-access/record");

  private final String french;
  private final String english;

  Spot(String french, String english) {
    this.french = french;
    this.english = english;
  }

  public String path(Words words) {
    return words == Words.in(Locale.ENGLISH) ? english : french;
  }

  /// On this host.
  public String address(Words words) {
    return "/" + words.locale().getLanguage() + "/" + path(words);
  }

  /// The same page's path in the other language; empty for every other path.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return Arrays.stream(values())
        .filter(spot -> path.equals(toEnglish ? spot.french : spot.english))
        .map(spot -> toEnglish ? spot.english : spot.french)
        .findFirst();
  }
}
