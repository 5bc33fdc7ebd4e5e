package org.trousse.record.professional;

import java.util.Arrays;
import java.util.Optional;

/// Professions of TRE_G15 (OID 1.2.250.1.71.1.2.7) that the role matrix may name. Insurers have no
/// code there: they never read.
public enum Profession {
  DOCTOR("10"),
  PHARMACIST("21"),
  DENTIST("40"),
  MIDWIFE("50"),
  NURSE("60"),
  PHYSIOTHERAPIST("70"),
  PODIATRIST("80"),
  SPEECH_THERAPIST("91"),
  DIETITIAN("95");

  private final String code;

  Profession(String code) {
    this.code = code;
  }

  /// The profession of a code; empty for every other: what is unknown opens nothing.
  public static Optional<Profession> ofCode(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  public String code() {
    return code;
  }
}
