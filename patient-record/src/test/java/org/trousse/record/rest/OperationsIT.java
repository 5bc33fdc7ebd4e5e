package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.rest.SearchIT.bundle;
import static org.trousse.record.rest.SearchIT.observations;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Right;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.measure.Measure;

/// `$lastn`, and the version and history of one Observation. All data are synthetic.
final class OperationsIT {
  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    try (Connection owner = clinic.postgres.connect()) {
      RecordRows.readings(
          owner,
          Status.ENTERED_IN_ERROR,
          List.of(DemoHistory.weightAt(86_400, 2), DemoHistory.weightAt(90_000, 3)));
      RecordRows.readings(owner, Status.FINAL, List.of(DemoHistory.weightAt(-86_400, 4)));
    }
    clinic.ask(
        "select record.revise(patient, measure, reported_at, device, native_id, 1,"
            + " '2026-11-21T15:00:00Z', 1::smallint, null, 'N. Test', '60', null, null, 'typing',"
            + " true, 1::smallint, null, null, 71.25, null, null, null, null, null)::text"
            + " from record.reading where measure = 4 and native_id = 4");
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_tokens() {
    app = new App(Clinic.MAUD, "app-1").reads(Measure.BODY_WEIGHT, Measure.BLOOD_GLUCOSE);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @Test
  void gives_the_newest_of_each_code_and_no_more_than_may_be_read() {
    HttpResponse<String> answer = clinic.get("token", "/Observation/$lastn");
    List<Observation> newest = observations(bundle(answer));

    assertThat(newest)
        .extracting(one ->
            one.getCode().getCodingFirstRep().getCode()
                + "@"
                + one.getEffectiveDateTimeType().getValueAsString())
        .containsExactlyInAnyOrder(
            "2339-0@2026-11-01T18:00:00Z",
            "2345-7@2026-11-01T21:00:00Z",
            "29463-7@2026-11-01T12:00:00Z");
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    assertThat(
            clinic.ask(
                "select concat_ws('|', what, measures, counts, detail) from record.audit_event"
                    + " order by at desc limit 1"))
        .isEqualTo("search|{1,4}|{2,1}|lastn");
  }

  @Test
  void gives_as_many_of_each_code_as_are_asked_for() {
    Map<String, Long> byCode =
        observations(bundle(clinic.get("own", "/Observation/$lastn?max=5"))).stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.getCode().getCodingFirstRep().getCode(), Collectors.counting()));

    assertThat(byCode)
        .isEqualTo(Map.of("2339-0", 5L, "2345-7", 3L, "99504-3", 5L, "85354-9", 1L, "29463-7", 2L));
  }

  @Test
  void leaves_those_in_error_out_unless_they_are_asked_for() {
    String path = "/Observation/$lastn?code=29463-7&max=9";

    assertThat(statuses(path)).containsExactly("final", "amended");
    assertThat(statuses(path + "&status=entered-in-error"))
        .containsExactly("entered-in-error", "entered-in-error");
    assertThat(statuses(path + "&date=lt2026-11-01")).containsExactly("amended");
  }

  @Test
  void takes_parameters_as_a_resource_too() {
    String parameters =
        """
        {"resourceType":"Parameters","parameter":[{"name":"code","valueString":"29463-7"},
        {"name":"max","valuePositiveInt":2},
        {"name":"patient","valueReference":{"reference":"Patient/MAUD"}}]}\
        """
            .replace("MAUD", Clinic.maudFor("app-1"));

    HttpResponse<String> answer = clinic.post("token", "/Observation/$lastn", parameters);

    assertThat(observations(bundle(answer))).hasSize(2);
    assertThat(clinic.post("token", "/Observation/$lastn", "{}").statusCode()).isEqualTo(400);
    assertThat(clinic.post("token", "/Observation/$lastn", "[").statusCode()).isEqualTo(400);
  }

  @Test
  void refuses_what_a_search_refuses() {
    assertThat(clinic.get("token", "/Observation/$lastn?code=85354-9").statusCode()).isEqualTo(403);
    assertThat(clinic.get("token", "/Observation/$lastn?patient=made-up").statusCode())
        .isEqualTo(403);
    assertThat(clinic.get("token", "/Observation/$lastn?max=0").statusCode()).isEqualTo(400);
    assertThat(clinic.get("token", "/Observation/$lastn?max=101").statusCode()).isEqualTo(400);
    app.from(DemoHistory.NOON.plusSeconds(1));
    assertThat(statuses("/Observation/$lastn?code=29463-7")).isEmpty();
    app.otherwise(Right.OVER);
    assertThat(clinic.get("token", "/Observation/$lastn").statusCode()).isEqualTo(401);
  }

  @Test
  void a_reading_that_never_changed_is_its_first_version() {
    Observation weight = one("/Observation?code=29463-7&status=final");
    String path = "/Observation/" + weight.getIdElement().getIdPart();

    HttpResponse<String> read = clinic.get("token", path);
    HttpResponse<String> version = clinic.get("token", path + "/_history/1");
    HttpResponse<String> history = clinic.get("token", path + "/_history");

    assertThat(weight.getMeta().getVersionId()).isEqualTo("1");
    assertThat(weight.getMeta().getLastUpdated()).isEqualTo("2026-11-21T12:00:00.000Z");
    assertThat(header(read, "ETag")).isEqualTo("W/\"1\"");
    assertThat(header(read, "Last-Modified")).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
    assertThat(version.body()).isEqualTo(read.body());
    assertThat(history.body())
        .contains("\"type\":\"history\"")
        .contains("\"method\":\"POST\"")
        .contains("\"etag\":\"W/\\\"1\\\"\"")
        .contains(read.body());
    assertThat(R4Validator.errors(history.body())).isEmpty();
    assertThat(clinic.get("token", path + "/_history/2").statusCode()).isEqualTo(404);
  }

  @Test
  void a_reading_that_was_amended_is_its_second_version_and_the_first_is_there() {
    Observation weight = one("/Observation?code=29463-7&status=amended");
    String path = "/Observation/" + weight.getIdElement().getIdPart();

    HttpResponse<String> first = clinic.get("token", path + "/_history/1");
    HttpResponse<String> second = clinic.get("token", path + "/_history/2");
    HttpResponse<String> history = clinic.get("token", path + "/_history");

    assertThat(weight.getMeta().getVersionId()).isEqualTo("2");
    assertThat(weight.getMeta().getLastUpdated()).isEqualTo("2026-11-21T15:00:00.000Z");
    assertThat(second.body()).contains("71.25");
    assertThat(first.body()).contains("\"status\":\"final\"").doesNotContain("71.25");
    assertThat(history.body())
        .contains("\"total\":2", first.body(), second.body())
        .contains("\"method\":\"PUT\"", "\"method\":\"POST\"");
    assertThat(R4Validator.errors(history.body())).isEmpty();
    assertThat(clinic.get("token", path + "/_history/3").statusCode()).isEqualTo(404);
  }

  @Test
  void a_search_by_the_time_of_change_finds_what_changed() {
    assertThat(statuses("/Observation?code=29463-7&_lastUpdated=ge2026-11-21T15:00:00Z"))
        .containsExactly("amended");
  }

  @Test
  void a_note_on_a_reading_makes_its_version_another() {
    Observation glucose = one("/Observation?code=2345-7&_count=1");
    String path = "/Observation/" + glucose.getIdElement().getIdPart();
    String tag = header(clinic.get("token", path), "ETag");

    clinic.ask(
        "select record.note_meal(array[patient], device, native_id, 2::smallint, 0)::text"
            + " from record.reading where measure = 1 and native_id = 9");

    HttpResponse<String> noted = clinic.get("token", path, "If-None-Match", tag);
    assertThat(noted.statusCode()).isEqualTo(200);
    assertThat(header(noted, "ETag")).isEqualTo("W/\"2\"");
    assertThat(noted.headers().firstValue("Last-Modified")).isPresent();
  }

  @Test
  void what_the_client_has_already_is_not_sent_again() {
    String path =
        "/Observation/" + one("/Observation?code=29463-7&status=final").getIdElement().getIdPart();
    String then = "Sat, 21 Nov 2026 12:00:00 GMT";
    String before = "Sat, 21 Nov 2026 11:59:59 GMT";

    assertThat(clinic.get("token", path, "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(304);
    assertThat(clinic.get("token", path, "If-None-Match", "W/\"2\", \"1\"").statusCode())
        .isEqualTo(304);
    assertThat(clinic.get("token", path, "If-None-Match", "W/\"2\"").statusCode()).isEqualTo(200);
    assertThat(clinic.get("token", path, "If-Modified-Since", then).statusCode()).isEqualTo(304);
    assertThat(clinic.get("token", path, "If-Modified-Since", before).statusCode()).isEqualTo(200);
    assertThat(clinic.get("token", path, "If-Modified-Since", "long ago").statusCode())
        .isEqualTo(200);
    assertThat(
            clinic
                .get("token", path, "If-None-Match", "W/\"2\"", "If-Modified-Since", then)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void versions_and_history_of_what_may_not_be_read_are_as_unknown_as_made_up_ones() {
    String id = one("/Observation?code=29463-7&status=final").getIdElement().getIdPart();
    app.reads(Measure.BLOOD_GLUCOSE);

    HttpResponse<String> hidden = clinic.get("token", "/Observation/" + id + "/_history/1");
    HttpResponse<String> history = clinic.get("token", "/Observation/" + id + "/_history");

    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body())
        .isEqualTo(clinic.get("token", "/Observation/made-up/_history/1").body());
    assertThat(history.body())
        .isEqualTo(clinic.get("token", "/Observation/made-up/_history").body());
    app.reads(Measure.BODY_WEIGHT).from(DemoHistory.NOON.plusSeconds(1));
    assertThat(clinic.get("token", "/Observation/" + id + "/_history/1").statusCode())
        .isEqualTo(404);
    app.reads();
    assertThat(clinic.get("token", "/Observation/" + id + "/_history").statusCode()).isEqualTo(403);
  }

  private static List<String> statuses(String path) {
    return observations(bundle(clinic.get("token", path))).stream()
        .map(one -> one.getStatus().toCode())
        .toList();
  }

  private static Observation one(String path) {
    return observations(bundle(clinic.get("token", path))).getFirst();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
