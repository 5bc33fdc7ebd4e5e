package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.record.create.Observations;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Right;
import org.trousse.record.fhir.R4Validator;
import org.trousse.sdk.measure.Measure;

final class AppDoorIT {
  private static final String WEIGHT = "/Observation?code=29463-7";

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
    app = new App(Clinic.MAUD, "app-1").reads(Measure.BODY_WEIGHT, Measure.BLOOD_PRESSURE);
    clinic.opens("token", app);
    clinic.opens("dpop-token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @Test
  @Tag("consent-42")
  void a_search_finds_what_the_patient_granted_not_what_was_asked() {
    List<Observation> found = found(clinic.get("token", "/Observation?_count=1000"));

    assertThat(found)
        .extracting(one -> one.getCode().getCodingFirstRep().getCode())
        .containsExactlyInAnyOrder("29463-7", "85354-9");
  }

  @Test
  @Tag("consent-57")
  void a_dpop_bound_token_under_bearer_is_refused_and_the_scheme_is_matched_case_blind() {
    HttpResponse<String> bearer =
        Clinic.send(
            clinic.request("", WEIGHT, "Authorization", "Bearer dpop-token", "DPoP", "a.b.c"));
    HttpResponse<String> dpop = clinic.get("dpop-token", WEIGHT, "DPoP", "a.b.c");
    HttpResponse<String> anyCase =
        Clinic.send(
            clinic.request("", WEIGHT, "Authorization", "dPOP dpop-token", "DPoP", "a.b.c"));
    HttpResponse<String> twoProofs =
        clinic.get("dpop-token", WEIGHT, "DPoP", "a.b.c", "DPoP", "d.e.f");

    assertThat(bearer.statusCode()).isEqualTo(401);
    assertThat(header(bearer, "WWW-Authenticate"))
        .startsWith("DPoP ")
        .contains("error=\"invalid_token\"")
        .contains("resource_metadata=");
    assertThat(dpop.statusCode()).isEqualTo(200);
    assertThat(anyCase.statusCode()).isEqualTo(200);
    assertThat(twoProofs.statusCode()).isEqualTo(401);
    assertThat(header(twoProofs, "WWW-Authenticate")).contains("invalid_dpop_proof");
  }

  @Test
  @Tag("consent-9")
  void a_401_tells_where_the_protected_resource_is_described() {
    HttpResponse<String> none = clinic.get("", WEIGHT);
    HttpResponse<String> unknown = clinic.get("guessed", WEIGHT);

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().allValues("WWW-Authenticate"))
        .hasSize(2)
        .allMatch(challenge ->
            challenge.contains(
                "resource_metadata=\"" + clinic.server + "/.well-known/oauth-protected-resource\""))
        .noneMatch(challenge -> challenge.contains("error="));
    assertThat(header(unknown, "WWW-Authenticate"))
        .contains("error=\"invalid_token\"")
        .doesNotContain("\"token\"");
  }

  @Test
  @Tag("consent-75")
  void after_a_partial_revocation_a_live_token_gets_403_for_that_type_and_200_for_the_others() {
    assertThat(clinic.get("token", WEIGHT).statusCode()).isEqualTo(200);

    app.reads(Measure.BLOOD_PRESSURE);

    HttpResponse<String> weight = clinic.get("token", WEIGHT);
    assertThat(weight.statusCode()).isEqualTo(403);
    assertThat(header(weight, "WWW-Authenticate")).contains("error=\"insufficient_scope\"");
    assertThat(clinic.get("token", "/Observation?code=85354-9").statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("consent-74")
  void what_is_over_is_refused_at_read_search_write_and_batch() {
    String id = found(clinic.get("token", WEIGHT)).getFirst().getIdElement().getIdPart();
    String batch =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":"
            + "{\"method\":\"GET\",\"url\":\"Observation\"}}]}";

    app.otherwise(Right.OVER);

    assertThat(clinic.get("token", "/Observation/" + id).statusCode()).isEqualTo(401);
    assertThat(clinic.get("token", "/Observation").statusCode()).isEqualTo(401);
    assertThat(
            clinic
                .post(
                    "token",
                    "/Observation",
                    Observations.weight(Clinic.maudFor("app-1"), "70", "over"))
                .statusCode())
        .isEqualTo(401);
    assertThat(clinic.post("token", "", batch).body()).contains("\"status\":\"401\"");
  }

  @Test
  @Tag("consent-76")
  void a_door_that_cannot_know_fails_closed() {
    clinic.opens("stale", new Opening.Stale());
    app.otherwise(Right.STALE);

    HttpResponse<String> opening = clinic.get("stale", WEIGHT);
    HttpResponse<String> question = clinic.get("token", WEIGHT);

    assertThat(opening.statusCode()).isEqualTo(503);
    assertThat(opening.headers().firstValue("Retry-After")).contains("1");
    assertThat(question.statusCode()).isEqualTo(503);
  }

  @Test
  @Tag("consent-77")
  void a_list_holds_no_revoked_type_no_count_of_it_and_no_include_of_it() {
    Bundle all =
        bundle(
            clinic.get(
                "token",
                "/Observation?_count=1&_include=Observation:device&_total=accurate"
                    + "&_revinclude=Provenance:target"));
    Bundle second = bundle(clinic.get("token", all.getLink("next").getUrl()));

    assertThat(all.getTotal()).isEqualTo(2);
    assertThat(all.getEntry())
        .extracting(entry -> entry.getResource().fhirType())
        .containsExactly("Observation", "Device", "OperationOutcome");
    assertThat(second.getEntry())
        .extracting(entry -> entry.getResource().fhirType())
        .containsExactly("Observation", "Device");
    assertThat(second.getLink("next")).isNull();
    assertThat(bundle(clinic.get("own", "/Observation?_count=3")).getLink("next")).isNotNull();
  }

  @Test
  void a_reading_that_may_not_be_read_is_as_unknown_as_a_made_up_one() {
    App glucose = new App(Clinic.MAUD, "app-1").reads(Measure.INTERSTITIAL_GLUCOSE);
    clinic.opens("glucose", glucose);
    String id =
        found(clinic.get("glucose", "/Observation?_count=1")).getFirst().getIdElement().getIdPart();

    HttpResponse<String> hidden = clinic.get("token", "/Observation/" + id);
    HttpResponse<String> madeUp = clinic.get("token", "/Observation/made-up");

    assertThat(clinic.get("glucose", "/Observation/" + id).statusCode()).isEqualTo(200);
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(madeUp.body());
  }

  @Test
  @Tag("consent-78")
  void an_answer_on_its_way_stops_at_the_instant_of_revocation() {
    App glucose = new App(Clinic.MAUD, "app-1").reads(Measure.INTERSTITIAL_GLUCOSE);
    clinic.opens("glucose", glucose);
    String all = "/Observation?code=99504-3&_count=3000";
    assertThat(found(clinic.get("glucose", all))).hasSize(3_000);

    // asked of any kind (2), of each kind (5) and of the page as it begins (1): the second slice
    // comes too late
    glucose.overAfter(8);

    assertThatThrownBy(() -> clinic.get("glucose", all)).hasMessageContaining("IOException");
    assertThat(clinic.ask("select detail from record.audit_event order by at desc limit 1"))
        .isEqualTo("search: stopped on its way");
  }

  @Test
  void readings_before_the_history_window_stay_hidden() {
    App glucose = new App(Clinic.MAUD, "app-1").reads(Measure.INTERSTITIAL_GLUCOSE);
    clinic.opens("glucose", glucose);
    List<Observation> all =
        found(clinic.get("glucose", "/Observation?code=99504-3&_sort=date&_count=3000"));
    Instant from = all.get(2_990).getEffectiveDateTimeType().getValue().toInstant();

    glucose.from(from);

    assertThat(found(clinic.get("glucose", "/Observation?_count=3000"))).hasSize(10);
    assertThat(
            clinic
                .get("glucose", "/Observation/" + all.get(2_989).getIdElement().getIdPart())
                .statusCode())
        .isEqualTo(404);
    assertThat(
            clinic
                .get("glucose", "/Observation/" + all.get(2_990).getIdElement().getIdPart())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void two_apps_find_no_id_in_common() {
    App other = new App(Clinic.MAUD, "app-2").reads(Measure.BODY_WEIGHT);
    clinic.opens("other", other);

    Observation first = found(clinic.get("token", WEIGHT)).getFirst();
    Observation second = found(clinic.get("other", WEIGHT)).getFirst();

    assertThat(first.getIdElement().getIdPart()).isNotEqualTo(second.getIdElement().getIdPart());
    assertThat(first.getSubject().getReference()).isNotEqualTo(second.getSubject().getReference());
    assertThat(first.getDevice().getReference()).isNotEqualTo(second.getDevice().getReference());
    assertThat(first.getSubject().getReference()).doesNotContain(Clinic.MAUD.text());
    assertThat(clinic.get("other", "/Observation/" + first.getIdElement().getIdPart()).statusCode())
        .isEqualTo(404);
    assertThat(found(clinic.get("token", WEIGHT + "&patient=" + Clinic.maudFor("app-1"))))
        .hasSize(1);
    assertThat(clinic.get("token", WEIGHT + "&patient=" + Clinic.MAUD.text()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_device_is_there_for_who_may_read_a_reading_of_it() {
    String device = found(clinic.get("token", WEIGHT)).getFirst().getDevice().getReference();
    App other = new App(Clinic.MAUD, "app-2").reads(Measure.BODY_WEIGHT);
    clinic.opens("other", other);

    HttpResponse<String> read = clinic.get("token", "/" + device);

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).contains("Demo meter").contains(device.substring("Device/".length()));
    assertThat(clinic.get("other", "/" + device).statusCode()).isEqualTo(404);
    app.reads(Measure.BODY_TEMPERATURE);
    assertThat(clinic.get("token", "/" + device).statusCode()).isEqualTo(404);
    app.reads();
    assertThat(clinic.get("token", "/" + device).statusCode()).isEqualTo(403);
  }

  @Test
  void the_patient_is_known_by_name_by_id_alone_or_not_at_all() {
    String path = "/Patient/" + Clinic.maudFor("app-1");
    assertThat(clinic.get("token", path).statusCode()).isEqualTo(403);

    app.knowsItsUser();
    Patient bare = Clinic.JSON.parseResource(Patient.class, clinic.get("token", path).body());
    app.knowsIdentity();
    Patient named = Clinic.JSON.parseResource(Patient.class, clinic.get("token", path).body());

    assertThat(bare.hasName() || bare.hasBirthDate()).isFalse();
    assertThat(named.getNameFirstRep().getFamily()).isEqualTo("Synthetic");
    assertThat(named.hasIdentifier()).isFalse();
    assertThat(R4Validator.errors(clinic.get("token", path).body())).isEmpty();
    assertThat(clinic.get("token", "/Patient/" + Clinic.MAUD.text()).statusCode()).isEqualTo(404);
    assertThat(bundle(clinic.get("token", "/Patient?_id=" + Clinic.maudFor("app-1"))).getEntry())
        .hasSize(1);
    assertThat(bundle(clinic.get("token", "/Patient?_id=made-up")).getEntry()).isEmpty();
  }

  @Test
  @Tag("consent-6")
  void cross_origin_answers_are_for_the_registered_origins_of_the_client_only() {
    HttpRequest.Builder preflight =
        clinic
            .request(
                "", "/Observation", "Access-Control-Request-Method", "GET", "Origin", Clinic.ORIGIN)
            .method("OPTIONS", BodyPublishers.noBody());
    App other = new App(Clinic.MAUD, "app-2").reads(Measure.BODY_WEIGHT);
    clinic.opens("other", other);
    String allowed = "Access-Control-Allow-Origin";

    assertThat(header(Clinic.send(preflight), allowed)).isEqualTo(Clinic.ORIGIN);
    assertThat(header(clinic.get("token", WEIGHT, "Origin", Clinic.ORIGIN), allowed))
        .isEqualTo(Clinic.ORIGIN);
    assertThat(header(clinic.get("token", WEIGHT, "Origin", "https://evil.example"), allowed))
        .isEmpty();
    assertThat(header(clinic.get("other", WEIGHT, "Origin", Clinic.ORIGIN), allowed)).isEmpty();
    assertThat(header(clinic.get("", "/metadata", "Origin", "https://any.example"), allowed))
        .isEqualTo("*");
  }

  @Test
  @Tag("consent-120")
  void every_decision_at_the_door_is_in_the_trail_when_the_answer_arrives() {
    clinic.get("token", WEIGHT);
    String search = last();
    clinic.get("token", "/Observation?code=8310-5");
    String denied = last();

    assertThat(search)
        .isEqualTo("search|app-1|Synthetic app app-1|" + app.tokenId() + "|true|{4}|{1}|");
    assertThat(denied)
        .isEqualTo("deny|app-1|Synthetic app app-1|" + app.tokenId() + "|false|{}|{}|search");
  }

  private static String last() {
    return clinic.ask(
        "select concat_ws('|', what, client_id, app_name, token_id, allowed::text, measures,"
            + " counts, detail) from record.audit_event order by at desc limit 1");
  }

  private static Bundle bundle(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Clinic.JSON.parseResource(Bundle.class, answer.body());
  }

  private static List<Observation> found(HttpResponse<String> answer) {
    return bundle(answer).getEntry().stream()
        .map(entry -> (Observation) entry.getResource())
        .toList();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
