package org.trousse.record.care;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Measure;

/// A column of the role matrix: each measure, and what a record holds beside them. `code` stands in
/// rows and never changes; a measure's is its own.
public enum CareKind {
  BLOOD_GLUCOSE(Measure.BLOOD_GLUCOSE),
  INTERSTITIAL_GLUCOSE(Measure.INTERSTITIAL_GLUCOSE),
  BLOOD_PRESSURE(Measure.BLOOD_PRESSURE),
  BODY_WEIGHT(Measure.BODY_WEIGHT),
  BODY_TEMPERATURE(Measure.BODY_TEMPERATURE),
  /// who the patient is; without it there is no such patient
  IDENTITY(100, "identity"),
  /// annotations and transmissions
  NOTES(101, "notes"),
  /// who did what in the record
  TRAIL(102, "trail");

  private final int code;
  private final String word;
  private final @Nullable Measure measure;

  CareKind(Measure measure) {
    this.code = measure.code();
    this.word = measure.word();
    this.measure = measure;
  }

  CareKind(int code, String word) {
    this.code = code;
    this.word = word;
    this.measure = null;
  }

  public static CareKind of(Measure measure) {
    return Arrays.stream(values())
        .filter(kind -> kind.measure == measure)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind for " + measure));
  }

  public static Optional<CareKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /// The measures among these kinds.
  public static Set<Measure> measures(Set<CareKind> kinds) {
    return kinds.stream()
        .map(kind -> kind.measure)
        .flatMap(measure -> Optional.ofNullable(measure).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  public int code() {
    return code;
  }

  /// As the matrix's file spells it.
  public String word() {
    return word;
  }
}
