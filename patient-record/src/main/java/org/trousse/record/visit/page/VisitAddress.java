package org.trousse.record.visit.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.record.page.Words;

/// Where the pages of a visit are. `:ref` stands for a patient and `:id` for a reading or a
/// transmission, as this professional's addresses name them.
public enum VisitAddress {
  SHEET("patients/:ref", "patients/:ref"),
  READING("patients/:ref/mesures/:id", "patients/:ref/readings/:id"),
  STRETCH("patients/:ref/capteur", "patients/:ref/sensor"),
  TRANSMISSION("patients/:ref/transmission", "patients/:ref/transmission"),
  TRANSMISSION_KEPT("patients/:ref/transmissions/:id", "patients/:ref/transmissions/:id");

  private final String french;
  private final String english;

  VisitAddress(String french, String english) {
    this.french = french;
    this.english = english;
  }

  private String path(boolean inEnglish) {
    return inEnglish ? english : french;
  }

  private static boolean isEnglish(Words words) {
    return words == Words.in(Locale.ENGLISH);
  }

  /// For the router.
  public String route(Words words) {
    return "/" + words.locale().getLanguage() + "/" + path(isEnglish(words));
  }

  /// Below the language.
  public String path(Words words, String ref, String id) {
    return path(isEnglish(words)).replace(":ref", ref).replace(":id", id);
  }

  /// On this host.
  public String address(Words words, String ref, String id) {
    return "/" + words.locale().getLanguage() + "/" + path(words, ref, id);
  }

  /// The list of patients, where a visit begins.
  public static String worklist(Words words) {
    return isEnglish(words) ? "/en/worklist" : "/fr/tournee";
  }

  /// The same page's path in the other language; empty for every other path.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return Arrays.stream(values()).flatMap(one -> one.other(path, toEnglish).stream()).findFirst();
  }

  private Optional<String> other(String path, boolean toEnglish) {
    String from =
        path(!toEnglish)
            .replace(":ref", "(?<ref>[0-9a-f]{32})")
            .replace(":id", "(?<id>[A-Za-z0-9.-]{1,64})");
    Matcher found = Pattern.compile(from).matcher(path);
    if (!found.matches()) {
      return Optional.empty();
    }
    String other = path(toEnglish).replace(":ref", found.group("ref"));
    return Optional.of(from.contains("<id>") ? other.replace(":id", found.group("id")) : other);
  }
}
