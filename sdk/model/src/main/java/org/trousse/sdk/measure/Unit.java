package org.trousse.sdk.measure;

import java.util.Map;
import java.util.Optional;

/// The units that devices say, as UCUM spells them. `code` stands in rows and never changes.
public enum Unit {
  MG_PER_DL(1, "mg/dL"),
  MMOL_PER_L(2, "mmol/L"),
  MM_HG(3, "mm[Hg]"),
  KPA(4, "kPa"),
  KG(5, "kg"),
  POUND(6, "[lb_av]"),
  STONE(7, "[stone_av]"),
  GRAM(8, "g"),
  CELSIUS(9, "Cel"),
  FAHRENHEIT(10, "[degF]"),
  PER_MINUTE(11, "/min"),
  PERCENT(12, "%"),
  KG_PER_L(13, "kg/L"),
  MOL_PER_L(14, "mol/L"),
  METRE(15, "m"),
  INCH(16, "[in_i]"),
  CENTIMETRE(17, "cm"),
  OUNCE(18, "[oz_av]"),
  KELVIN(19, "K");

  /// What vendors write for the same unit; matched after trimming, letter case as written. Bare
  /// "mmol" or "mg" are not here: an amount without a volume is another quantity.
  private static final Map<String, Unit> ALIASES =
      Map.ofEntries(
          Map.entry("mg/dl", MG_PER_DL),
          Map.entry("MG/DL", MG_PER_DL),
          Map.entry("mgdl", MG_PER_DL),
          Map.entry("mg/100mL", MG_PER_DL),
          Map.entry("mmol/l", MMOL_PER_L),
          Map.entry("MMOL/L", MMOL_PER_L),
          Map.entry("mM", MMOL_PER_L),
          Map.entry("mmHg", MM_HG),
          Map.entry("mmhg", MM_HG),
          Map.entry("mm Hg", MM_HG),
          Map.entry("MMHG", MM_HG),
          Map.entry("kpa", KPA),
          Map.entry("KG", KG),
          Map.entry("Kg", KG),
          Map.entry("kgs", KG),
          Map.entry("kilogram", KG),
          Map.entry("lb", POUND),
          Map.entry("lbs", POUND),
          Map.entry("LB", POUND),
          Map.entry("pound", POUND),
          Map.entry("st", STONE),
          Map.entry("stone", STONE),
          Map.entry("gram", GRAM),
          Map.entry("C", CELSIUS),
          Map.entry("°C", CELSIUS),
          Map.entry("℃", CELSIUS),
          Map.entry("degC", CELSIUS),
          Map.entry("celsius", CELSIUS),
          Map.entry("Celsius", CELSIUS),
          Map.entry("F", FAHRENHEIT),
          Map.entry("°F", FAHRENHEIT),
          Map.entry("℉", FAHRENHEIT),
          Map.entry("degF", FAHRENHEIT),
          Map.entry("fahrenheit", FAHRENHEIT),
          Map.entry("Fahrenheit", FAHRENHEIT),
          Map.entry("lb_av", POUND),
          Map.entry("pounds", POUND),
          Map.entry("oz", OUNCE),
          Map.entry("ounce", OUNCE),
          Map.entry("bpm", PER_MINUTE),
          Map.entry("beat/min", PER_MINUTE),
          Map.entry("BPM", PER_MINUTE),
          Map.entry("beats/min", PER_MINUTE),
          Map.entry("count/min", PER_MINUTE),
          Map.entry("1/min", PER_MINUTE),
          Map.entry("{beats}/min", PER_MINUTE),
          Map.entry("percent", PERCENT),
          Map.entry("in", INCH));

  private static final String HEALTHKIT_MMOL = "mmol<180.1558800000541>/L";

  private final int code;
  private final String ucum;

  Unit(int code, String ucum) {
    this.code = code;
    this.ucum = ucum;
  }

  /// The unit that `spelt` means, UCUM or a usual alias; empty when unknown. Never guessed.
  public static Optional<Unit> of(String spelt) {
    String trimmed = spelt.strip();
    for (Unit unit : values()) {
      if (unit.ucum.equals(trimmed)) {
        return Optional.of(unit);
      }
    }
    return trimmed.equals(HEALTHKIT_MMOL)
        ? Optional.of(MMOL_PER_L)
        : Optional.ofNullable(ALIASES.get(trimmed));
  }

  /// The unit of a row's code; throws when a row holds a code that no version of ours wrote.
  public static Unit ofCode(int code) {
    for (Unit unit : values()) {
      if (unit.code == code) {
        return unit;
      }
    }
    throw new IllegalArgumentException("no unit has code " + code);
  }

  public int code() {
    return code;
  }

  /// UCUM, case-sensitive form.
  public String ucum() {
    return ucum;
  }
}
