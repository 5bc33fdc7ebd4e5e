package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.rest.FhirServer.bundle;
import static org.trousse.record.rest.FhirServer.observations;
import static org.trousse.record.rest.FhirServer.outcome;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.fhir.R4Validator;

final class ObservationRoutesIT {
  private static final String MAUDS = "patient=0000000000000101";
  private static FhirServer fhir;

  @BeforeAll
  static void open() {
    fhir = new FhirServer();
  }

  @AfterAll
  static void close() {
    fhir.close();
  }

  @Test
  void finds_readings_by_code_and_date_newest_first() {
    Bundle found =
        bundle(
            get(
                "?"
                    + MAUDS
                    + "&code=http://loinc.org%7C99504-3&date=ge2026-11-01&date=le2026-11-01"
                    + "&_sort=-date&_count=5000"));

    // from noon to midnight, every five minutes
    assertThat(found.getEntry()).hasSize(144);
    assertThat(found.getLink("next")).isNull();
    assertThat(found.getLink("self").getUrl())
        .startsWith(fhir.address() + "/fhir/Observation?")
        .contains("_count=5000");
    assertThat(observations(found))
        .extracting(one -> one.getEffectiveDateTimeType().getValueAsString())
        .startsWith("2026-11-01T23:55:00Z", "2026-11-01T23:50:00Z")
        .endsWith("2026-11-01T12:00:00Z");
    assertThat(found.getEntryFirstRep().getFullUrl())
        .isEqualTo(
            fhir.address()
                + "/fhir/Observation/"
                + observations(found).getFirst().getIdElement().getIdPart());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_500, 2_999})
  void walks_all_pages_by_their_next_links(int count) {
    Set<String> ids = new HashSet<>();
    List<Instant> times = new ArrayList<>();
    String next = "?" + MAUDS + "&code=99504-3&_sort=date&_count=" + count;
    int pages = 0;
    while (next != null) {
      Bundle page = bundle(get(next));
      assertThat(page.getEntry()).hasSizeLessThanOrEqualTo(count);
      observations(page)
          .forEach(one -> {
            ids.add(one.getIdElement().getIdPart());
            times.add(one.getEffectiveDateTimeType().getValue().toInstant());
          });
      next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
      pages++;
    }

    assertThat(pages).isEqualTo((3_000 + count - 1) / count);
    assertThat(ids).hasSize(3_000);
    assertThat(times).isSorted().hasSize(3_000);
  }

  @ParameterizedTest
  @CsvSource({
    "85354-9, 1",
    "http://loinc.org|29463-7, 1",
    "urn:iso:std:iso:11073:10101|150020, 1",
    "2339-0, 7",
    "2345-7, 3",
    "'2345-7,2339-0', 10",
    "'29463-7,http://loinc.org|85354-9', 2",
    "160184, 7",
    "8480-6, 0",
    "http://snomed.info/sct|29463-7, 0",
    "|29463-7, 0",
    "4548-4, 0"
  })
  void a_code_finds_the_readings_that_have_it(String code, int expected) {
    Bundle found = bundle(get("?" + MAUDS + "&code=" + code.replace("|", "%7C")));

    assertThat(found.getEntry()).hasSize(expected);
    assertThat(observations(found))
        .allMatch(one ->
            one.getCode().getCoding().stream().anyMatch(coding -> code.contains(coding.getCode())));
  }

  @Test
  void a_form_asks_the_same_question() {
    HttpResponse<String> answer =
        fhir.send(
            HttpRequest.newBuilder(URI.create(fhir.address() + "/fhir/Observation/_search"))
                .header("Authorization", "Bearer mauds")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "subject=Patient/0000000000000101&code=http%3A%2F%2Floinc.org%7C29463-7")));

    assertThat(observations(bundle(answer)))
        .singleElement()
        .satisfies(one ->
            assertThat(one.getValueQuantity().getValueElement().getValueAsString())
                .isEqualTo("71.35"));
  }

  @Test
  void reads_one_observation_with_its_etag() {
    Observation weight = observations(bundle(get("?code=29463-7"))).getFirst();
    String path = "/" + weight.getIdElement().getIdPart();

    HttpResponse<String> read = get(path);

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(header(read, "Content-Type")).isEqualTo("application/fhir+json;charset=utf-8");
    assertThat(header(read, "Cache-Control")).isEqualTo("no-store");
    assertThat(read.body())
        .isEqualTo(
            FhirServer.JSON.encodeResourceToString(FhirServer.JSON.parseResource(read.body())));
    HttpResponse<String> again =
        get(path, "Authorization", "Bearer mauds", "If-None-Match", header(read, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void an_id_of_somebody_else_is_as_unknown_as_a_made_up_one() {
    Bundle others = bundle(get("?code=29463-7", "Authorization", "Bearer others"));
    String id = observations(others).getFirst().getIdElement().getIdPart();

    HttpResponse<String> foreign = get("/" + id);

    HttpResponse<String> unknown = get("/made-up");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
  }

  @Test
  void somebody_elses_record_is_refused_like_one_that_does_not_exist() {
    HttpResponse<String> others = get("?patient=0000000000000102");
    HttpResponse<String> nobodys = get("?patient=0000000000000999");

    assertThat(others.statusCode()).isEqualTo(403);
    assertThat(others.body()).isEqualTo(nobodys.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'?_count=-1', 400, invalid",
    "'?_lastUpdated=yesterday', 400, invalid",
    "'?_total=perhaps', 400, invalid",
    "'?_summary=perhaps', 400, invalid",
    "'?code:in=29463-7', 400, not-supported",
    "'?_sort=-date,code', 400, not-supported",
    "'?_count=many', 400, invalid",
    "'?date=yesterday', 400, invalid",
    "'?_sort=code', 400, not-supported",
    "'?_after=made-up', 400, invalid",
    "'?_format=xml', 406, not-supported",
    "'/x/y', 404, not-found"
  })
  void says_what_is_wrong(String path, int status, String code) {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(outcome(answer).getIssueFirstRep().getCode().toCode()).isEqualTo(code);
  }

  @Test
  void asks_for_a_token_in_the_reader_s_language() {
    HttpResponse<String> none = get("", "Accept-Language", "en-GB,en;q=0.9,fr;q=0.5");
    HttpResponse<String> unknown = get("", "Authorization", "Bearer guessed");
    HttpResponse<String> basic = get("", "Authorization", "Basic bWF1ZHM6");

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(header(none, "WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"Trousse\", resource_metadata=\""
                + fhir.address()
                + "/.well-known/oauth-protected-resource\"");
    assertThat(outcome(none).getIssueFirstRep().getDetails().getText())
        .contains("A token is missing");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(header(unknown, "WWW-Authenticate")).contains("error=\"invalid_token\"");
    assertThat(outcome(unknown).getIssueFirstRep().getDetails().getText()).contains("jeton");
    assertThat(basic.statusCode()).isEqualTo(401);
  }

  @Test
  void an_unknown_parameter_is_left_out_unless_the_client_is_strict() {
    HttpResponse<String> lenient = get("?code=29463-7&colour=blue");
    HttpResponse<String> strict =
        get(
            "?code=29463-7&colour=blue",
            "Authorization",
            "Bearer mauds",
            "Prefer",
            "handling=strict");

    assertThat(bundle(lenient).getEntry())
        .extracting(entry -> entry.getSearch().getMode().toCode())
        .containsExactly("match", "outcome");
    assertThat(bundle(lenient).getEntry().getLast().getResource())
        .isInstanceOfSatisfying(
            OperationOutcome.class,
            outcome ->
                assertThat(outcome.getIssueFirstRep().getDetails().getText()).endsWith("colour"));
    assertThat(R4Validator.errors(lenient.body())).isEmpty();
    assertThat(bundle(lenient).getLink("self").getUrl()).doesNotContain("colour");
    assertThat(strict.statusCode()).isEqualTo(400);
  }

  @Test
  void answers_in_json_only_and_to_known_methods_only() {
    HttpResponse<String> xml =
        get("?code=29463-7", "Authorization", "Bearer mauds", "Accept", "application/fhir+xml");
    HttpResponse<String> either =
        get(
            "?code=29463-7",
            "Authorization",
            "Bearer mauds",
            "Accept",
            "application/fhir+xml, application/fhir+json;q=0.8");
    HttpResponse<String> put =
        fhir.send(
            HttpRequest.newBuilder(URI.create(fhir.address() + "/fhir/Observation/1/_history"))
                .PUT(BodyPublishers.ofString("{}")));

    assertThat(xml.statusCode()).isEqualTo(406);
    assertThat(either.statusCode()).isEqualTo(200);
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(header(put, "Allow")).isEqualTo("GET");
  }

  @Test
  void an_empty_answer_is_a_valid_bundle() {
    HttpResponse<String> none = get("?code=8480-6");

    assertThat(bundle(none).getEntry()).isEmpty();
    assertThat(R4Validator.errors(none.body())).isEmpty();
  }

  @Test
  void its_bundle_and_its_outcome_and_its_capabilities_are_valid() {
    HttpResponse<String> page = get("?" + MAUDS + "&code=85354-9,29463-7&_count=1");
    HttpResponse<String> refused = get("?_count=many");
    HttpResponse<String> metadata =
        fhir.get("/metadata", Map.of("Accept", "application/fhir+json"));

    assertThat(page.body()).contains("\"relation\":\"next\"");
    assertThat(R4Validator.errors(page.body())).isEmpty();
    assertThat(R4Validator.errors(refused.body())).isEmpty();
    assertThat(metadata.statusCode()).isEqualTo(200);
    assertThat(
            FhirServer.JSON
                .parseResource(CapabilityStatement.class, metadata.body())
                .getRestFirstRep())
        .extracting(rest -> rest.getResource().stream().map(one -> one.getType()).toList())
        .isEqualTo(
            List.of(
                "Observation",
                "Device",
                "Patient",
                "Consent",
                "RelatedPerson",
                "Practitioner",
                "Provenance",
                "Subscription",
                "AuditEvent"));
    assertThat(R4Validator.errors(metadata.body())).isEmpty();
    assertThat(R4Validator.errors(metadata.body().replace("\"kind\":\"instance\",", "")))
        .isNotEmpty();
  }

  @Test
  void a_failure_tells_nothing_of_itself() {
    HttpResponse<String> answer = get("", "Authorization", "Bearer breaks");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(outcome(answer).getIssueFirstRep().getCode().toCode()).isEqualTo("transient");
    assertThat(answer.body()).doesNotContain("token store");
  }

  private static HttpResponse<String> get(String path) {
    return get(path, "Authorization", "Bearer mauds");
  }

  /// @param path from `/fhir/Observation` on, or a whole address
  /// @param headers names and values in turn
  private static HttpResponse<String> get(String path, String... headers) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i], headers[i + 1]);
    }
    return fhir.get(path.startsWith("http") ? path : "/Observation" + path, named);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
