package org.trousse.gateway.page;

/// What the page of a problem shows.
public record ProblemPage(ProblemKind kind, Words words) {
  /// Its address below the language.
  String path() {
    return directory(words) + kind.word();
  }

  /// Where these pages are in a language, below it.
  static String directory(Words words) {
    return words.locale().getLanguage().equals("en") ? "problems/" : "problemes/";
  }
}
