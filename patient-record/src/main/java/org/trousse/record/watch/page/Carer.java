package org.trousse.record.watch.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Figures;
import org.trousse.record.professional.Professional;

/// A professional at one of these pages.
///
/// @param csrf what every form of this session carries
/// @param refs of patients in their addresses
/// @param form what they sent; empty for who only reads
/// @param query what the address asks, by name
public record Carer(
    Professional who,
    String csrf,
    PatientRefs.Own refs,
    Words words,
    Form form,
    Form query,
    String ref,
    Instant now,
    ZoneId zone) {

  public Figures figures() {
    return new Figures(words, zone);
  }

  public Locale language() {
    return words.locale();
  }

  /// Never who.
  @Override
  public String toString() {
    return "Carer(…)";
  }
}
