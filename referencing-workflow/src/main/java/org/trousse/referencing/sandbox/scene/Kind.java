package org.trousse.referencing.sandbox.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The kinds of data that the sandbox knows, as permissions spell them.
public enum Kind {
  IDENTITY("identity", List.of(), List.of()),
  GLUCOSE(
      "glucose",
      List.of("2339-0", "2345-7", "99504-3"),
      List.of("blood-glucose", "interstitial-glucose")),
  BLOOD_PRESSURE("blood-pressure", List.of("85354-9"), List.of("blood-pressure")),
  BODY_WEIGHT("body-weight", List.of("29463-7"), List.of("body-weight")),
  BODY_TEMPERATURE("body-temperature", List.of("8310-5"), List.of("body-temperature"));

  private final String word;
  private final List<String> loinc;
  private final List<String> measures;

  Kind(String word, List<String> loinc, List<String> measures) {
    this.word = word;
    this.loinc = loinc;
    this.measures = measures;
  }

  public String word() {
    return word;
  }

  /// `Observation.code`; empty for what is no Observation.
  public List<String> loinc() {
    return loinc;
  }

  /// As devices spell it.
  public List<String> measures() {
    return measures;
  }

  public String read() {
    return word + ".read";
  }

  public String add() {
    return word + ".add";
  }

  public static Optional<Kind> ofLoinc(String code) {
    return Arrays.stream(values()).filter(kind -> kind.loinc.contains(code)).findFirst();
  }

  public static Optional<Kind> ofMeasure(String measure) {
    return Arrays.stream(values()).filter(kind -> kind.measures.contains(measure)).findFirst();
  }
}
