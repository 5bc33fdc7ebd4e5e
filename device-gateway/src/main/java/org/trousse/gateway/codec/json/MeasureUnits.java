package org.trousse.gateway.codec.json;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// Which units a measure may be said in.
public final class MeasureUnits {
  private static final Set<Unit> GLUCOSE =
      EnumSet.of(Unit.MG_PER_DL, Unit.MMOL_PER_L, Unit.KG_PER_L, Unit.MOL_PER_L);
  private static final Set<Unit> PRESSURE = EnumSet.of(Unit.MM_HG, Unit.KPA);
  private static final Set<Unit> WEIGHT =
      EnumSet.of(Unit.KG, Unit.GRAM, Unit.POUND, Unit.OUNCE, Unit.STONE);
  private static final Set<Unit> TEMPERATURE =
      EnumSet.of(Unit.CELSIUS, Unit.FAHRENHEIT, Unit.KELVIN);

  private MeasureUnits() {}

  public static boolean fits(Measure measure, Unit unit) {
    return units(measure).contains(unit);
  }

  /// The units' names, for a mend.
  public static String names(Measure measure) {
    return units(measure).stream().map(Unit::ucum).collect(Collectors.joining(", "));
  }

  private static Set<Unit> units(Measure measure) {
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> GLUCOSE;
      case BLOOD_PRESSURE -> PRESSURE;
      case BODY_WEIGHT -> WEIGHT;
      case BODY_TEMPERATURE -> TEMPERATURE;
    };
  }
}
