package org.trousse.gateway.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Reading;

/// A measurement's numbers in the measure's unit, and what the device said where that is not the
/// same statement.
///
/// @param original null when only the decimal point was moved, or nothing was done
record Canonical(Amounts amounts, Reading.@Nullable Original original) {
  /// More decimals than this are an artefact of somebody's conversion.
  private static final int DECIMALS_MAX = 3;

  static Canonical of(Measure measure, Amounts said, Unit unit) {
    return switch (unit) {
      case KG_PER_L -> of(measure, shifted(said, 5), Unit.MG_PER_DL);
      case MOL_PER_L -> of(measure, shifted(said, 3), Unit.MMOL_PER_L);
      default -> unit == measure.unit() ? rounded(said, unit) : converted(measure, said, unit);
    };
  }

  /// Whether the unit, not only the digits, is another one than the device's.
  boolean converted(Measure measure) {
    return original != null && original.unit() != measure.unit();
  }

  private static Canonical rounded(Amounts said, Unit unit) {
    Amounts rounded =
        new Amounts(
            rounded(said.value()),
            rounded(said.diastolic()),
            rounded(said.mean()),
            rounded(said.pulse()));
    return new Canonical(
        rounded, rounded.agreesWith(said) ? null : new Reading.Original(said, unit));
  }

  private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
    if (value == null) {
      return null;
    }
    if (value.scale() > DECIMALS_MAX) {
      return value.setScale(DECIMALS_MAX, RoundingMode.HALF_UP);
    }
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static Canonical converted(Measure measure, Amounts said, Unit unit) {
    Amounts amounts =
        new Amounts(
            converted(measure, said.value(), unit),
            converted(measure, said.diastolic(), unit),
            converted(measure, said.mean(), unit),
            rounded(said.pulse()));
    Amounts original = new Amounts(said.value(), said.diastolic(), said.mean(), null);
    return new Canonical(amounts, new Reading.Original(original, unit));
  }

  private static @Nullable BigDecimal converted(
      Measure measure, @Nullable BigDecimal value, Unit unit) {
    return value == null
        ? null
        : Conversion.convert(value, unit, measure.unit(), decimals(measure))
            .orElseThrow(
                () -> new IllegalArgumentException(unit + " is no unit of " + measure.word()));
  }

  private static int decimals(Measure measure) {
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE, BLOOD_PRESSURE -> 0;
      case BODY_WEIGHT -> 3;
      case BODY_TEMPERATURE -> 1;
    };
  }

  private static Amounts shifted(Amounts said, int places) {
    BigDecimal value = said.value();
    return Amounts.single(value == null ? null : value.scaleByPowerOfTen(places));
  }
}
