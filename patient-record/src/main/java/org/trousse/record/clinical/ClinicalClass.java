package org.trousse.record.clinical;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// The class of one reading that is believed. Glucose is judged in the unit that the device said,
/// so that a rounded conversion crosses no limit.
public enum ClinicalClass {
  /// below 54 mg/dL (ADA, Battelino 2019)
  HYPO_LEVEL_2("hypo-level-2", true),
  /// from 54 to below 70 mg/dL
  HYPO_LEVEL_1("hypo-level-1", true),
  /// above 180 to 250 mg/dL
  HYPER_LEVEL_1("hyper-level-1", true),
  /// above 250 mg/dL
  HYPER_LEVEL_2("hyper-level-2", true),
  /// below 120 and below 70 mm[Hg] in an office (ESC 2024)
  NON_ELEVATED("bp:non-elevated", false),
  /// 120 to 139, or 70 to 89
  ELEVATED("bp:elevated", false),
  /// 140 to 159, or 90 to 99
  GRADE_1("bp:grade-1", true),
  /// 160 to 179, or 100 to 109
  GRADE_2("bp:grade-2", true),
  /// from 180, or from 110
  GRADE_3("bp:grade-3", true),
  /// from 135, or from 85, measured at home
  HOME_ELEVATED("bp:home-elevated", true),
  /// at most 35.0 Cel
  HYPOTHERMIA("hypothermia", true),
  /// from 38.0 Cel, where the site is not looked at
  FEVER("fever", true);

  /// Where a blood pressure was measured.
  public enum Setting {
    OFFICE,
    HOME
  }

  private final String word;
  private final boolean notable;

  ClinicalClass(String word, boolean notable) {
    this.word = word;
    this.notable = notable;
  }

  public String word() {
    return word;
  }

  /// Whether somebody should look at it.
  public boolean notable() {
    return notable;
  }

  /// Empty for what is ordinary, for a reading without its number, and for what guidelines class by
  /// no single reading.
  ///
  /// @param unit of `amounts`
  public static Optional<ClinicalClass> of(
      Measure measure, Amounts amounts, Unit unit, Setting setting) {
    BigDecimal value = amounts.value();
    if (value == null) {
      return Optional.empty();
    }
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> glucose(value, unit);
      case BLOOD_PRESSURE -> pressure(value, amounts.diastolic(), setting);
      case BODY_TEMPERATURE -> temperature(value);
      case BODY_WEIGHT -> Optional.empty();
    };
  }

  private static Optional<ClinicalClass> glucose(BigDecimal value, Unit said) {
    return GlucoseUnit.of(said.ucum())
        .flatMap(unit -> {
          double level = value.doubleValue();
          if (level < unit.low()) {
            return Optional.of(level < unit.veryLow() ? HYPO_LEVEL_2 : HYPO_LEVEL_1);
          }
          if (level <= unit.high()) {
            return Optional.empty();
          }
          return Optional.of(level <= unit.veryHigh() ? HYPER_LEVEL_1 : HYPER_LEVEL_2);
        });
  }

  private static Optional<ClinicalClass> pressure(
      BigDecimal systolic, @Nullable BigDecimal diastolic, Setting setting) {
    if (diastolic == null) {
      return Optional.empty();
    }
    if (setting == Setting.HOME) {
      return reached(systolic, diastolic, 135, 85) ? Optional.of(HOME_ELEVATED) : Optional.empty();
    }
    if (reached(systolic, diastolic, 180, 110)) {
      return Optional.of(GRADE_3);
    }
    if (reached(systolic, diastolic, 160, 100)) {
      return Optional.of(GRADE_2);
    }
    if (reached(systolic, diastolic, 140, 90)) {
      return Optional.of(GRADE_1);
    }
    return Optional.of(reached(systolic, diastolic, 120, 70) ? ELEVATED : NON_ELEVATED);
  }

  private static boolean reached(BigDecimal systolic, BigDecimal diastolic, int upper, int lower) {
    return systolic.compareTo(BigDecimal.valueOf(upper)) >= 0
        || diastolic.compareTo(BigDecimal.valueOf(lower)) >= 0;
  }

  private static Optional<ClinicalClass> temperature(BigDecimal celsius) {
    if (celsius.compareTo(BigDecimal.valueOf(38)) >= 0) {
      return Optional.of(FEVER);
    }
    return celsius.compareTo(BigDecimal.valueOf(35)) <= 0
        ? Optional.of(HYPOTHERMIA)
        : Optional.empty();
  }
}
