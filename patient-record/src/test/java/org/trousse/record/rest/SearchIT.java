package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Right;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// All data are synthetic.
final class SearchIT {
  private static final DeviceId SCALE = new DeviceId("demo", "scale-9");
  private static final Instant SPRING = Instant.parse("2026-03-01T08:00:00Z");

  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    try (Connection owner = clinic.postgres.connect()) {
      RecordRows.device(owner, SCALE, "Demo scale", 528399);
      RecordRows.readings(owner, Status.FINAL, List.of(weight(1, 0), weight(2, 1)));
      RecordRows.readings(owner, Status.AMENDED, List.of(weight(3, 2)));
      RecordRows.readings(owner, Status.ENTERED_IN_ERROR, List.of(weight(4, 3)));
    }
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_tokens() {
    app = new App(Clinic.MAUD, "app-1").reads(Measure.BODY_WEIGHT, Measure.BLOOD_PRESSURE);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  /// Five weights: four in March, a day apart, and one on 1 November.
  @ParameterizedTest
  @CsvSource({
    "status=final, 3",
    "status=http://hl7.org/fhir/observation-status|amended, 1",
    "'status=final,amended', 4",
    "status=entered-in-error, 1",
    "status:not=entered-in-error, 4",
    "status=preliminary, 0",
    "status=final&status=amended, 0",
    "date=2026-03, 4",
    "date=ne2026-03, 1",
    "'date=2026-03-01,2026-03-03', 2",
    "date=gt2026-03-01&date=lt2026-11, 3",
    "date=sa2026-03-02T08:00:00Z, 3",
    "date=eb2026-03-02T08:00:00Z, 1",
    "_lastUpdated=2026-03, 4",
    "_lastUpdated=ge2026-04, 1",
    "_lastUpdated=gt2026-03-01T08:00:01.500Z&_lastUpdated=lt2026-11, 3",
    "_lastUpdated=gt2026-03-01T08:00:01.499Z&_lastUpdated=lt2026-11, 4",
    "category=vital-signs, 5",
    "category:not=vital-signs, 0",
    "code:not=29463-7, 0",
    "patient:Patient=MAUD, 5",
    "subject=BASE/Patient/MAUD, 5",
    "_id=made-up, 0",
    "device=made-up, 0"
  })
  void finds_weights(String parameters, int expected) {
    String question =
        parameters
            .replace("MAUD", Clinic.maudFor("app-1"))
            .replace("BASE", clinic.server + "/fhir")
            .replace("|", "%7C");

    Bundle found = bundle(clinic.get("token", "/Observation?code=29463-7&" + question));
    Bundle counted =
        bundle(clinic.get("token", "/Observation?code=29463-7&_summary=count&" + question));

    assertThat(found.getEntry()).hasSize(expected);
    assertThat(counted.getTotal()).isEqualTo(expected);
    assertThat(counted.getEntry()).isEmpty();
  }

  @Test
  void finds_by_the_ids_that_this_app_was_given_and_by_no_others() {
    Observation one = observations(weights("token")).getFirst();
    String id = one.getIdElement().getIdPart();
    String device = one.getDevice().getReference();
    clinic.opens("second", new App(Clinic.MAUD, "app-2").reads(Measure.BODY_WEIGHT));

    assertThat(total("token", "_id=" + id)).isEqualTo(1);
    assertThat(total("token", "_id=made-up," + id)).isEqualTo(1);
    assertThat(total("token", "_id=" + id + "&status=preliminary")).isZero();
    assertThat(total("second", "_id=" + id)).isZero();
    assertThat(total("token", "device=" + device + "&code=29463-7")).isEqualTo(1);
    assertThat(total("token", "device:Device=" + device.substring(7) + "&code=29463-7"))
        .isEqualTo(1);
    assertThat(total("token", "device=" + clinic.server + "/fhir/" + device + "&code=29463-7"))
        .isEqualTo(1);
    assertThat(total("second", "device=" + device)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_lastUpdated", "-_lastUpdated"})
  void sorts_by_when_it_came_page_by_page(String sort) {
    List<Instant> times = new ArrayList<>();
    String next = "/Observation?code=29463-7&status=final&_count=1&_sort=" + sort;
    while (next != null) {
      Bundle page = bundle(clinic.get("token", next));
      observations(page).forEach(one -> times.add(one.getMeta().getLastUpdated().toInstant()));
      next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
    }

    assertThat(times).hasSize(3);
    List<Instant> sorted = times.stream().sorted().toList();
    assertThat(times).isEqualTo(sort.startsWith("-") ? sorted.reversed() : sorted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_sort=date", "_sort=-date", "_sort=_lastUpdated", "_sort=-_lastUpdated"})
  void what_stood_at_the_beginning_is_found_once_while_others_write(String sort)
      throws SQLException {
    app.reads(Measure.INTERSTITIAL_GLUCOSE);
    String all = "/Observation?code=99504-3&_count=2999&" + sort;
    Set<String> stood = Set.copyOf(ids(bundle(clinic.get("token", all + "&_count=5000"))));
    List<String> walked = new ArrayList<>();
    String next = all.replace("2999", "400");
    int written = 0;
    while (next != null) {
      Bundle page = bundle(clinic.get("token", next));
      walked.addAll(ids(page));
      next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
      written += writesAround(written, sort.hashCode());
    }

    assertThat(written).isGreaterThan(20);
    assertThat(walked).doesNotHaveDuplicates().containsAll(stood);
  }

  /// Before, between and after what is there.
  private static int writesAround(int written, int salt) throws SQLException {
    List<Reading> more = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      more.add(
          new Reading(
              Clinic.MAUD,
              Measure.INTERSTITIAL_GLUCOSE,
              DemoHistory.NOON.plus(Duration.ofDays(3L * i - 2)).plusSeconds(written + 1),
              DemoHistory.METER,
              1_000_000L + Math.floorMod(salt, 1_000_000) * 1_000L + written + i,
              0,
              DemoHistory.NOON.plus(Duration.ofDays(10L * i)),
              Amounts.single(new BigDecimal("101")),
              null,
              null,
              null,
              null,
              null,
              Set.of(),
              Set.of(),
              new Payload("json1", new byte[] {1})));
    }
    try (Connection owner = clinic.postgres.connect()) {
      RecordRows.readings(owner, Status.FINAL, more);
    }
    return more.size();
  }

  @Test
  void totals_are_exact_and_count_only_what_may_be_read() {
    Bundle counted = bundle(clinic.get("token", "/Observation?_count=0"));
    Bundle paged = bundle(clinic.get("token", "/Observation?_total=accurate&_count=4"));
    Bundle second = bundle(clinic.get("token", paged.getLink("next").getUrl()));

    assertThat(counted.getTotal()).isEqualTo(6);
    assertThat(paged.getTotal()).isEqualTo(6);
    assertThat(second.getTotal()).isEqualTo(6);
    assertThat(bundle(clinic.get("token", "/Observation?_total=none&_count=2")).hasTotal())
        .isFalse();
    assertThat(bundle(clinic.get("own", "/Observation?_count=0")).getTotal()).isGreaterThan(3_000);
    assertThat(clinic.get("token", "/Observation?_summary=count&code=99504-3").statusCode())
        .isEqualTo(403);
    app.from(DemoHistory.NOON);
    assertThat(bundle(clinic.get("token", "/Observation?_count=0")).getTotal()).isEqualTo(2);
    assertThat(bundle(clinic.get("token", "/Observation?_summary=count&date=2026-03")).getTotal())
        .isZero();
    assertThat(
            clinic.ask(
                "select what || ':' || detail from record.audit_event order by at desc limit 1"))
        .isEqualTo("search:count");
  }

  @Test
  void a_count_stops_with_the_right() {
    app.overAfter(7);

    HttpResponse<String> stopped = clinic.get("token", "/Observation?_summary=count");

    assertThat(stopped.statusCode()).isEqualTo(401);
    app.overAfter(Integer.MAX_VALUE).otherwise(Right.STALE);
    assertThat(clinic.get("token", "/Observation?_summary=count").statusCode()).isEqualTo(503);
  }

  @Test
  void devices_come_along_once_and_only_those_of_readings_that_may_be_read() {
    HttpResponse<String> answer =
        clinic.get("token", "/Observation?_include=Observation:device&code=29463-7,85354-9");

    Bundle found = bundle(answer);
    List<String> included =
        found.getEntry().stream()
            .filter(entry -> entry.getSearch().getMode().toCode().equals("include"))
            .map(entry -> entry.getResource().fhirType())
            .toList();
    assertThat(included).containsExactly("Device", "Device");
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    app.reads(Measure.BLOOD_PRESSURE);
    assertThat(clinic.get("token", "/Observation?_include=Observation:device").body())
        .contains("Demo meter")
        .doesNotContain("Demo scale");
  }

  @Test
  void what_is_not_understood_is_told_or_refused_as_the_client_prefers() {
    String question = "/Observation?code=29463-7&colour=blue&_elements=code&_include=Observation:x";

    Bundle lenient = bundle(clinic.get("token", question, "Prefer", "handling=lenient"));
    HttpResponse<String> strict = clinic.get("token", question, "Prefer", "handling=strict");

    OperationOutcome left = (OperationOutcome) lenient.getEntry().getLast().getResource();
    assertThat(left.getIssue())
        .extracting(issue -> issue.getSeverity().toCode() + issue.getDetails().getText())
        .containsExactly(
            "warningThis parameter was left out: colour",
            "warningThis parameter was left out: _elements",
            "warningThis parameter was left out: _include=Observation:x");
    assertThat(lenient.getLink("self").getUrl()).endsWith("/Observation?code=29463-7");
    assertThat(strict.statusCode()).isEqualTo(400);
    assertThat(strict.body()).contains("colour");
  }

  @Test
  void a_form_and_its_address_ask_together() {
    HttpResponse<String> answer =
        Clinic.send(
            clinic
                .request("token", "/Observation/_search?code=29463-7")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("status=final&_total=accurate&date=lt2026-11")));

    Bundle found = bundle(answer);
    assertThat(found.getTotal()).isEqualTo(2);
    assertThat(URI.create(found.getLink("self").getUrl()).getQuery())
        .isEqualTo("code=29463-7&status=final&_total=accurate&date=lt2026-11");
  }

  @Test
  void too_many_values_are_refused() {
    HttpResponse<String> many =
        clinic.get("token", "/Observation?status=" + "final,".repeat(100) + "final");
    HttpResponse<String> enough =
        clinic.get("token", "/Observation?status=" + "final,".repeat(99) + "final");

    assertThat(many.statusCode()).isEqualTo(400);
    assertThat(many.body()).contains("too-costly");
    assertThat(enough.statusCode()).isEqualTo(200);
  }

  @Test
  void an_objection_hides_readings_from_counts_devices_and_the_newest() {
    clinic.ask(
        "with o as (insert into record.objection (patient, id, app, measures, devices, before, at,"
            + " person, readings) values (257, gen_random_uuid(), 'app-9', '{4}', array["
            + SCALE.key()
            + "::bigint], '2027-01-01', '2027-01-01', gen_random_uuid(), 4) returning 1)"
            + " select count(*)::text from o");
    try {
      String id = ids(weights("token")).getFirst();

      assertThat(total("token", "code=29463-7")).isEqualTo(1);
      assertThat(total("token", "_id=" + id)).isEqualTo(1);
      assertThat(
              clinic.get("token", "/Observation?_include=Observation:device&code=29463-7").body())
          .doesNotContain("Demo scale");
      assertThat(clinic.get("token", "/Observation/$lastn?code=29463-7&max=9").body())
          .contains("\"total\":1");
      assertThat(clinic.get("token", "/Patient/$everything").body()).doesNotContain("Demo scale");
    } finally {
      clinic.ask(
          "with o as (delete from record.objection returning 1) select count(*)::text from o");
    }
  }

  private static int total(String token, String question) {
    String escaped = question.replace("|", URLEncoder.encode("|", StandardCharsets.UTF_8));
    return bundle(clinic.get(token, "/Observation?_count=0&" + escaped)).getTotal();
  }

  private static Bundle weights(String token) {
    return bundle(clinic.get(token, "/Observation?code=29463-7"));
  }

  private static List<String> ids(Bundle bundle) {
    return observations(bundle).stream().map(one -> one.getIdElement().getIdPart()).toList();
  }

  static List<Observation> observations(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Observation.class::isInstance)
        .map(Observation.class::cast)
        .toList();
  }

  static Bundle bundle(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Clinic.JSON.parseResource(Bundle.class, answer.body());
  }

  /// Measured in the morning of a day in March, received a second and a half later.
  private static Reading weight(long number, int day) {
    Instant at = SPRING.plus(Duration.ofDays(day));
    return new Reading(
        Clinic.MAUD,
        Measure.BODY_WEIGHT,
        at,
        SCALE,
        number,
        0,
        at.plusMillis(1_500),
        Amounts.single(new BigDecimal("72.10")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("json1", new byte[] {1}));
  }
}
