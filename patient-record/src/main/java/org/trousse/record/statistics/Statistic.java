package org.trousse.record.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One derived number.
///
/// @param name under which it is published
/// @param standard its code in R4's `observation-statistics`; empty: R4 has none
/// @param loinc its LOINC code; empty without one
/// @param unit UCUM
/// @param value null: not defined for so few readings, or a word
/// @param word when it is no number: `elevated`; else empty
/// @param doubts rules of sufficiency that are not met, for which pages withhold it
public record Statistic(
    String name,
    String standard,
    String loinc,
    String unit,
    @Nullable Double value,
    String word,
    List<String> doubts) {
  public Statistic {
    doubts = List.copyOf(doubts);
  }

  static Statistic of(String name, String unit, @Nullable Double value) {
    return new Statistic(name, "", "", unit, value, "", List.of());
  }

  static Statistic count(String name, int value) {
    return of(name, "1", (double) value);
  }

  static Statistic word(String name, String word) {
    return new Statistic(name, "", "", "", null, word, List.of());
  }

  static Statistic standard(String name, String standard, String unit, @Nullable Double value) {
    return new Statistic(name, standard, "", unit, value, "", List.of());
  }

  Statistic loinc(String code) {
    return new Statistic(name, standard, code, unit, value, word, doubts);
  }

  Statistic doubted(List<String> rules) {
    return new Statistic(name, standard, loinc, unit, value, word, rules);
  }

  /// Whether a client that asks for this means it.
  boolean isCalled(String asked) {
    return asked.equals(name) || asked.equals(standard);
  }
}
