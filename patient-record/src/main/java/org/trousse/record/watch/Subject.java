package org.trousse.record.watch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// What a threshold can be on: one number of a measure. `word` stands in rows and never changes.
public enum Subject {
  GLUCOSE("glucose", Unit.MG_PER_DL),
  SYSTOLIC("systolic", Unit.MM_HG),
  DIASTOLIC("diastolic", Unit.MM_HG),
  WEIGHT("weight", Unit.KG),
  TEMPERATURE("temperature", Unit.CELSIUS);

  private final String word;
  private final Unit unit;

  Subject(String word, Unit unit) {
    this.word = word;
    this.unit = unit;
  }

  public static Optional<Subject> of(String word) {
    return Stream.of(values()).filter(subject -> subject.word.equals(word)).findFirst();
  }

  /// What a measure is looked at as.
  static Subject of(Measure measure) {
    return switch (measure) {
      case INTERSTITIAL_GLUCOSE, BLOOD_GLUCOSE -> GLUCOSE;
      case BLOOD_PRESSURE -> SYSTOLIC;
      case BODY_WEIGHT -> WEIGHT;
      case BODY_TEMPERATURE -> TEMPERATURE;
    };
  }

  public String word() {
    return word;
  }

  /// In which its bounds are given unless they say otherwise.
  public Unit unit() {
    return unit;
  }

  /// A sensor's first.
  public List<Measure> measures() {
    return switch (this) {
      case GLUCOSE -> List.of(Measure.INTERSTITIAL_GLUCOSE, Measure.BLOOD_GLUCOSE);
      case SYSTOLIC, DIASTOLIC -> List.of(Measure.BLOOD_PRESSURE);
      case WEIGHT -> List.of(Measure.BODY_WEIGHT);
      case TEMPERATURE -> List.of(Measure.BODY_TEMPERATURE);
    };
  }
}
