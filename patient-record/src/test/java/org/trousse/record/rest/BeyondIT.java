package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.sdk.measure.Measure;

/// An Observation that says more than the columns hold comes back whole. All data are synthetic.
final class BeyondIT {
  private static final String MAUD = Clinic.maudFor("app-1");
  private static final String LOINC = "http://loinc.org";
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final int ROUNDS = 150;

  /// Each failure names its round; the same seed makes the same Observations.
  private static final long SEED = 20_261_122;

  private static final List<String> TEXTS =
      List.of(
          "after a walk",
          "à jeun, « au calme »",
          "quote \" backslash \\ slash / brace } bracket ]",
          "two\nlines\tand a tab",
          "emoji 🩺 and \u2028 separator",
          "{\"not\":\"json\"}");

  private static Clinic clinic;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    clinic.opens(
        "token", new App(Clinic.MAUD, "app-1").reads(Measure.values()).adds(Measure.values()));
    clinic.opens("other", new App(Clinic.MAUD, "app-2").reads(Measure.values()));
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @Test
  void whatever_it_says_it_comes_back_whole() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Observation sent = observation(random, round);

      HttpResponse<String> created =
          clinic.post("token", "/Observation", Clinic.JSON.encodeResourceToString(sent));

      assertThat(created.statusCode()).as("round %s: %s", round, created.body()).isEqualTo(201);
      String place = created.headers().firstValue("Location").orElseThrow();
      String read = clinic.get("token", place).body();
      assertThat(bare(read)).as("round %s", round).isEqualTo(bare(sent));
      if (round % 50 == 0) {
        assertThat(R4Validator.errors(read)).as("round %s", round).isEmpty();
      }
    }
  }

  /// The red control: were the comparison blind, this would pass.
  @Test
  void what_is_lost_is_seen() {
    Observation sent = observation(new Random(SEED), ROUNDS + 1);
    sent.addNote().setText("kept");
    HttpResponse<String> created =
        clinic.post("token", "/Observation", Clinic.JSON.encodeResourceToString(sent));
    String place = created.headers().firstValue("Location").orElseThrow();

    clinic.ask(
        "with lost as (update record.reading set extra = extra - 'note'"
            + " where extra::text like '%\"kept\"%' returning 1) select count(*)::text from lost");

    assertThat(bare(clinic.get("token", place).body())).isNotEqualTo(bare(sent));
  }

  @Test
  void a_search_and_a_bundle_give_it_too() {
    Observation sent = observation(new Random(7), ROUNDS + 2);
    sent.addNote().setText("found by a search");
    String json = Clinic.JSON.encodeResourceToString(sent);
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
            + json
            + ",\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}]}";

    HttpResponse<String> answer = clinic.post("token", "", bundle);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(clinic.get("own", "/Observation?_sort=-_lastUpdated&_count=5").body())
        .contains("found by a search");
  }

  @Test
  void what_an_app_calls_a_reading_is_for_that_app_and_the_patient() {
    Observation sent = observation(new Random(8), ROUNDS + 3);
    HttpResponse<String> created =
        clinic.post("token", "/Observation", Clinic.JSON.encodeResourceToString(sent));
    String name = sent.getIdentifierFirstRep().getValue();

    String sort = "/Observation?_sort=-_lastUpdated&_count=1";
    assertThat(created.body()).contains(name);
    assertThat(clinic.get("own", sort).body()).contains(name);
    assertThat(clinic.get("other", sort).body())
        .contains("\"mode\":\"match\"")
        .doesNotContain(name);
  }

  @Test
  void an_update_keeps_it_and_cannot_change_it() {
    Observation sent = observation(new Random(11), ROUNDS + 5);
    sent.setComponent(null);
    coded(sent, "29463-7");
    sent.getCode().setCoding(sent.getCode().getCoding().subList(1, 2));
    sent.setDataAbsentReason(null);
    sent.setValue(amount("70.50", "kg", "kg"));
    sent.addComponent()
        .setCode(new CodeableConcept().setText("mood"))
        .setValue(new StringType("fair"));
    HttpResponse<String> created =
        clinic.post("token", "/Observation", Clinic.JSON.encodeResourceToString(sent));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String own = bundleOf(clinic.get("own", "/Observation?_sort=-_lastUpdated&_count=1"));
    Observation stands = Clinic.JSON.parseResource(Observation.class, own);
    Observation other = stands.copy();
    other.getComponentFirstRep().setValue(new StringType("poor"));
    Observation amended = stands.copy();
    amended.setStatus(Observation.ObservationStatus.AMENDED);
    amended.getValueQuantity().setValue(new BigDecimal("71.50"));

    assertThat(put(other).statusCode()).isEqualTo(422);
    HttpResponse<String> done = put(amended);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(bare(done.body())).isEqualTo(bare(amended));
  }

  private static HttpResponse<String> put(Observation one) {
    return Clinic.send(
        clinic
            .request(
                "own",
                "/Observation/" + one.getIdElement().getIdPart(),
                "If-Match",
                "W/\"" + one.getMeta().getVersionId() + "\"")
            .header("Content-Type", "application/fhir+json")
            .PUT(
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    Clinic.JSON.encodeResourceToString(one))));
  }

  private static String bundleOf(HttpResponse<String> answer) {
    return Clinic.JSON.encodeResourceToString(
        Clinic.JSON
            .parseResource(org.hl7.fhir.r4.model.Bundle.class, answer.body())
            .getEntryFirstRep()
            .getResource());
  }

  @Test
  void too_much_is_refused() {
    Observation sent = observation(new Random(9), ROUNDS + 4);
    sent.addNote().setText("x".repeat(17_000));

    HttpResponse<String> answer =
        clinic.post("token", "/Observation", Clinic.JSON.encodeResourceToString(sent));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("says too much");
  }

  private static Observation observation(Random random, int round) {
    Observation observation = new Observation();
    observation.addIdentifier().setSystem("urn:example:beyond").setValue("beyond-" + round);
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation
        .addCategory()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/observation-category")
        .setCode("vital-signs")
        .setDisplay("vital-signs");
    observation.setSubject(new Reference("Patient/" + MAUD));
    observation.setEffective(
        new DateTimeType("2026-10-01T%02d:%02d:07+02:00".formatted(round / 60, round % 60)));
    measured(observation, random);
    if (random.nextBoolean()) {
      observation.getCode().setText(text(random));
    }
    if (random.nextBoolean()) {
      observation.addCategory(concept(random));
    }
    for (int some = random.nextInt(3); some > 0; some--) {
      observation.addExtension(extension(random, 2));
    }
    for (int some = random.nextInt(3); some > 0; some--) {
      observation.addNote(note(random));
    }
    if (random.nextBoolean()) {
      observation.addPerformer(new Reference().setDisplay(text(random)));
    }
    if (random.nextBoolean()) {
      observation.setMethod(concept(random));
    }
    if (random.nextBoolean()) {
      observation.setBodySite(concept(random));
    }
    if (random.nextBoolean()) {
      observation.addReferenceRange().setText(text(random)).setLow(quantity(random));
    }
    for (int some = random.nextInt(3); some > 0; some--) {
      ObservationComponentComponent component = observation.addComponent();
      component.setCode(concept(random)).setValue(quantity(random));
      component.addInterpretation(concept(random));
    }
    return observation;
  }

  private static void measured(Observation observation, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> {
        coded(observation, "29463-7");
        observation.setValue(amount("7" + random.nextInt(10) + ".50", "kg", "kg"));
      }
      case 1 -> {
        coded(observation, "8310-5");
        observation
            .getDataAbsentReason()
            .addCoding()
            .setSystem("http://terminology.hl7.org/CodeSystem/data-absent-reason")
            .setCode(random.nextBoolean() ? "not-performed" : "asked-declined");
      }
      default -> {
        coded(observation, "85354-9");
        component(observation, "8480-6", "12" + random.nextInt(10));
        component(observation, "8462-4", "7" + random.nextInt(10));
      }
    }
  }

  private static void coded(Observation observation, String loinc) {
    observation.getCode().addCoding().setSystem(LOINC).setCode(loinc);
  }

  private static void component(Observation observation, String loinc, String value) {
    ObservationComponentComponent component = observation.addComponent();
    component.getCode().addCoding().setSystem(LOINC).setCode(loinc);
    component.setValue(amount(value, "mmHg", "mm[Hg]"));
  }

  private static Quantity amount(String value, String unit, String code) {
    return new Quantity()
        .setValue(new BigDecimal(value))
        .setUnit(unit)
        .setSystem(UCUM)
        .setCode(code);
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size())) + " " + random.nextInt(100);
  }

  private static CodeableConcept concept(Random random) {
    CodeableConcept concept = new CodeableConcept();
    if (random.nextBoolean()) {
      concept.addCoding(new Coding("urn:example:codes", "c" + random.nextInt(100), text(random)));
    }
    return concept.setText(text(random));
  }

  private static Quantity quantity(Random random) {
    BigDecimal value = BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4));
    return new Quantity().setValue(value).setUnit(text(random));
  }

  private static Annotation note(Random random) {
    Annotation note = new Annotation().setText(text(random));
    if (random.nextBoolean()) {
      note.setAuthor(new StringType(text(random)));
    }
    if (random.nextBoolean()) {
      note.setTimeElement(new DateTimeType("2026-10-02T08:00:00+02:00"));
    }
    return note;
  }

  private static Extension extension(Random random, int depth) {
    Extension extension = new Extension("urn:example:extension-" + random.nextInt(5));
    if (depth > 0 && random.nextInt(3) == 0) {
      extension.addExtension(extension(random, depth - 1));
      extension.addExtension(extension(random, depth - 1));
      return extension;
    }
    Type value =
        switch (random.nextInt(6)) {
          case 0 -> new StringType(text(random));
          case 1 -> new DecimalType(BigDecimal.valueOf(random.nextInt(10_000), 2));
          case 2 -> new BooleanType(random.nextBoolean());
          case 3 -> concept(random);
          case 4 -> quantity(random);
          default ->
              new Period()
                  .setStartElement(new DateTimeType("2026-10-01"))
                  .setEndElement(new DateTimeType("2026-10-02"));
        };
    return extension.setValue(value);
  }

  private static String bare(String json) {
    return bare(Clinic.JSON.parseResource(Observation.class, json));
  }

  /// Without what the server gives: its id and times, the codes that it knows beside LOINC's, the
  /// device that stands for the app, and what it makes of the value.
  private static String bare(Observation observation) {
    Observation bare = observation.copy();
    bare.setIdElement(null);
    bare.setMeta(null);
    bare.setIssuedElement(null);
    bare.setDevice(null);
    bare.getInterpretation().clear();
    String loinc = bare.getCode().getCodingFirstRep().getCode();
    bare.getCode().getCoding().clear();
    bare.getCode().addCoding().setSystem(LOINC).setCode(loinc);
    bare.getExtension().removeIf(one -> one.getUrl().startsWith("urn:trousse:"));
    for (ObservationComponentComponent component : bare.getComponent()) {
      Coding first = component.getCode().getCodingFirstRep();
      if (LOINC.equals(first.getSystem())) {
        String code = first.getCode();
        component.getCode().getCoding().clear();
        component.getCode().addCoding().setSystem(LOINC).setCode(code);
      }
    }
    return Clinic.JSON.encodeResourceToString(bare);
  }
}
