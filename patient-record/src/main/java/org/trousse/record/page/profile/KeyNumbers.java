package org.trousse.record.page.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Display;
import org.trousse.record.glucose.GlucoseNumbers.Levels;
import org.trousse.record.glucose.Sufficiency;
import org.trousse.record.glucose.Sufficiency.Rule;
import org.trousse.record.glucose.Targets.Goal;

/// Mean, GMI and CV: the number with its goal, or why it is withheld.
public final class KeyNumbers {
  private KeyNumbers() {}

  /// One number.
  ///
  /// @param value empty: withheld
  /// @param why it is withheld, one sentence for each rule that is not met
  public record KeyNumber(
      String title, String value, String goal, String result, List<String> why) {}

  static List<KeyNumber> of(Shown shown) {
    Levels levels = shown.numbers().levels();
    Double mean = levels.mean();
    Double gmi = levels.gmi();
    Double cv = levels.cv();
    return List.of(
        number("mean", "meanMgDl", mean == null ? null : shown.levelWithUnit(mean), shown),
        number(
            "gmi",
            "gmi",
            gmi == null ? null : shown.figures().percent(gmi, Display.PERCENT),
            shown),
        number(
            "cv", "cv", cv == null ? null : shown.figures().percent(cv, Display.PERCENT), shown));
  }

  private static KeyNumber number(
      String name, String goalName, @Nullable String value, Shown shown) {
    String title = shown.words().text("profile.number." + name);
    List<String> why = why(name, shown);
    if (value == null || !why.isEmpty()) {
      return new KeyNumber(title, "", "", "", why);
    }
    Goal goal =
        shown.targets().goals().stream()
            .filter(one -> one.number().equals(goalName))
            .findFirst()
            .orElse(null);
    Double asked = goal == null ? null : goal.goal();
    return asked == null || goal == null
        ? new KeyNumber(title, value, "", "", List.of())
        : new KeyNumber(
            title, value, asked(name, asked, shown), BandBar.result(goal, shown), List.of());
  }

  private static String asked(String name, double goal, Shown shown) {
    return switch (name) {
      case "mean" ->
          shown
              .words()
              .text(
                  "profile.goal.less",
                  shown.figures().levelWithUnit(goal / shown.unit().toMgPerDl(1), shown.unit()));
      case "cv" ->
          shown.words().text("profile.goal.most", shown.figures().percent(goal, Display.SHARE));
      default ->
          shown.words().text("profile.goal.less", shown.figures().percent(goal, Display.SHARE));
    };
  }

  /// Why a number is not shown, in words; empty: it is.
  static List<String> why(String number, Shown shown) {
    return shown.numbers().sufficiency().rules().stream()
        .filter(rule -> !rule.met() && withholds(rule, number))
        .map(rule -> sentence(rule, shown))
        .toList();
  }

  private static boolean withholds(Rule rule, String number) {
    return rule.withholds().contains(number) || rule.withholds().contains(Sufficiency.ALL);
  }

  /// What there is is rounded down: 69.96 is not the 70 that it takes.
  private static String sentence(Rule rule, Shown shown) {
    Double have = rule.have();
    return shown
        .words()
        .text(
            "profile.rule." + rule.word(),
            shown.figures().plain(rule.need()),
            shown.figures().plain(have == null ? 0 : Math.floor(have * 10) / 10));
  }
}
