package org.trousse.consent.permission;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.sdk.measure.Measure;

/// The kinds of data that a patient allows or keeps, one switch each. This registry makes the
/// scopes, the words of the screen (`kind.WORD.…` in the messages), of the receipt and of the log,
/// so that they cannot drift apart.
public enum DataKind {
  /// Name and birth date: what an app needs to greet somebody.
  IDENTITY("identity"),
  GLUCOSE("glucose"),
  BLOOD_PRESSURE("blood-pressure"),
  BODY_WEIGHT("body-weight"),
  BODY_TEMPERATURE("body-temperature");

  private final String word;

  DataKind(String word) {
    this.word = word;
  }

  /// How rows, scopes of ours and messages spell it.
  public String word() {
    return word;
  }

  public Set<Measure> measures() {
    return Arrays.stream(Measure.values())
        .filter(measure -> of(measure) == this)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// `Observation.code` in LOINC, all that the record writes for this kind; empty for what is no
  /// Observation.
  public List<String> loinc() {
    return switch (this) {
      case IDENTITY -> List.of();
      case GLUCOSE -> List.of("2339-0", "2345-7", "99504-3");
      case BLOOD_PRESSURE -> List.of("85354-9");
      case BODY_WEIGHT -> List.of("29463-7");
      case BODY_TEMPERATURE -> List.of("8310-5");
    };
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
