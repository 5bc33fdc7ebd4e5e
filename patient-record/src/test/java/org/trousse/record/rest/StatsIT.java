package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Parameters;
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
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// R4 Observation `$stats`. All data are synthetic.
final class StatsIT {
  private static final String SENSOR =
      "/Observation/$stats?code=99504-3&period=2026-11-01T12:00:00Z/2026-11-11T21:59:59Z";

  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    try (Connection owner = clinic.postgres.connect()) {
      List<Reading> all = new ArrayList<>();
      Instant morning = Instant.parse("2026-11-03T07:00:00Z");
      for (int day = 0; day < 3; day++) {
        for (int one = 0; one < 4; one++) {
          Instant at = morning.plus(Duration.ofDays(day)).plusSeconds(60L * one);
          Instant time = one < 2 ? at : at.plus(Duration.ofHours(11));
          Amounts amounts = new Amounts(number(130 + 4 * one), number(80 + one), null, null);
          all.add(reading(Measure.BLOOD_PRESSURE, time, amounts, Set.of()));
        }
      }
      all.add(
          reading(
              Measure.BLOOD_PRESSURE,
              morning.plusSeconds(600),
              new Amounts(number(260), number(90), null, null),
              Set.of()));
      all.add(
          reading(
              Measure.BLOOD_PRESSURE,
              morning.plusSeconds(700),
              new Amounts(null, null, null, null),
              Set.of(Flag.ERROR)));
      for (int one = 0; one < 4; one++) {
        Instant at = Instant.parse("2026-11-02T07:00:00Z").plus(Duration.ofDays(one));
        all.add(reading(Measure.BODY_WEIGHT, at, Amounts.single(number(70 + one)), Set.of()));
      }
      RecordRows.readings(owner, Status.FINAL, all);
      RecordRows.readings(owner, Status.ENTERED_IN_ERROR, List.of(DemoHistory.weightAt(86_400, 2)));
    }
  }

  private static BigDecimal number(int number) {
    return BigDecimal.valueOf(number);
  }

  private static Reading reading(Measure measure, Instant at, Amounts amounts, Set<Flag> flags) {
    return new Reading(
        Clinic.MAUD,
        measure,
        at,
        DemoHistory.METER,
        at.getEpochSecond(),
        0,
        at.plusSeconds(5),
        amounts,
        null,
        null,
        null,
        null,
        null,
        flags,
        Set.of(),
        new Payload("json1", new byte[] {1}));
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_tokens() {
    app = new App(Clinic.MAUD, "app-1").reads(Measure.INTERSTITIAL_GLUCOSE, Measure.BODY_WEIGHT);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @Test
  void a_sensors_numbers_come_with_their_codes_and_their_window() {
    HttpResponse<String> answer = clinic.get("token", SENSOR);

    Observation sensor = statistics(answer).getFirst();
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    assertThat(sensor.getCode().getCodingFirstRep().getCode()).isEqualTo("99504-3");
    assertThat(sensor.getSubject().getReference()).isEqualTo("Patient/" + Clinic.maudFor("app-1"));
    assertThat(sensor.getEffectivePeriod().getStartElement().getValueAsString())
        .isEqualTo("2026-11-01T12:00:00Z");
    assertThat(value(sensor, "count")).isEqualTo(3_000);
    assertThat(value(sensor, "average")).isEqualTo(104);
    assertThat(value(sensor, "97507-8")).isEqualTo(104);
    assertThat(value(sensor, "std-dev")).isZero();
    assertThat(value(sensor, "97506-0")).isCloseTo(3.31 + 0.02392 * 104, within(1e-12));
    assertThat(value(sensor, "97510-2")).isEqualTo(100);
    assertThat(value(sensor, "events.low")).isZero();
    // 250 hours at 12 an hour
    assertThat(value(sensor, "expected")).isCloseTo(3_000, within(1e-9));
    assertThat(value(sensor, "coverage")).isCloseTo(100, within(1e-9));
  }

  @Test
  void every_number_says_how_it_is_counted_in_the_readers_language() {
    List<String> english = definition(clinic.get("token", SENSOR), "gmi");
    List<String> french =
        definition(
            Clinic.send(clinic.request("token", SENSOR).setHeader("Accept-Language", "fr")), "gmi");
    Observation sensor = statistics(clinic.get("token", SENSOR)).getFirst();

    assertThat(english).hasSize(4).contains("3.31 + 0.02392 · mean in mg/dL, in percent", "n");
    assertThat(french).hasSize(4).doesNotContain(english.getFirst());
    assertThat(sensor.getComponent())
        .allSatisfy(one ->
            assertThat(one.getExtensionByUrl("urn:trousse:statistic-definition"))
                .as(one.getCode().getCodingFirstRep().getCode())
                .isNotNull());
    // ten days are fewer than the fourteen that a GMI stands on
    assertThat(component(sensor, "gmi").getExtensionsByUrl("urn:trousse:statistic-doubt"))
        .extracting(one -> one.getValue().primitiveValue())
        .contains("days-14");
  }

  @Test
  void plain_statistics_are_R4s() {
    String asked =
        "average,minimum,maximum,count,total-count,median,std-dev,sum,variance,20-percent,"
            + "80-percent,4-lower,4-upper,4-dev,5-1,5-2,5-3,5-4,change";

    Observation weight =
        statistics(
                clinic.get(
                    "token",
                    "/Observation/$stats?code=29463-7&period=2026-11-02/2026-11-05&statistic="
                        + asked))
            .getFirst();

    assertThat(weight.getComponent()).hasSize(19);
    assertThat(value(weight, "average")).isEqualTo(71.5);
    assertThat(value(weight, "minimum")).isEqualTo(70);
    assertThat(value(weight, "maximum")).isEqualTo(73);
    assertThat(value(weight, "count")).isEqualTo(4);
    assertThat(value(weight, "total-count")).isEqualTo(4);
    assertThat(value(weight, "median")).isEqualTo(71.5);
    assertThat(value(weight, "sum")).isEqualTo(286);
    assertThat(value(weight, "variance")).isCloseTo(5.0 / 3, within(1e-12));
    assertThat(value(weight, "4-lower")).isEqualTo(70.75);
    assertThat(value(weight, "4-dev")).isEqualTo(0.75);
    assertThat(value(weight, "20-percent")).isCloseTo(70.6, within(1e-12));
    assertThat(value(weight, "change")).isEqualTo(3);
    assertThat(excluded(weight)).containsExactly("entered-in-error=1");
  }

  @Test
  void a_series_of_blood_pressures_is_judged_by_its_protocol() {
    String path =
        "/Observation/$stats?code=85354-9&period=2026-11-03/2026-11-09&protocol=france-2-2-3";

    HttpResponse<String> answer = clinic.get("own", path);
    List<Observation> all = statistics(answer);
    List<Observation> esh = statistics(clinic.get("own", path.replace("france-2-2-3", "esh")));

    assertThat(all)
        .extracting(one -> one.getCode().getCodingFirstRep().getCode())
        .containsExactly("8480-6", "8462-4", "blood-pressure-series");
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    assertThat(value(all.get(0), "protocolMean")).isEqualTo(136);
    assertThat(value(all.get(0), "average")).isEqualTo(136);
    assertThat(value(all.get(1), "morning")).isEqualTo(80.5);
    assertThat(value(all.get(2), "counted")).isEqualTo(12);
    assertThat(component(all.get(2), "verdict").getValue().primitiveValue()).isEqualTo("elevated");
    assertThat(excluded(all.get(2))).containsExactly("implausible=1", "no-value=1");
    assertThat(component(esh.get(2), "verdict").getValue().primitiveValue())
        .isEqualTo("incomplete");
    assertThat(value(esh.get(2), "counted")).isEqualTo(8);
  }

  @Test
  void what_was_never_measured_has_no_numbers_and_says_so() {
    HttpResponse<String> answer =
        clinic.get("own", "/Observation/$stats?code=8310-5,8867-4,8478-0");

    List<Observation> none = statistics(answer);
    assertThat(none).hasSize(3);
    assertThat(value(none.getFirst(), "count")).isZero();
    assertThat(component(none.getFirst(), "average").hasDataAbsentReason()).isTrue();
    assertThat(R4Validator.errors(answer.body())).isEmpty();
  }

  @Test
  void blood_of_two_kinds_is_counted_apart() {
    List<Observation> both =
        statistics(clinic.get("own", "/Observation/$stats?code=2339-0,2345-7&statistic=count"));

    assertThat(value(both.get(0), "count")).isEqualTo(7);
    assertThat(value(both.get(1), "count")).isEqualTo(3);
  }

  @Test
  void takes_a_Parameters_resource_and_brings_the_newest_sources_along() {
    String parameters =
        """
        {"resourceType":"Parameters","parameter":[
        {"name":"subject","valueUri":"Patient/MAUD"},
        {"name":"coding","valueCoding":{"system":"http://loinc.org","code":"29463-7"}},
        {"name":"period","valuePeriod":{"start":"2026-11-02","end":"2026-11-04"}},
        {"name":"statistic","valueCode":"maximum"},
        {"name":"include","valueBoolean":true},{"name":"limit","valuePositiveInt":2}]}\
        """
            .replace("MAUD", Clinic.maudFor("app-1"));

    HttpResponse<String> answer = clinic.post("token", "/Observation/$stats", parameters);

    Parameters all = Clinic.JSON.parseResource(Parameters.class, answer.body());
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    assertThat(value(statistics(answer).getFirst(), "maximum")).isEqualTo(72);
    assertThat(all.getParameter())
        .filteredOn(one -> one.getName().equals("source"))
        .extracting(one -> ((Observation) one.getResource()).getStatus().toCode())
        .containsExactly("final", "final");
    assertThat(
            clinic.ask(
                "select concat_ws('|', what, measures, counts, detail) from record.audit_event"
                    + " order by at desc limit 1"))
        .isEqualTo("search|{4}|{4}|stats");
  }

  @Test
  void counts_no_more_than_a_search_would_find() {
    app.from(Instant.parse("2026-11-04T00:00:00Z"));

    Observation weight =
        statistics(clinic.get("token", "/Observation/$stats?code=29463-7&period=2026-11-01/"))
            .getFirst();

    assertThat(value(weight, "count")).isEqualTo(2);
    assertThat(weight.getEffectivePeriod().getStartElement().getValueAsString())
        .isEqualTo("2026-11-04T00:00:00Z");
    assertThat(clinic.get("token", "/Observation/$stats?code=85354-9").statusCode()).isEqualTo(403);
    assertThat(clinic.get("token", "/Observation/$stats?code=29463-7&subject=made-up").statusCode())
        .isEqualTo(403);
    app.otherwise(Right.OVER);
    assertThat(clinic.get("token", "/Observation/$stats?code=29463-7").statusCode()).isEqualTo(401);
  }

  @Test
  void says_what_it_does_not_understand() {
    for (String wrong :
        List.of(
            "",
            "code=1234-5",
            "code=29463-7&statistic=skew",
            "code=29463-7&duration=soon",
            "code=29463-7&period=yesterday/today",
            "code=29463-7&period=2026-11-01",
            "code=29463-7&limit=0",
            "code=29463-7&include=maybe",
            "code=29463-7&protocol=mine")) {
      assertThat(clinic.get("token", "/Observation/$stats?" + wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(
            clinic
                .get("token", "/Observation/$stats?code=29463-7&x=1", "Prefer", "handling=strict")
                .statusCode())
        .isEqualTo(400);
    assertThat(clinic.get("token", "/Observation/$stats?code=29463-7&duration=24&x=1").statusCode())
        .isEqualTo(200);
  }

  private static List<String> definition(HttpResponse<String> answer, String name) {
    return component(statistics(answer).getFirst(), name)
        .getExtensionByUrl("urn:trousse:statistic-definition")
        .getExtension()
        .stream()
        .map(one -> one.getValue().primitiveValue())
        .toList();
  }

  private static List<String> excluded(Observation observation) {
    return observation.getExtensionsByUrl("urn:trousse:statistic-excluded").stream()
        .map(StatsIT::reason)
        .toList();
  }

  private static String reason(Extension excluded) {
    return excluded.getExtensionByUrl("reason").getValue().primitiveValue()
        + "="
        + excluded.getExtensionByUrl("count").getValue().primitiveValue();
  }

  private static double value(Observation observation, String code) {
    return component(observation, code).getValueQuantity().getValue().doubleValue();
  }

  private static ObservationComponentComponent component(Observation observation, String code) {
    return observation.getComponent().stream()
        .filter(one ->
            one.getCode().getCoding().stream().anyMatch(coding -> coding.getCode().equals(code)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code));
  }

  private static List<Observation> statistics(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Clinic.JSON.parseResource(Parameters.class, answer.body()).getParameter().stream()
        .filter(one -> one.getName().equals("statistics"))
        .map(one -> (Observation) one.getResource())
        .toList();
  }
}
