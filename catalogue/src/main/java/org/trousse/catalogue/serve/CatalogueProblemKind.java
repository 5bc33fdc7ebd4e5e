package org.trousse.catalogue.serve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trousse.catalogue.page.Words;
import org.trousse.sdk.Problem;

/// Every kind of problem that this house tells (RFC 9457 §3.1.1). A problem is made here and
/// nowhere else, with the title of its page.
public enum CatalogueProblemKind {
  UNKNOWN_FILTER("unknown-filter", 400),
  NO_SUCH_APP("no-such-app", 404);

  private final String word;
  private final int status;

  CatalogueProblemKind(String word, int status) {
    this.word = word;
    this.status = status;
  }

  static Optional<CatalogueProblemKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static List<CatalogueProblemKind> all() {
    return List.of(values());
  }

  /// For developers, so in English.
  ///
  /// @param detail what is wrong here, and the mend
  Problem problem(String detail) {
    return new Problem(word, status, title(Words.in(Locale.ENGLISH)), detail);
  }

  String word() {
    return word;
  }

  public int status() {
    return status;
  }

  /// Its type.
  public String type() {
    return Problem.TYPE_BASE + word;
  }

  public String title(Words words) {
    return words.text("problem." + word + ".title");
  }

  public String what(Words words) {
    return words.text("problem." + word + ".what");
  }

  public String mend(Words words) {
    return words.text("problem." + word + ".mend");
  }
}
