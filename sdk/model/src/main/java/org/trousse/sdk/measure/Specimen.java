package org.trousse.sdk.measure;

import java.util.Optional;

/// Where the glucose was measured in: the type nibble of the Glucose Measurement characteristic
/// (`code`), its MDC code (ISO/IEEE 11073-10101, 32 bits) and the LOINC code of a mass
/// concentration in it.
public enum Specimen {
  CAPILLARY_WHOLE_BLOOD(1, "capillary-whole-blood", 160184, "2339-0"),
  CAPILLARY_PLASMA(2, "capillary-plasma", 160188, "2345-7"),
  VENOUS_WHOLE_BLOOD(3, "venous-whole-blood", 160192, "2339-0"),
  VENOUS_PLASMA(4, "venous-plasma", 160196, "2345-7"),
  ARTERIAL_WHOLE_BLOOD(5, "arterial-whole-blood", 160200, "2339-0"),
  ARTERIAL_PLASMA(6, "arterial-plasma", 160204, "2345-7"),
  UNDETERMINED_WHOLE_BLOOD(7, "undetermined-whole-blood", 160364, "2339-0"),
  UNDETERMINED_PLASMA(8, "undetermined-plasma", 160368, "2345-7"),
  INTERSTITIAL_FLUID(9, "interstitial-fluid", 160212, "99504-3"),
  CONTROL_SOLUTION(10, "control-solution", 160208, "2345-7");

  private final int code;
  private final String word;
  private final int mdc;
  private final String loinc;

  Specimen(int code, String word, int mdc, String loinc) {
    this.code = code;
    this.word = word;
    this.mdc = mdc;
    this.loinc = loinc;
  }

  /// Empty for a reserved nibble.
  public static Optional<Specimen> ofCode(int code) {
    return code >= 1 && code <= 10 ? Optional.of(values()[code - 1]) : Optional.empty();
  }

  public static Optional<Specimen> of(String word) {
    for (Specimen specimen : values()) {
      if (specimen.word.equals(word)) {
        return Optional.of(specimen);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  public String word() {
    return word;
  }

  public int mdc() {
    return mdc;
  }

  public String loinc() {
    return loinc;
  }
}
