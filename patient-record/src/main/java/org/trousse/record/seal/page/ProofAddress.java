package org.trousse.record.seal.page;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.record.page.Words;

/// Where proofs are: below the page of the log, by the event's id.
public final class ProofAddress {
  private static final String FRENCH = "journal/preuve/";
  private static final String ENGLISH = "access-log/proof/";
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private ProofAddress() {}

  static String path(Words words, String id) {
    return (words == Words.in(Locale.ENGLISH) ? ENGLISH : FRENCH) + id;
  }

  /// On this host.
  static String of(Words words, String id) {
    return "/" + words.locale().getLanguage() + "/" + path(words, id);
  }

  /// The same page's path in the other language; empty for every other path.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    String from = toEnglish ? FRENCH : ENGLISH;
    if (!path.startsWith(from)) {
      return Optional.empty();
    }
    Matcher id = ID.matcher(path.substring(from.length()));
    return id.matches()
        ? Optional.of((toEnglish ? ENGLISH : FRENCH) + id.group())
        : Optional.empty();
  }
}
