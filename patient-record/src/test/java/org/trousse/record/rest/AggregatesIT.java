package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.trousse.record.rest.SearchIT.bundle;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// Aggregates of a sensor's readings as Observations. All data are synthetic.
final class AggregatesIT {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final DeviceId SENSOR = new DeviceId("demo", "sensor-1");
  private static final int A_DAY = 288;

  /// Sixteen whole days of the summer before last: no clock changes, and nothing else is then.
  private static final LocalDate FIRST = LocalDate.parse("2025-07-01");

  private static final LocalDate LAST = FIRST.plusDays(15);
  private static final AtomicLong NUMBERS = new AtomicLong(1);

  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    try (Connection owner = clinic.postgres.connect()) {
      RecordRows.device(owner, SENSOR, "Demo sensor", 528409);
      List<Reading> all = new ArrayList<>();
      for (int day = 0; day < 16; day++) {
        Instant midnight = FIRST.plusDays(day).atStartOfDay(PARIS).toInstant();
        for (int slot = 0; slot < A_DAY; slot++) {
          all.add(reading(midnight.plusSeconds(300L * slot), slot % 2 == 0 ? 100 : 200));
        }
      }
      RecordRows.readings(owner, Status.FINAL, all);
    }
  }

  private static Reading reading(Instant at, int mgPerDl) {
    return new Reading(
        Clinic.MAUD,
        Measure.INTERSTITIAL_GLUCOSE,
        at,
        SENSOR,
        NUMBERS.getAndIncrement(),
        0,
        at.plusSeconds(5),
        Amounts.single(BigDecimal.valueOf(mgPerDl)),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("json1", new byte[] {1}));
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_tokens() {
    app = new App(Clinic.MAUD, "app-1").reads(Measure.INTERSTITIAL_GLUCOSE);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @Test
  void the_summary_of_fourteen_days_leads_to_its_members() {
    HttpResponse<String> answer = search("107931-8", LAST);

    List<Observation> summaries = observations(bundle(answer));
    // seven days are too few for a GMI, thirty are covered by half
    assertThat(summaries).hasSize(1);
    Observation summary = summaries.getFirst();
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    assertThat(summary.getEffectivePeriod().getStartElement().getValueAsString())
        .isEqualTo("2025-07-03");
    assertThat(summary.getEffectivePeriod().getEndElement().getValueAsString())
        .isEqualTo("2025-07-16");
    assertThat(summary.getHasMember())
        .extracting(member -> read("/" + member.getReference()))
        .extracting(one -> one.getCode().getCodingFirstRep().getCode())
        .containsExactly(
            "97507-8", "105273-7", "97506-0", "104638-2", "106793-3", "104636-6", "104637-4");
  }

  @Test
  void each_number_is_found_by_its_code_and_no_reading_with_it() {
    Observation mean = of14Days(search("97507-8", LAST));
    Observation gmi = of14Days(search("97506-0", LAST));
    Observation times = of14Days(search("106793-3", LAST));
    Observation coverage = of14Days(search("http://loinc.org|104637-4", LAST));

    assertThat(value(mean)).isEqualTo(150);
    assertThat(value(gmi)).isCloseTo(3.31 + 0.02392 * 150, within(1e-12));
    assertThat(value(coverage)).isCloseTo(100, within(1e-9));
    assertThat(times.getComponent())
        .extracting(one -> one.getCode().getCodingFirstRep().getCode())
        .containsExactly("104642-4", "104641-6", "97510-2", "104640-8", "104639-0");
    assertThat(times.getComponent())
        .extracting(one -> one.getValueQuantity().getValue().intValue())
        .containsExactly(0, 0, 50, 50, 0);
    assertThat(mean.getCategory())
        .extracting(one -> one.getCodingFirstRep().getCode())
        .containsExactly("aggregate");
    assertThat(mean.getDevice().getReference()).startsWith("Device/");
    assertThat(mean.getIdElement().getIdPart()).matches("[A-Za-z0-9.-]{1,64}");
  }

  @Test
  void a_mean_of_days_has_the_shape_of_the_french_profile() {
    HttpResponse<String> answer = search("MED-969,MED-972", LAST);

    List<Observation> all = observations(bundle(answer));
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    assertThat(all)
        .extracting(one ->
            one.getExtension().stream()
                    .filter(extension -> extension.getUrl().endsWith("mesures-number-of-days"))
                    .map(extension ->
                        ((org.hl7.fhir.r4.model.CodeableConcept) extension.getValue())
                            .getCodingFirstRep()
                            .getCode())
                    .findFirst()
                    .orElse("")
                + " "
                + value(one)
                + one.getValueQuantity().getCode())
        .containsExactly("GEN-275 150.0mg/dL", "GEN-276 150.0mg/dL", "GEN-276 6.9%");
    Observation mean = all.getFirst();
    assertThat(mean.getEffectiveDateTimeType().getValueAsString())
        .isEqualTo("2025-07-16T23:59:59+02:00");
    assertThat(mean.getCode().getCoding())
        .extracting(org.hl7.fhir.r4.model.Coding::getCode)
        .containsExactly("MED-969", "99504-3");
    assertThat(mean.getCategoryFirstRep().getCodingFirstRep().getDisplay())
        .isEqualTo("vital-signs");
  }

  @Test
  void a_search_for_readings_finds_no_aggregate() {
    Bundle readings =
        bundle(clinic.get("token", "/Observation?code=99504-3&date=2025-07-15&_total=accurate"));

    assertThat(readings.getTotal()).isEqualTo(A_DAY);
    assertThat(clinic.get("token", "/Observation?code=99504-3,97507-8").statusCode())
        .isEqualTo(400);
  }

  @Test
  void late_data_gives_the_same_name_a_higher_version_and_the_version_before_stays()
      throws SQLException {
    LocalDate early = FIRST.plusDays(1);
    Observation before = observations(bundle(search("97507-8", early))).getFirst();
    Observation again = observations(bundle(search("97507-8", early))).getFirst();
    Instant late = FIRST.atTime(12, 1).atZone(PARIS).toInstant();
    Instant received = Instant.parse("2026-10-01T08:00:00Z");

    try (Connection owner = clinic.postgres.connect()) {
      Reading came = reading(late, 151);
      RecordRows.readings(
          owner,
          Status.FINAL,
          List.of(
              new Reading(
                  came.patient(),
                  came.measure(),
                  came.reportedAt(),
                  came.device(),
                  came.nativeId(),
                  0,
                  received,
                  came.amounts(),
                  null,
                  null,
                  null,
                  null,
                  null,
                  Set.of(),
                  Set.of(),
                  came.payload())));
    }
    Observation after = observations(bundle(search("97507-8", early))).getFirst();

    String path = "/Observation/" + after.getIdElement().getIdPart();
    assertThat(json(again)).isEqualTo(json(before));
    assertThat(before.getMeta().getVersionId()).isEqualTo("1");
    assertThat(before.getStatus().toCode()).isEqualTo("final");
    assertThat(watermark(before)).isEqualTo("2025-07-02T21:55:05Z");
    assertThat(after.getIdElement().getIdPart()).isEqualTo(before.getIdElement().getIdPart());
    assertThat(after.getMeta().getVersionId()).isEqualTo("2");
    assertThat(after.getStatus().toCode()).isEqualTo("amended");
    assertThat(watermark(after)).isEqualTo("2026-10-01T08:00:00Z");
    assertThat(value(after)).isGreaterThan(150);
    assertThat(json(read(path + "/_history/1"))).isEqualTo(json(before));
    assertThat(json(read(path))).isEqualTo(json(after));
    assertThat(clinic.get("token", path + "/_history/3").statusCode()).isEqualTo(404);
    Bundle history = bundle(clinic.get("token", path + "/_history"));
    assertThat(history.getEntry())
        .extracting(entry -> entry.getResource().getMeta().getVersionId())
        .containsExactly("2", "1");
    assertThat(clinic.get("token", path, "If-None-Match", "W/\"2\"").statusCode()).isEqualTo(304);
  }

  @Test
  void a_reading_in_error_counts_no_more_and_a_batch_says_that_it_has_none() throws SQLException {
    LocalDate day = FIRST.minusDays(120);
    try (Connection owner = clinic.postgres.connect()) {
      List<Reading> all = new ArrayList<>();
      Instant midnight = day.minusDays(1).atStartOfDay(PARIS).toInstant();
      for (int slot = 0; slot < 300; slot++) {
        all.add(reading(midnight.plusSeconds(300L * slot), slot == 7 ? 400 : 100));
      }
      RecordRows.readings(owner, Status.FINAL, all);
    }
    Observation before = observations(bundle(search("97507-8", day))).getFirst();

    clinic.ask(
        "with marked as (update record.reading set status = 2, version = 2, changed_at = now()"
            + " where value = 400 returning 1) select count(*)::text from marked");
    Observation after = observations(bundle(search("97507-8", day))).getFirst();

    assertThat(value(before)).isEqualTo(101);
    assertThat(value(after)).isEqualTo(100);
    assertThat(after.getMeta().getVersionId()).isEqualTo("2");
    assertThat(Instant.parse(watermark(after))).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    String batch =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
        {"request":{"method":"GET","url":"Observation?code=97507-8"}}]}\
        """;
    assertThat(clinic.post("token", "", batch).body()).contains("\"status\":\"400\"");
  }

  @Test
  void eight_readers_at_once_issue_one_version() {
    LocalDate day = FIRST.plusDays(3);

    List<String> versions =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(_ ->
                java.util.concurrent.CompletableFuture.supplyAsync(
                    () -> observations(bundle(patiently("97507-8", day))).getFirst()))
            .toList()
            .stream()
            .map(java.util.concurrent.CompletableFuture::join)
            .map(one -> one.getMeta().getVersionId())
            .distinct()
            .toList();

    assertThat(versions).containsExactly("1");
  }

  @Test
  void who_may_not_see_all_of_a_window_sees_none_of_it() {
    Observation mean = of14Days(search("97507-8", LAST));
    String path = "/Observation/" + mean.getIdElement().getIdPart();
    Instant third = FIRST.plusDays(2).atStartOfDay(PARIS).toInstant();

    app.from(third.plusSeconds(1));
    List<Observation> shorter = observations(bundle(search("97507-8", LAST)));
    int hidden = clinic.get("token", path).statusCode();
    app.from(third);
    int shown = clinic.get("token", path).statusCode();
    app.reads(Measure.BODY_WEIGHT);

    assertThat(shorter).hasSize(1);
    assertThat(hidden).isEqualTo(404);
    assertThat(shown).isEqualTo(200);
    assertThat(clinic.get("token", path).statusCode()).isEqualTo(404);
    assertThat(search("97507-8", LAST).statusCode()).isEqualTo(403);
  }

  @Test
  void an_id_is_one_readers_own() {
    Observation apps = of14Days(search("97507-8", LAST));
    Observation own = of14Days(clinic.get("own", "/Observation?code=97507-8&date=2025-07-16"));

    String id = apps.getIdElement().getIdPart();
    assertThat(own.getIdElement().getIdPart()).isNotEqualTo(id);
    assertThat(clinic.get("own", "/Observation/" + id).statusCode()).isEqualTo(404);
    assertThat(clinic.get("token", "/Observation/aggregate-00").statusCode()).isEqualTo(404);
    clinic.opens("other", new Opening.Own(DemoHistory.OTHER));
    assertThat(clinic.get("other", "/Observation/" + own.getIdElement().getIdPart()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void is_asked_with_days_and_says_what_it_left_out() {
    HttpResponse<String> strange =
        clinic.get("token", "/Observation?code=97507-8&date=2025-07-16&_sort=date");

    assertThat(strange.body()).contains("This parameter was left out: _sort");
    assertThat(
            clinic
                .get("token", "/Observation?code=97507-8&_sort=date", "Prefer", "handling=strict")
                .statusCode())
        .isEqualTo(400);
    assertThat(clinic.get("token", "/Observation?code=97507-8&date=ge2025-01-01").statusCode())
        .isEqualTo(422);
    assertThat(clinic.get("token", "/Observation?code=97507-8&date=soon").statusCode())
        .isEqualTo(400);
    assertThat(
            bundle(clinic.get("token", "/Observation?code=97507-8&date=2025-07-16&_summary=count"))
                .getTotal())
        .isEqualTo(4);
    // yesterday: nothing was measured in the ninety days before
    assertThat(
            observations(
                bundle(
                    clinic.get("own", "/Observation?code=MED-969&subject=" + Clinic.MAUD.text()))))
        .allSatisfy(one -> assertThat(value(one)).isEqualTo(104));
  }

  private HttpResponse<String> search(String code, LocalDate day) {
    return clinic.get("token", "/Observation?code=" + code.replace("|", "%7C") + "&date=" + day);
  }

  /// As a client does that is told to come back.
  private HttpResponse<String> patiently(String code, LocalDate day) {
    HttpResponse<String> answer = search(code, day);
    while (answer.statusCode() == 503) {
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      answer = search(code, day);
    }
    return answer;
  }

  private static Observation of14Days(HttpResponse<String> answer) {
    return observations(bundle(answer)).stream()
        .filter(one ->
            one.getEffectivePeriod()
                .getStartElement()
                .getValueAsString()
                .equals(LAST.minusDays(13).toString()))
        .findFirst()
        .orElseThrow();
  }

  private Observation read(String path) {
    HttpResponse<String> answer = clinic.get("token", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    return Clinic.JSON.parseResource(Observation.class, answer.body());
  }

  private static List<Observation> observations(Bundle bundle) {
    return bundle.getEntry().stream()
        .filter(entry -> entry.getResource() instanceof Observation)
        .map(entry -> (Observation) entry.getResource())
        .toList();
  }

  private static String json(Observation one) {
    return Clinic.JSON.encodeResourceToString(one);
  }

  private static double value(Observation one) {
    return one.getValueQuantity().getValue().doubleValue();
  }

  private static String watermark(Observation one) {
    String said =
        one.getExtensionByUrl("urn:trousse:aggregate-watermark").getValue().primitiveValue();
    return Instant.parse(said).toString();
  }
}
