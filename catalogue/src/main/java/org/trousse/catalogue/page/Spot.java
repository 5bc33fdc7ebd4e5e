package org.trousse.catalogue.page;

import java.util.Arrays;
import java.util.Optional;

/// Where a page of this house stands: its address below the language.
public enum Spot {
  CATALOGUE("catalogue", "catalogue"),
  COMPARE("catalogue/comparer", "catalogue/compare"),
  REGISTER("catalogue/registre", "catalogue/register"),
  /// Another house's page: what apps are judged by, and how.
  REFERENCING("referencement", "referencing"),
  ACCESSIBILITY("accessibilite", "accessibility"),
  LEGAL("mentions-legales", "legal"),
  PRIVACY("donnees-personnelles", "privacy"),
  WHAT_FOR("a-quoi-sert-ce-site", "what-this-site-is-for");

  private final String french;
  private final String english;

  Spot(String french, String english) {
    this.french = french;
    this.english = english;
  }

  /// The same page in the other language, below it; empty: it is none of these.
  ///
  /// @param path below the language, without a query
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return Arrays.stream(values())
        .filter(spot -> path.equals(toEnglish ? spot.french : spot.english))
        .map(spot -> toEnglish ? spot.english : spot.french)
        .findFirst()
        .or(() -> any(path) ? Optional.empty() : Leaf.counterpart(path, toEnglish));
  }

  /// An app is never called as one of these pages is, in either language.
  private static boolean any(String path) {
    return Arrays.stream(values())
        .anyMatch(spot -> path.equals(spot.french) || path.equals(spot.english));
  }

  /// Below the language.
  public String path(Words words) {
    return words.tag().equals("en") ? english : french;
  }

  public String address(Words words) {
    return "/" + words.tag() + "/" + path(words);
  }

  /// A page of one app.
  public enum Leaf {
    APP("", ""),
    HISTORY("/historique", "/history"),
    AUTHORISATION("/autorisation", "/authorisation"),
    REPORT("/signaler", "/report");

    private final String french;
    private final String english;

    Leaf(String french, String english) {
      this.french = french;
      this.english = english;
    }

    private static Optional<String> counterpart(String path, boolean toEnglish) {
      String[] steps = path.split("/", -1);
      if (steps.length < 2 || steps.length > 3 || !steps[0].equals("catalogue")) {
        return Optional.empty();
      }
      String below = steps.length == 3 ? "/" + steps[2] : "";
      return Arrays.stream(values())
          .filter(leaf -> below.equals(toEnglish ? leaf.french : leaf.english))
          .map(leaf -> "catalogue/" + steps[1] + (toEnglish ? leaf.english : leaf.french))
          .findFirst();
    }

    public String path(Words words, String slug) {
      return "catalogue/" + slug + (words.tag().equals("en") ? english : french);
    }

    public String address(Words words, String slug) {
      return "/" + words.tag() + "/" + path(words, slug);
    }
  }
}
