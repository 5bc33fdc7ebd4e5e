package org.trousse.record.entry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// The units that people here say, some of which no device does.
public enum TypedUnit {
  MG_PER_DL("mg/dL"),
  G_PER_L("g/L"),
  MMOL_PER_L("mmol/L"),
  MM_HG("mmHg"),
  CM_HG("cmHg"),
  KG("kg"),
  GRAM("g"),
  POUND("lb"),
  CELSIUS("°C"),
  FAHRENHEIT("°F");

  private static final BigDecimal MG_PER_DL_A_MMOL = new BigDecimal("18.0156");
  private static final BigDecimal KG_A_POUND = new BigDecimal("0.45359237");
  private static final BigDecimal FREEZING = BigDecimal.valueOf(32);
  private static final BigDecimal NINE = BigDecimal.valueOf(9);
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);
  private static final int CELSIUS_DECIMALS = 2;

  private final String written;

  TypedUnit(String written) {
    this.written = written;
  }

  /// @param spelt lower case, without spaces around
  static Optional<TypedUnit> of(String spelt) {
    return switch (spelt) {
      case "mg/dl", "mgdl", "mg/100ml" -> Optional.of(MG_PER_DL);
      case "g/l", "gr/l", "gl" -> Optional.of(G_PER_L);
      case "mmol/l", "mmol", "mmoll" -> Optional.of(MMOL_PER_L);
      case "mmhg", "mm hg", "mm[hg]" -> Optional.of(MM_HG);
      case "cmhg", "cm hg" -> Optional.of(CM_HG);
      case "kg", "kgs", "kilo", "kilos", "kilogrammes", "kilograms" -> Optional.of(KG);
      case "g", "gr", "grammes", "grams" -> Optional.of(GRAM);
      case "lb", "lbs", "pounds" -> Optional.of(POUND);
      case "°c", "c", "°", "degrés", "degres", "degrees", "celsius" -> Optional.of(CELSIUS);
      case "°f", "f", "fahrenheit" -> Optional.of(FAHRENHEIT);
      default -> Optional.empty();
    };
  }

  /// What a field shows when nobody chose otherwise.
  public static TypedUnit usual(Measure measure) {
    return of(measure).getFirst();
  }

  /// The units of a measure, the usual one first.
  public static List<TypedUnit> of(Measure measure) {
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> List.of(MG_PER_DL, G_PER_L, MMOL_PER_L);
      case BLOOD_PRESSURE -> List.of(MM_HG, CM_HG);
      case BODY_WEIGHT -> List.of(KG, GRAM, POUND);
      case BODY_TEMPERATURE -> List.of(CELSIUS, FAHRENHEIT);
    };
  }

  boolean fits(Measure measure) {
    return of(measure).contains(this);
  }

  /// The same unit in the words of devices; empty for those that no device says.
  Optional<Unit> unit() {
    return switch (this) {
      case MG_PER_DL -> Optional.of(Unit.MG_PER_DL);
      case MMOL_PER_L -> Optional.of(Unit.MMOL_PER_L);
      case MM_HG -> Optional.of(Unit.MM_HG);
      case KG -> Optional.of(Unit.KG);
      case GRAM -> Optional.of(Unit.GRAM);
      case POUND -> Optional.of(Unit.POUND);
      case CELSIUS -> Optional.of(Unit.CELSIUS);
      case FAHRENHEIT -> Optional.of(Unit.FAHRENHEIT);
      case G_PER_L, CM_HG -> Optional.empty();
    };
  }

  /// As one writes it.
  public String written() {
    return written;
  }

  /// In the measure's canonical unit: mg/dL, mm[Hg], kg, Cel.
  BigDecimal canonical(BigDecimal value) {
    return switch (this) {
      case MG_PER_DL, MM_HG, KG, CELSIUS -> value;
      case G_PER_L -> value.movePointRight(2);
      case MMOL_PER_L -> value.multiply(MG_PER_DL_A_MMOL);
      case CM_HG -> value.movePointRight(1);
      case GRAM -> value.movePointLeft(3);
      case POUND -> value.multiply(KG_A_POUND);
      case FAHRENHEIT ->
          value
              .subtract(FREEZING)
              .multiply(FIVE)
              .divide(NINE, CELSIUS_DECIMALS, RoundingMode.HALF_EVEN);
    };
  }
}
