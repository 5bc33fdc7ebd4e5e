package org.trousse.record.verify.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.Fault;
import org.trousse.record.page.Words;
import org.trousse.record.verify.SeriesKind;
import org.trousse.record.verify.VerifyProblemKind;

/// The page: the form as it was sent, what is wrong with it, or what it comes to.
///
/// @param problem a sentence about the whole; empty: none
/// @param result null before there is one
public record VerifyView(
    Words words, VerifyForm form, List<Wrong> wrong, String problem, @Nullable ResultView result) {
  private static final List<String> ZONES =
      List.of(
          "Europe/Paris",
          "America/Cayenne",
          "America/Guadeloupe",
          "America/Martinique",
          "America/Miquelon",
          "Indian/Mayotte",
          "Indian/Reunion",
          "Pacific/Noumea",
          "Pacific/Tahiti",
          "Pacific/Wallis",
          "UTC");

  /// One fault.
  ///
  /// @param field the id of the field that it is in
  public record Wrong(String field, String says, String mend) {}

  static VerifyView of(Words words, VerifyForm form) {
    return new VerifyView(words, form, List.of(), "", null);
  }

  VerifyView with(List<Fault> faults, boolean more) {
    List<Wrong> all = new ArrayList<>();
    faults.forEach(fault -> all.add(wrong(fault)));
    String also = more ? words.text("verify.faults.more") : "";
    return new VerifyView(words, form, List.copyOf(all), also, null);
  }

  VerifyView with(VerifyProblemKind problem) {
    return new VerifyView(
        words,
        form,
        List.of(new Wrong("series", problem.what(words), problem.mend(words))),
        "",
        null);
  }

  VerifyView with(ResultView counted) {
    return new VerifyView(words, form, List.of(), "", counted);
  }

  private Wrong wrong(Fault fault) {
    String field =
        switch (fault.word()) {
          case "zone", "unit", "days", "kind" -> fault.word();
          default -> "series";
        };
    String said = VerifyProblemKind.said(fault, words);
    String says =
        fault.line() == 0 ? said : words.text("verify.wrong.line", fault.line(), lower(said));
    return new Wrong(field, says, VerifyProblemKind.mend(fault, words));
  }

  private static String lower(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  /// What is wrong in one field.
  public List<Wrong> wrong(String field) {
    return wrong.stream().filter(one -> one.field().equals(field)).toList();
  }

  public @Nullable String described(String field, boolean hint) {
    boolean faulty = !wrong(field).isEmpty();
    if (!faulty && !hint) {
      return null;
    }
    return (faulty ? field + "-fault " : "") + (hint ? field + "-hint" : "");
  }

  public List<SeriesKind> kinds() {
    return SeriesKind.ALL;
  }

  /// Of every kind, each once.
  public List<String> units() {
    return SeriesKind.ALL.stream().flatMap(kind -> kind.units().stream()).distinct().toList();
  }

  public List<String> zones() {
    return ZONES;
  }

  public String address() {
    return address(words);
  }

  static String address(Words words) {
    return "/" + words.locale().getLanguage() + "/verify";
  }
}
