package org.trousse.gateway.normalise;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// May this number be believed? The limits are our rule (`Safety` in the gateway's README): beyond
/// a hard limit nothing else is said of the number, so that an absurd value is never also
/// "critical".
final class Plausibility {
  private static final BigDecimal HALF_KG = new BigDecimal("0.5");
  private static final BigDecimal HYPERPYREXIA = new BigDecimal("41.1");

  /// How far a mean pressure may lie from diastolic + a third of the pulse pressure: 10 mm[Hg], or
  /// 15 % of a wide pulse pressure.
  private static final BigDecimal MEAN_TOLERANCE = BigDecimal.TEN;

  private static final BigDecimal MEAN_TOLERANCE_SHARE = new BigDecimal("0.15");

  private Plausibility() {}

  /// What is doubtful or serious about the canonical amounts.
  static Set<Flag> of(Measure measure, Amounts amounts, Amounts said, Unit unit) {
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    Optional<Flag> beyond = beyondLimits(measure, amounts);
    if (beyond.isPresent()) {
      flags.add(beyond.get());
      if (plausibleInSibling(measure, said, unit)) {
        flags.add(Flag.UNIT_SUSPECT);
      }
      return flags;
    }
    switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> glucose(amounts.value(), flags);
      case BLOOD_PRESSURE -> pressure(amounts, flags);
      case BODY_TEMPERATURE -> {
        if (above(amounts.value(), HYPERPYREXIA)) {
          flags.add(Flag.CRITICAL_TEMPERATURE);
        }
      }
      case BODY_WEIGHT -> {}
    }
    return flags;
  }

  /// The first limit that the amounts are beyond.
  private static Optional<Flag> beyondLimits(Measure measure, Amounts amounts) {
    BigDecimal value = amounts.value();
    return switch (measure) {
      case BLOOD_GLUCOSE ->
          first(
              below(value, 10) ? Flag.IMPLAUSIBLE_GLUCOSE_LOW : null,
              above(value, 1500) ? Flag.IMPLAUSIBLE_GLUCOSE_HIGH : null);
      case INTERSTITIAL_GLUCOSE ->
          first(
              below(value, 20) ? Flag.IMPLAUSIBLE_CGM_LOW : null,
              above(value, 600) ? Flag.IMPLAUSIBLE_CGM_HIGH : null);
      case BLOOD_PRESSURE -> beyondPressures(amounts);
      case BODY_WEIGHT ->
          first(
              value != null && value.compareTo(HALF_KG) < 0 ? Flag.IMPLAUSIBLE_WEIGHT_LOW : null,
              above(value, 650) ? Flag.IMPLAUSIBLE_WEIGHT_HIGH : null);
      case BODY_TEMPERATURE ->
          first(
              below(value, 20) ? Flag.IMPLAUSIBLE_TEMPERATURE_LOW : null,
              above(value, 45) ? Flag.IMPLAUSIBLE_TEMPERATURE_HIGH : null);
    };
  }

  private static Optional<Flag> beyondPressures(Amounts amounts) {
    BigDecimal systolic = amounts.value();
    BigDecimal diastolic = amounts.diastolic();
    boolean turned = systolic != null && diastolic != null && systolic.compareTo(diastolic) <= 0;
    return first(
        below(systolic, 40) ? Flag.IMPLAUSIBLE_SYSTOLIC_LOW : null,
        above(systolic, 300) ? Flag.IMPLAUSIBLE_SYSTOLIC_HIGH : null,
        below(diastolic, 20) ? Flag.IMPLAUSIBLE_DIASTOLIC_LOW : null,
        above(diastolic, 200) ? Flag.IMPLAUSIBLE_DIASTOLIC_HIGH : null,
        turned ? Flag.IMPLAUSIBLE_PRESSURES : null,
        below(amounts.pulse(), 20) ? Flag.IMPLAUSIBLE_PULSE_LOW : null,
        above(amounts.pulse(), 300) ? Flag.IMPLAUSIBLE_PULSE_HIGH : null);
  }

  private static void glucose(@Nullable BigDecimal value, Set<Flag> flags) {
    if (below(value, 40)) {
      flags.add(Flag.CRITICAL_GLUCOSE_LOW);
    }
    if (above(value, 400)) {
      flags.add(Flag.CRITICAL_GLUCOSE_HIGH);
    }
  }

  private static void pressure(Amounts amounts, Set<Flag> flags) {
    BigDecimal systolic = amounts.value();
    BigDecimal diastolic = amounts.diastolic();
    if (atLeast(systolic, 180) || atLeast(diastolic, 110)) {
      flags.add(Flag.CRITICAL_BLOOD_PRESSURE);
    }
    if (systolic == null || diastolic == null) {
      return;
    }
    BigDecimal pulsePressure = systolic.subtract(diastolic);
    if (below(pulsePressure, 10) || above(pulsePressure, 150)) {
      flags.add(Flag.PULSE_PRESSURE_UNUSUAL);
    }
    BigDecimal mean = amounts.mean();
    if (mean != null && !meanFits(mean, systolic, diastolic, pulsePressure)) {
      flags.add(Flag.MAP_IMPLAUSIBLE);
    }
  }

  private static boolean meanFits(
      BigDecimal mean, BigDecimal systolic, BigDecimal diastolic, BigDecimal pulsePressure) {
    BigDecimal three = BigDecimal.valueOf(3);
    // three times the distance from diastolic + a third of the pulse pressure
    BigDecimal distance = mean.subtract(diastolic).multiply(three).subtract(pulsePressure).abs();
    BigDecimal tolerance = MEAN_TOLERANCE.max(pulsePressure.multiply(MEAN_TOLERANCE_SHARE));
    return mean.compareTo(diastolic) >= 0
        && mean.compareTo(systolic) <= 0
        && distance.compareTo(tolerance.multiply(three)) <= 0;
  }

  /// Whether the same digits would be ordinary in a unit that is often confused with this one.
  /// Never converted by us: it goes to a person.
  private static boolean plausibleInSibling(Measure measure, Amounts said, Unit unit) {
    return siblings(measure, said, unit)
        .anyMatch(sibling ->
            beyondLimits(measure, Canonical.of(measure, said, sibling).amounts()).isEmpty());
  }

  private static Stream<Unit> siblings(Measure measure, Amounts said, Unit unit) {
    List<Unit> family =
        switch (measure) {
          case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE ->
              unit == Unit.MG_PER_DL && !oneDecimal(said)
                  ? List.of()
                  : List.of(Unit.MG_PER_DL, Unit.MMOL_PER_L);
          case BLOOD_PRESSURE -> List.of(Unit.MM_HG, Unit.KPA);
          case BODY_WEIGHT -> List.of(Unit.KG, Unit.POUND, Unit.GRAM);
          case BODY_TEMPERATURE -> List.of(Unit.CELSIUS, Unit.FAHRENHEIT, Unit.KELVIN);
        };
    return family.stream().filter(sibling -> sibling != unit);
  }

  /// Meters show mmol/L with one decimal and mg/dL with none.
  private static boolean oneDecimal(Amounts said) {
    return said.value() != null && said.value().scale() == 1;
  }

  private static Optional<Flag> first(@Nullable Flag... flags) {
    for (Flag flag : flags) {
      if (flag != null) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }

  private static boolean below(@Nullable BigDecimal value, long limit) {
    return value != null && value.compareTo(BigDecimal.valueOf(limit)) < 0;
  }

  private static boolean above(@Nullable BigDecimal value, long limit) {
    return above(value, BigDecimal.valueOf(limit));
  }

  private static boolean above(@Nullable BigDecimal value, BigDecimal limit) {
    return value != null && value.compareTo(limit) > 0;
  }

  private static boolean atLeast(@Nullable BigDecimal value, long limit) {
    return value != null && value.compareTo(BigDecimal.valueOf(limit)) >= 0;
  }
}
