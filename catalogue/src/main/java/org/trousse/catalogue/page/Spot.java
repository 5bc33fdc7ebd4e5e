package org.trousse.catalogue.page;

/// Where a page of this house stands: its address below the language.
public enum Spot {
  CATALOGUE("catalogue", "catalogue"),
  COMPARE("catalogue/comparer", "catalogue/compare"),
  REGISTER("catalogue/registre", "catalogue/register"),
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

    public String path(Words words, String slug) {
      return "catalogue/" + slug + (words.tag().equals("en") ? english : french);
    }

    public String address(Words words, String slug) {
      return "/" + words.tag() + "/" + path(words, slug);
    }
  }
}
