package org.trousse.record.visit.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.stream.Stream;
import org.trousse.record.care.CareOpening;
import org.trousse.record.care.Mode;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.page.Words;
import org.trousse.record.professional.Professional;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.revise.Author;

/// A professional at a patient's record: the door opened it for this one request.
///
/// @param ref the patient in this professional's addresses
/// @param ids of readings in them
/// @param csrf what each form carries; empty: nothing may be written
public record AtHome(
    CareOpening opening,
    String ref,
    FhirIds ids,
    Words words,
    String csrf,
    Instant now,
    ZoneId zone) {
  public Professional who() {
    return opening.who();
  }

  public PatientRow patient() {
    return opening.patient();
  }

  public VisitText text() {
    return new VisitText(words, zone, now);
  }

  public String name() {
    return patient().given() + " " + patient().family();
  }

  /// Two traits that tell namesakes apart, and what this record does not hold.
  public List<String> identity() {
    int years = Period.between(patient().birthDate(), now.atZone(zone).toLocalDate()).getYears();
    String age = words.counted("about.age", years);
    String born =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(words.locale())
            .format(patient().birthDate());
    return Stream.of(
            words.text("visit.born", born),
            patient().synthetic() ? words.text("about.synthetic", age) : age,
            words.text("visit.number", ref.substring(0, 8)),
            words.text("visit.allergies"))
        .toList();
  }

  public String mode() {
    return opening.mode() == Mode.EMERGENCY ? words.text("visit.emergency") : "";
  }

  public String address(VisitAddress page, String id) {
    return page.address(words, ref, id);
  }

  public String path(VisitAddress page, String id) {
    return page.path(words, ref, id);
  }

  public String id(ReadingKey key) {
    return new String(ids.readings().id(key), StandardCharsets.US_ASCII);
  }

  public Author author() {
    return new Author(who().id(), who().name(), who().profession().code(), null);
  }

  /// Never who, never whose.
  @Override
  public String toString() {
    return "AtHome(" + opening + ")";
  }
}
