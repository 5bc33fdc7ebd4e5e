package org.trousse.record.watch.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.record.page.Words;

/// The pages of these rooms. `:ref` stands for a patient, see
/// [org.trousse.record.care.ref.PatientRefs].
public enum WatchPage {
  LIST("tournee", "worklist"),
  PRINT("tournee/imprimer", "worklist/print"),
  SHEET("tournee/feuille", "worklist/sheet"),
  RETURN("tournee/retour", "worklist/return"),
  PATIENT("tournee/patient/:ref", "worklist/patient/:ref"),
  SEEN("tournee/vu", "worklist/reviewed"),
  THRESHOLDS("patients/:ref/seuils", "patients/:ref/thresholds");

  private static final String REF = ":ref";

  private final String french;
  private final String english;

  WatchPage(String french, String english) {
    this.french = french;
    this.english = english;
  }

  private String path(boolean inEnglish) {
    return inEnglish ? english : french;
  }

  /// Below the language, for the router.
  String route(Words words) {
    return "/" + words.locale().getLanguage() + "/" + path(isEnglish(words));
  }

  /// Below the language.
  public String path(Words words, String ref) {
    return path(isEnglish(words)).replace(REF, ref);
  }

  /// On this host; of a page that is about no patient.
  public String address(Words words) {
    return address(words, "");
  }

  /// On this host.
  public String address(Words words, String ref) {
    return "/" + words.locale().getLanguage() + "/" + path(words, ref);
  }

  private static boolean isEnglish(Words words) {
    return words == Words.in(Locale.ENGLISH);
  }

  /// The same page's path in the other language; empty for every other path.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return Arrays.stream(values())
        .flatMap(page -> page.other(path, toEnglish).stream())
        .findFirst();
  }

  private Optional<String> other(String path, boolean toEnglish) {
    String from = path(!toEnglish).replace(REF, "([0-9a-f]{32})");
    Matcher found = Pattern.compile(from).matcher(path);
    if (!found.matches()) {
      return Optional.empty();
    }
    String ref = found.groupCount() == 0 ? "" : found.group(1);
    return Optional.of(path(toEnglish).replace(REF, ref));
  }
}
