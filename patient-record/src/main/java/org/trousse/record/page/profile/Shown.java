package org.trousse.record.page.profile;

import org.trousse.record.glucose.GlucoseNumbers;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.glucose.Targets;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Figures;
import org.trousse.record.page.series.Opened;

/// The numbers and how they are written: in the unit that was asked for, beside the goals of the
/// profile that was asked for.
record Shown(
    GlucoseNumbers numbers, Targets targets, GlucoseUnit unit, Words words, Figures figures) {
  static final String UNIT = "unite";
  static final String GOALS = "objectif";

  static Shown of(GlucoseNumbers numbers, Opened opened) {
    GlucoseUnit unit =
        switch (opened.asked().text(UNIT)) {
          case "mg" -> GlucoseUnit.MG_PER_DL;
          case "mmol" -> GlucoseUnit.MMOL_PER_L;
          case "g" -> GlucoseUnit.G_PER_L;
          default -> numbers.unit();
        };
    String profile =
        switch (opened.asked().text(GOALS)) {
          case "age" -> "older";
          case "grossesse" -> "pregnancy";
          case "gestationnel" -> "gestational";
          default -> "adult";
        };
    Targets targets =
        numbers.targets().stream()
            .filter(target -> target.profile().equals(profile))
            .findFirst()
            .orElseThrow();
    return new Shown(numbers, targets, unit, opened.words(), opened.figures());
  }

  boolean inPregnancy() {
    return targets.profile().equals("pregnancy") || targets.profile().equals("gestational");
  }

  /// The range's lower end in the unit shown: 70 mg/dL is 3.9 mmol/L, not 3.8855.
  double low() {
    return inPregnancy() ? unit.pregnancyLow() : unit.low();
  }

  double high() {
    return inPregnancy() ? unit.tightHigh() : unit.high();
  }

  /// A value of the series in the unit shown, without the unit.
  String level(double value) {
    return figures.level(converted(value), unit);
  }

  String levelWithUnit(double value) {
    return figures.levelWithUnit(converted(value), unit);
  }

  private double converted(double value) {
    return unit == numbers.unit() ? value : numbers.unit().toMgPerDl(value) / unit.toMgPerDl(1);
  }

  /// A bound of the unit shown, without the unit.
  String bound(double bound) {
    return figures.level(bound, unit);
  }

  /// From one bound to just below another.
  String range(double from, double below) {
    return bound(from) + "–" + bound(below - step());
  }

  /// From just above one bound to another, included.
  String rangeAbove(double above, double to) {
    return bound(above + step()) + "–" + bound(to);
  }

  private double step() {
    return Math.pow(10, -unit.decimals());
  }
}
