package org.trousse.record.care;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.trousse.record.professional.Profession;
import org.trousse.sdk.measure.Measure;

/// A professional looked at a record: what the patient is told.
///
/// @param name of the professional, as it was then
/// @param profession TRE_G15
/// @param mode TRE_R248
public record Consultation(
    Instant at,
    UUID id,
    UUID professional,
    String name,
    String profession,
    String mode,
    Set<Measure> measures) {
  /// The trail's words for it: a record was opened; a list showed it among others.
  public static final String WHAT = "consult";

  public static final String LISTED = "consult-list";

  public Consultation {
    measures = Set.copyOf(measures);
  }

  /// What the trail keeps beside who and what: profession and mode, as their code systems spell
  /// them.
  public static String detail(Profession profession, Mode mode) {
    return profession.code() + " " + mode.code();
  }

  /// Never who.
  @Override
  public String toString() {
    return "Consultation(" + mode + ")";
  }
}
