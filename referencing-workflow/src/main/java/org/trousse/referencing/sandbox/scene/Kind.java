package org.trousse.referencing.sandbox.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The kinds of data that the sandbox knows, as permissions spell them.
public enum Kind {
  IDENTITY("identity"),
  GLUCOSE("glucose"),
  BLOOD_PRESSURE("blood-pressure"),
  BODY_WEIGHT("body-weight"),
  BODY_TEMPERATURE("body-temperature");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// `Observation.code`; empty for what is no Observation.
  public List<String> loinc() {
    return switch (this) {
      case IDENTITY -> List.of();
      case GLUCOSE -> List.of("2339-0", "2345-7", "99504-3");
      case BLOOD_PRESSURE -> List.of("85354-9");
      case BODY_WEIGHT -> List.of("29463-7");
      case BODY_TEMPERATURE -> List.of("8310-5");
    };
  }

  /// As devices spell it.
  public List<String> measures() {
    return switch (this) {
      case IDENTITY -> List.of();
      case GLUCOSE -> List.of("blood-glucose", "interstitial-glucose");
      case BLOOD_PRESSURE, BODY_WEIGHT, BODY_TEMPERATURE -> List.of(word);
    };
  }

  public String read() {
    return word + ".read";
  }

  public String add() {
    return word + ".add";
  }

  public static Optional<Kind> ofLoinc(String code) {
    return Arrays.stream(values()).filter(kind -> kind.loinc().contains(code)).findFirst();
  }

  public static Optional<Kind> ofMeasure(String measure) {
    return Arrays.stream(values()).filter(kind -> kind.measures().contains(measure)).findFirst();
  }
}
