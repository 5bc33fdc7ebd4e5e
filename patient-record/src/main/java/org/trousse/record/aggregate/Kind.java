package org.trousse.record.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.measure.Measure;

/// What an aggregate says. `code` stands in ids and never changes.
public enum Kind {
  /// HL7 CGM, summary: leads to the others.
  SUMMARY(1, "", FhirCodes.LOINC, "107931-8"),
  MEAN_MASS(2, "mean", FhirCodes.LOINC, "97507-8"),
  MEAN_MOLAR(3, "mean", FhirCodes.LOINC, "105273-7"),
  GMI(4, "gmi", FhirCodes.LOINC, "97506-0"),
  CV(5, "cv", FhirCodes.LOINC, "104638-2"),
  TIMES(6, "inRange", FhirCodes.LOINC, "106793-3"),
  DAYS_OF_WEAR(7, "n", FhirCodes.LOINC, "104636-6"),
  SENSOR_ACTIVE(8, "coverage", FhirCodes.LOINC, "104637-4"),
  /// ANS, mesures-observation-glucose: the mean of some days. Its LOINC code is that of a reading.
  DAYS_MEAN(9, "mean", FhirCodes.TAASIP, "MED-969"),
  /// ANS, the same profile: the glucose management indicator of some days.
  DAYS_GMI(10, "gmi", FhirCodes.TAASIP, "MED-972");

  private final int code;
  private final String number;
  private final String system;
  private final String named;

  /// @param number whose rules of sufficiency it follows, see
  ///   [org.trousse.record.glucose.Sufficiency]
  /// @param named by this code it is searched
  Kind(int code, String number, String system, String named) {
    this.code = code;
    this.number = number;
    this.system = system;
    this.named = named;
  }

  static Optional<Kind> ofCode(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  int code() {
    return code;
  }

  String number() {
    return number;
  }

  List<Coding> codings() {
    Coding own = new Coding(system, named, null);
    return this == DAYS_MEAN
        ? List.of(own, FhirCodes.code(Measure.INTERSTITIAL_GLUCOSE, null).getFirst())
        : List.of(own);
  }

  /// ANS, with a number of days.
  boolean isOfDays() {
    return this == DAYS_MEAN || this == DAYS_GMI;
  }

  /// Whether a search's token names it: `code` or `system|code`. Never by the code of a reading.
  boolean isNamed(String token) {
    int bar = token.indexOf('|');
    return token.substring(bar + 1).equals(named)
        && (bar < 0 || token.substring(0, bar).equals(system));
  }
}
