package org.trousse.sdk.measure;

import java.util.Optional;

/// What is measured. `code` stands in rows and keys and never changes; `word` is what vendors
/// write.
public enum Measure {
  BLOOD_GLUCOSE(1, "blood-glucose", Unit.MG_PER_DL),
  INTERSTITIAL_GLUCOSE(2, "interstitial-glucose", Unit.MG_PER_DL),
  BLOOD_PRESSURE(3, "blood-pressure", Unit.MM_HG),
  BODY_WEIGHT(4, "body-weight", Unit.KG),
  BODY_TEMPERATURE(5, "body-temperature", Unit.CELSIUS);

  private final int code;
  private final String word;
  private final Unit unit;

  Measure(int code, String word, Unit unit) {
    this.code = code;
    this.word = word;
    this.unit = unit;
  }

  public static Optional<Measure> of(String word) {
    for (Measure measure : values()) {
      if (measure.word.equals(word)) {
        return Optional.of(measure);
      }
    }
    return Optional.empty();
  }

  /// The measure of a row's code; throws when a row holds a code that no version of ours wrote.
  public static Measure ofCode(int code) {
    for (Measure measure : values()) {
      if (measure.code == code) {
        return measure;
      }
    }
    throw new IllegalArgumentException("no measure has code " + code);
  }

  public int code() {
    return code;
  }

  public String word() {
    return word;
  }

  /// The canonical unit.
  public Unit unit() {
    return unit;
  }
}
