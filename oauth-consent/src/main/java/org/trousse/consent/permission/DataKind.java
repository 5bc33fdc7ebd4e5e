package org.trousse.consent.permission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.sdk.measure.Measure;

/// The kinds of data that a patient allows or keeps, one switch each. This registry makes the
/// scopes, the words of the screen (`kind.WORD.…` in the messages), of the receipt and of the log,
/// so that they cannot drift apart.
public enum DataKind {
  /// Name and birth date: what an app needs to greet somebody.
  IDENTITY("identity", Set.of(), List.of()),
  GLUCOSE(
      "glucose",
      Set.of(Measure.BLOOD_GLUCOSE, Measure.INTERSTITIAL_GLUCOSE),
      List.of("2339-0", "41653-7", "14743-9", "99504-3")),
  BLOOD_PRESSURE("blood-pressure", Set.of(Measure.BLOOD_PRESSURE), List.of("85354-9")),
  BODY_WEIGHT("body-weight", Set.of(Measure.BODY_WEIGHT), List.of("29463-7")),
  BODY_TEMPERATURE("body-temperature", Set.of(Measure.BODY_TEMPERATURE), List.of("8310-5"));

  private final String word;
  private final Set<Measure> measures;
  private final List<String> loinc;

  DataKind(String word, Set<Measure> measures, List<String> loinc) {
    this.word = word;
    this.measures = measures;
    this.loinc = loinc;
  }

  /// How rows, scopes of ours and messages spell it.
  public String word() {
    return word;
  }

  public Set<Measure> measures() {
    return measures;
  }

  /// `Observation.code` in LOINC; empty for what is no Observation.
  public List<String> loinc() {
    return loinc;
  }

  public static Optional<DataKind> of(String word) {
    for (DataKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  public static DataKind of(Measure measure) {
    return switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> GLUCOSE;
      case BLOOD_PRESSURE -> BLOOD_PRESSURE;
      case BODY_WEIGHT -> BODY_WEIGHT;
      case BODY_TEMPERATURE -> BODY_TEMPERATURE;
    };
  }
}
