package org.trousse.record.byhand;

import org.trousse.sdk.measure.Measure;

/// What people measure and write down; a sensor's readings they do not.
enum HandKind {
  GLUCOSE("glucose-finger", Measure.BLOOD_GLUCOSE),
  PRESSURE("pressure", Measure.BLOOD_PRESSURE),
  WEIGHT("weight", Measure.BODY_WEIGHT),
  TEMPERATURE("temperature", Measure.BODY_TEMPERATURE);

  private final String word;
  private final Measure measure;

  HandKind(String word, Measure measure) {
    this.word = word;
    this.measure = measure;
  }

  /// In forms and in names of texts.
  String word() {
    return word;
  }

  Measure measure() {
    return measure;
  }
}
