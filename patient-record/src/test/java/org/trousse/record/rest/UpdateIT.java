package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.sdk.measure.Measure;

/// `PUT Observation`, and Provenance. All data are synthetic.
final class UpdateIT {
  private static Clinic clinic;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_tokens() {
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
    clinic.opens(
        "app", new App(Clinic.MAUD, "app-1").reads(Measure.values()).adds(Measure.values()));
    clinic.opens("blind", new App(Clinic.MAUD, "app-2").reads(Measure.BODY_WEIGHT));
  }

  @Test
  void another_value_makes_another_version_and_says_who() {
    Observation weight = created("70.2");
    weight.getValueQuantity().setValue(72.2);
    weight.setStatus(ObservationStatus.AMENDED);
    weight.addNote(new Annotation().setText("faute de frappe"));

    HttpResponse<String> answer = put("own", weight, "W/\"1\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag")).contains("W/\"2\"");
    Observation now = Clinic.JSON.parseResource(Observation.class, answer.body());
    assertThat(now.getValueQuantity().getValue()).isEqualByComparingTo("72.2");
    assertThat(now.getStatus()).isEqualTo(ObservationStatus.AMENDED);
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    String id = weight.getIdElement().getIdPart();
    assertThat(clinic.get("own", "/Observation/" + id + "/_history/1").body()).contains("70.2");
    List<Provenance> provenances = provenances("own", id);
    assertThat(provenances).hasSize(1);
    Provenance provenance = provenances.getFirst();
    assertThat(provenance.getTargetFirstRep().getReference())
        .isEqualTo("Observation/" + id + "/_history/2");
    assertThat(provenance.getEntityFirstRep().getWhat().getReference())
        .isEqualTo("Observation/" + id + "/_history/1");
    assertThat(provenance.getReasonFirstRep().getText()).isEqualTo("faute de frappe");
    String one = clinic.get("own", "/Provenance/" + provenance.getIdElement().getIdPart()).body();
    assertThat(R4Validator.errors(one)).isEmpty();
  }

  @Test
  void an_error_is_marked_and_restored_by_itself() {
    Observation weight = created("31.5");

    weight.setStatus(ObservationStatus.ENTEREDINERROR);
    assertThat(put("own", weight, "W/\"1\"").statusCode()).isEqualTo(200);
    Observation error = read(weight);
    assertThat(error.getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
    weight.setStatus(ObservationStatus.FINAL);
    assertThat(put("own", weight, "W/\"2\"").statusCode()).isEqualTo(200);

    assertThat(read(weight).getStatus()).isEqualTo(ObservationStatus.FINAL);
    assertThat(provenances("own", weight.getIdElement().getIdPart()))
        .extracting(one -> one.getActivity().getText())
        .containsExactly("entered-in-error", "restored");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"``, 428", "W/\"7\", 412", "\"x\", 428", "*, 428"})
  void who_does_not_say_what_they_replace_replaces_nothing(String tag, int status) {
    Observation weight = created("70.3");
    weight.getValueQuantity().setValue(73);

    assertThat(put("own", weight, tag).statusCode()).isEqualTo(status);
    assertThat(read(weight).getMeta().getVersionId()).isEqualTo("1");
  }

  @Test
  void an_update_that_says_the_same_changes_nothing() {
    Observation weight = created("70.4");

    HttpResponse<String> answer = put("own", read(weight), "W/\"1\"");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag")).contains("W/\"1\"");
  }

  @Test
  void another_moment_kind_or_unit_is_another_reading() {
    Observation weight = created("70.5");
    Observation moment = weight.copy();
    moment.setEffective(new DateTimeType("2026-11-20T09:30:00+01:00"));
    Observation code = weight.copy();
    code.getCode().getCodingFirstRep().setCode("8310-5");
    Observation unit = weight.copy();
    unit.getValueQuantity().setCode("g");
    Observation unbelievable = weight.copy();
    unbelievable.getValueQuantity().setValue(900);

    for (Observation one : List.of(moment, code, unit, unbelievable)) {
      HttpResponse<String> answer = put("own", one, "W/\"1\"");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(answer.body()).contains("\"expression\":[\"Observation.");
    }
  }

  @Test
  void an_app_that_may_only_add_changes_nothing_and_one_that_may_not_read_finds_nothing() {
    Observation weight = created("70.6");
    clinic.opens("glucose", new App(Clinic.MAUD, "app-1").reads(Measure.BLOOD_GLUCOSE));

    assertThat(putAs("app", "app-1", weight).statusCode()).isEqualTo(403);
    assertThat(putAs("glucose", "app-1", weight).statusCode()).isEqualTo(404);
    assertThat(read(weight).getMeta().getVersionId()).isEqualTo("1");
  }

  private HttpResponse<String> putAs(String token, String app, Observation weight) {
    String found = clinic.get("app", "/Observation?code=29463-7&_count=1").body();
    Observation seen =
        (Observation)
            Clinic.JSON.parseResource(Bundle.class, found).getEntryFirstRep().getResource();
    assertThat(app).isEqualTo("app-1");
    assertThat(weight.getStatus()).isEqualTo(ObservationStatus.FINAL);
    seen.getValueQuantity().setValue(74);
    return put(token, seen, "W/\"1\"");
  }

  @Test
  void provenance_of_what_may_not_be_read_is_not_there() {
    assertThat(clinic.get("own", "/Provenance").statusCode()).isEqualTo(400);
    assertThat(clinic.get("own", "/Provenance?target=Observation/none").statusCode())
        .isEqualTo(404);
    assertThat(clinic.get("own", "/Provenance/none.1").statusCode()).isEqualTo(404);
    assertThat(clinic.get("", "/Provenance/none.1").statusCode()).isEqualTo(401);
  }

  private static Observation created(String kilograms) {
    String json =
        """
        {"resourceType":"Observation","status":"final",
        "identifier":[{"system":"urn:demo","value":"%s"}],
        "category":[{"coding":[{"system":
        "http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},
        "subject":{"reference":"Patient/%s"},
        "effectiveDateTime":"2026-11-21T08:30:00+01:00",
        "valueQuantity":{"value":%s,"system":"http://unitsofmeasure.org","code":"kg"}}
        """
            .formatted(UUID.randomUUID(), ownId(), kilograms);
    HttpResponse<String> answer = clinic.post("own", "/Observation", json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Clinic.JSON.parseResource(Observation.class, answer.body());
  }

  private static String ownId() {
    Bundle found = Clinic.JSON.parseResource(Bundle.class, clinic.get("own", "/Patient").body());
    return found.getEntryFirstRep().getResource().getIdElement().getIdPart();
  }

  private static Observation read(Observation one) {
    return Clinic.JSON.parseResource(
        Observation.class,
        clinic.get("own", "/Observation/" + one.getIdElement().getIdPart()).body());
  }

  private static HttpResponse<String> put(String token, Observation one, String tag) {
    String[] headers = tag.isEmpty() ? new String[0] : new String[] {"If-Match", tag};
    return Clinic.send(
        clinic
            .request(token, "/Observation/" + one.getIdElement().getIdPart(), headers)
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(Clinic.JSON.encodeResourceToString(one))));
  }

  private static List<Provenance> provenances(String token, String id) {
    String body = clinic.get(token, "/Provenance?target=Observation/" + id).body();
    assertThat(R4Validator.errors(body)).isEmpty();
    return Clinic.JSON.parseResource(Bundle.class, body).getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .map(Provenance.class::cast)
        .toList();
  }
}
