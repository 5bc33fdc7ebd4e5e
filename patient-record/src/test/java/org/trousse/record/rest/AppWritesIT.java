package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.record.create.Observations;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.sdk.measure.Measure;

final class AppWritesIT {
  private static final String MAUD = Clinic.maudFor("app-1");
  private static final String COUNT = "select count(*) from record.reading where codec = 13";

  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_a_token() {
    app =
        new App(Clinic.MAUD, "app-1")
            .reads(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE)
            .adds(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @Test
  void a_right_that_is_not_known_when_the_reading_leaves_is_asked_for_again_and_not_over() {
    String reading = Observations.weight(MAUD, "70.20", "not-known-now");
    app.addsUnknownAfter(1);

    HttpResponse<String> unknown = clinic.post("token", "/Observation", reading);

    assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(503);
    assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
    app.addsUnknownAfter(Integer.MAX_VALUE);
    assertThat(clinic.post("token", "/Observation", reading).statusCode()).isEqualTo(201);
  }

  @Test
  void an_observation_is_in_the_record_when_201_arrives() {
    HttpResponse<String> created =
        clinic.post("token", "/Observation", Observations.weight(MAUD, "70.10", "new-1"));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    Observation shown = Clinic.JSON.parseResource(Observation.class, created.body());
    assertThat(shown.getValueQuantity().getValueElement().getValueAsString()).isEqualTo("70.10");
    assertThat(shown.getMeta().getSource()).isEqualTo("urn:trousse:app:app-1");
    assertThat(shown.getDevice().getDisplay()).isEqualTo("Synthetic app app-1");
    assertThat(R4Validator.errors(created.body())).isEmpty();
    HttpResponse<String> read =
        clinic.get("token", created.headers().firstValue("Location").orElseThrow());
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(clinic.ask("select app from record.device where tenant = 'trousse-app'"))
        .isEqualTo("app-1");
  }

  @Test
  void the_same_identifier_and_value_is_answered_200_with_the_one_that_stands() {
    String weight = Observations.weight(MAUD, "70.20", "same-1");
    HttpResponse<String> first = clinic.post("token", "/Observation", weight);

    HttpResponse<String> again = clinic.post("token", "/Observation", weight);
    HttpResponse<String> other =
        clinic.post("token", "/Observation", Observations.weight(MAUD, "70.30", "same-1"));

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(outcome(other).getIssueFirstRep().getCode().toCode()).isEqualTo("conflict");
  }

  @Test
  void an_idempotency_key_makes_one_reading_of_two_requests_and_none_makes_two() {
    String bare = Observations.weight(MAUD, "70.40", null);

    HttpResponse<String> first =
        clinic.post("token", "/Observation", bare, "Idempotency-Key", "key-1");
    HttpResponse<String> again =
        clinic.post("token", "/Observation", bare, "Idempotency-Key", "key-1");
    HttpResponse<String> weak = clinic.post("token", "/Observation", bare);
    HttpResponse<String> weaker = clinic.post("token", "/Observation", bare);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(weak.statusCode()).isEqualTo(201);
    assertThat(weaker.statusCode()).isEqualTo(201);
    assertThat(weak.body()).contains("identity-weak");
  }

  @Test
  @Tag("consent-102")
  void adding_alone_lets_create_and_nothing_else_not_even_read_back() {
    app.reads();

    HttpResponse<String> created =
        clinic.post(
            "token",
            "/Observation",
            Observations.weight(MAUD, "70.50", "add-only"),
            "Prefer",
            "return=representation");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEmpty();
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(clinic.get("token", location).statusCode()).isEqualTo(403);
    assertThat(clinic.get("token", "/Observation").statusCode()).isEqualTo(403);
  }

  @Test
  void the_body_is_left_out_for_who_prefers_it_so() {
    HttpResponse<String> created =
        clinic.post(
            "token",
            "/Observation",
            Observations.weight(MAUD, "70.60", "minimal"),
            "Prefer",
            "return=minimal");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEmpty();
  }

  @Test
  @Tag("consent-104")
  void a_create_is_checked_on_what_the_resource_turned_out_to_be() {
    app.adds(Measure.BODY_WEIGHT);

    HttpResponse<String> refused =
        clinic.post("token", "/Observation", Observations.temperature(MAUD, "37.1", "t-1"));
    HttpResponse<String> moved =
        Clinic.send(
            clinic
                .request(
                    "token", "/Observation/1/_history", "Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString("{}")));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("insufficient_scope");
    assertThat(moved.statusCode()).isEqualTo(405);
    assertThat(
            clinic.ask("select what || allowed from record.audit_event order by at desc limit 1"))
        .isEqualTo("denyfalse");
  }

  @Test
  void says_the_field_and_the_mend() {
    HttpResponse<String> wrong =
        clinic.post(
            "token",
            "/Observation",
            Observations.weight(MAUD, "70", "w").replace("\"code\":\"kg\"", "\"code\":\"g\""));

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(outcome(wrong).getIssueFirstRep().getExpression().getFirst().getValue())
        .isEqualTo("Observation.valueQuantity");
    assertThat(outcome(wrong).getIssueFirstRep().getDetails().getText()).contains("code kg");
    assertThat(R4Validator.errors(wrong.body())).isEmpty();
    assertThat(
            clinic
                .post("token", "/Observation", Observations.weight("somebody", "70", "w"))
                .statusCode())
        .isEqualTo(403);
    assertThat(clinic.post("token", "/Observation", "{").statusCode()).isEqualTo(400);
    assertThat(clinic.post("token", "/Observation", " ".repeat(70_000)).statusCode())
        .isEqualTo(413);
  }

  @Test
  @Tag("consent-105")
  void each_entry_of_a_batch_is_judged_alone() {
    app.adds(Measure.BODY_WEIGHT).reads(Measure.BODY_WEIGHT);
    String batch =
        bundle(
            "batch",
            post(Observations.weight(MAUD, "71.10", "batch-1"), ""),
            post(Observations.temperature(MAUD, "37.1", "batch-2"), ""),
            post(Observations.weight(MAUD, "9999", "batch-3"), ""),
            get("Observation?code=29463-7"),
            get("Observation?code=8310-5"),
            get("Observation/made-up"),
            "{\"request\":{\"method\":\"DELETE\",\"url\":\"Observation/1\"}}");

    HttpResponse<String> answer = clinic.post("token", "", batch);

    assertThat(statuses(answer)).containsExactly("201", "403", "422", "200", "403", "404", "405");
    assertThat(R4Validator.errors(answer.body())).isEmpty();
  }

  @Test
  @Tag("consent-105")
  void a_conditional_create_needs_the_search_right_too() {
    String weight = Observations.weight(MAUD, "71.20", "cond-1");
    String condition = "identifier=urn:example:app|cond-1";
    HttpResponse<String> first =
        clinic.post("token", "/Observation", weight, "If-None-Exist", condition);
    HttpResponse<String> second =
        clinic.post("token", "/Observation", weight, "If-None-Exist", condition);
    HttpResponse<String> other =
        clinic.post("token", "/Observation", weight, "If-None-Exist", "code=29463-7");
    app.reads();

    HttpResponse<String> without =
        clinic.post("token", "/Observation", weight, "If-None-Exist", condition);
    HttpResponse<String> batch =
        clinic.post(
            "token", "", bundle("batch", post(weight, ",\"ifNoneExist\":\"" + condition + "\"")));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(other.statusCode()).isEqualTo(412);
    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(statuses(batch)).containsExactly("403");
  }

  @Test
  void a_transaction_is_in_the_record_wholly() {
    String before = clinic.ask(COUNT);
    String transaction =
        bundle(
            "transaction",
            post(Observations.weight(MAUD, "71.30", "whole-1"), ""),
            post(Observations.temperature(MAUD, "37.2", "whole-2"), ""));

    HttpResponse<String> answer = clinic.post("token", "", transaction);
    HttpResponse<String> again = clinic.post("token", "", transaction);

    assertThat(statuses(answer)).containsExactly("201", "201");
    assertThat(statuses(again)).containsExactly("200", "200");
    assertThat(clinic.ask(COUNT)).isEqualTo(String.valueOf(Long.parseLong(before) + 2));
    assertThat(R4Validator.errors(answer.body())).isEmpty();
  }

  @Test
  void a_transaction_with_one_bad_entry_leaves_nothing() {
    clinic.post("token", "/Observation", Observations.weight(MAUD, "71.40", "stands"));
    String before = clinic.ask(COUNT);
    String good = post(Observations.weight(MAUD, "71.50", "none-1"), "");
    String forbidden = post(Observations.temperature(MAUD, "37.3", "none-2"), "");

    HttpResponse<String> conflict =
        clinic.post(
            "token",
            "",
            bundle("transaction", good, post(Observations.weight(MAUD, "71.60", "stands"), "")));
    HttpResponse<String> wrong =
        clinic.post(
            "token",
            "",
            bundle("transaction", good, post(Observations.weight(MAUD, "9999", "none-3"), "")));
    app.adds(Measure.BODY_WEIGHT);
    HttpResponse<String> denied = clinic.post("token", "", bundle("transaction", good, forbidden));

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(outcome(wrong).getIssueFirstRep().getExpression().getFirst().getValue())
        .isEqualTo("Bundle.entry[1]");
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(clinic.ask(COUNT)).isEqualTo(before);
  }

  @Test
  @Tag("consent-121")
  void the_patient_can_read_it_all_and_an_app_nothing_of_it() {
    clinic.post("token", "/Observation", Observations.weight(MAUD, "71.70", "trail"));
    clinic.get("token", "/Observation");

    HttpResponse<String> trail =
        clinic.get("own", "/AuditEvent?patient=" + Clinic.MAUD.text() + "&_count=2");

    Bundle page = Clinic.JSON.parseResource(Bundle.class, trail.body());
    assertThat(page.getEntry()).hasSize(2);
    // IHE's profiles are not at hand: AuditEventsTest holds the shapes
    String bare = trail.body().replaceAll("\"meta\":\\{[^}]*},", "");
    assertThat(bare).isNotEqualTo(trail.body());
    assertThat(R4Validator.errors(bare)).isEmpty();
    Bundle next =
        Clinic.JSON.parseResource(
            Bundle.class, clinic.get("own", page.getLink("next").getUrl()).body());
    assertThat(next.getEntryFirstRep().getFullUrl())
        .isNotEqualTo(page.getEntry().getLast().getFullUrl());
    assertThat(clinic.get("token", "/AuditEvent").statusCode()).isEqualTo(403);
  }

  private static String bundle(String type, String... entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\""
        + type
        + "\",\"entry\":["
        + String.join(",", entries)
        + "]}";
  }

  private static String post(String observation, String condition) {
    return "{\"resource\":"
        + observation
        + ",\"request\":{\"method\":\"POST\",\"url\":\"Observation\""
        + condition
        + "}}";
  }

  private static String get(String url) {
    return "{\"request\":{\"method\":\"GET\",\"url\":\"" + url + "\"}}";
  }

  private static List<String> statuses(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Clinic.JSON.parseResource(Bundle.class, answer.body()).getEntry().stream()
        .map(entry -> entry.getResponse().getStatus())
        .toList();
  }

  private static OperationOutcome outcome(HttpResponse<String> answer) {
    return Clinic.JSON.parseResource(OperationOutcome.class, answer.body());
  }
}
