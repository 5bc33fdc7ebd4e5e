package org.trousse.record.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The pages of one measure, below the page of them all.
public enum MeasurePage {
  GLUCOSE("mesures/glycemie", "measurements/glucose"),
  PRESSURE("mesures/tension", "measurements/blood-pressure"),
  WEIGHT("mesures/poids", "measurements/weight"),
  TEMPERATURE("mesures/temperature", "measurements/temperature");

  private final String french;
  private final String english;

  MeasurePage(String french, String english) {
    this.french = french;
    this.english = english;
  }

  /// The page that a card leads to: `glucose`, `pressure`, `weight` or `temperature`.
  static MeasurePage of(String card) {
    return valueOf(card.toUpperCase(Locale.ROOT));
  }

  /// Below the language.
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
        .filter(page -> path.equals(toEnglish ? page.french : page.english))
        .map(page -> toEnglish ? page.english : page.french)
        .findFirst();
  }
}
