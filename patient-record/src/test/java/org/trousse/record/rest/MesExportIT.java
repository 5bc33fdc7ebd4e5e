package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// What Mon espace santé would take. All data are synthetic.
final class MesExportIT {
  private static final PatientId NORA = new PatientId(0x203);
  private static final DeviceId METER = new DeviceId("demo", "meter-9");
  private static final Instant NOON = Instant.parse("2025-07-16T12:00:00Z");
  private static final String VIEW = "/Patient/" + NORA.text() + "/$mes-export?";
  private static final String WINDOW = "start=2025-07-01&end=2025-07-16";
  private static final String KNOWN = "&oid=1.2.250.1.213.999&idpe=synthetic-7";

  private static Clinic clinic;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    try (Connection owner = clinic.postgres.connect()) {
      RecordRows.patient(owner, NORA, "Nora", "Synthetic");
      RecordRows.device(owner, METER, "Demo meter", 528401);
      Amounts level = Amounts.single(new BigDecimal("99"));
      List<Reading> all = new ArrayList<>();
      all.add(reading(Measure.BLOOD_GLUCOSE, 1, level, Meal.FASTING, Set.of()));
      all.add(reading(Measure.BLOOD_GLUCOSE, 2, level, null, Set.of()));
      all.add(reading(Measure.BLOOD_GLUCOSE, 3, level, Meal.FASTING, Set.of(Flag.CONFLICT)));
      all.add(
          reading(
              Measure.BLOOD_PRESSURE,
              4,
              new Amounts(number("121"), number("79"), number("93"), number("60")),
              null,
              Set.of()));
      all.add(reading(Measure.BODY_TEMPERATURE, 5, Amounts.NONE, null, Set.of(Flag.ERROR)));
      all.add(
          reading(Measure.BODY_TEMPERATURE, 6, Amounts.single(number("37.20")), null, Set.of()));
      for (int slot = 0; slot < 288 * 7; slot++) {
        all.add(
            new Reading(
                NORA,
                Measure.INTERSTITIAL_GLUCOSE,
                LocalDate.parse("2025-07-10")
                    .atStartOfDay(java.time.ZoneId.of("Europe/Paris"))
                    .toInstant()
                    .plusSeconds(300L * slot),
                METER,
                slot,
                0,
                NOON,
                Amounts.single(number("150")),
                null,
                null,
                null,
                null,
                null,
                Set.of(),
                Set.of(),
                new Payload("json1", new byte[] {1})));
      }
      RecordRows.readings(owner, Status.FINAL, all);
      RecordRows.readings(
          owner,
          Status.ENTERED_IN_ERROR,
          List.of(reading(Measure.BODY_WEIGHT, 7, Amounts.single(number("700")), null, Set.of())));
    }
    clinic.opens("own", new Opening.Own(NORA));
  }

  private static BigDecimal number(String digits) {
    return new BigDecimal(digits);
  }

  private static Reading reading(
      Measure measure, int nativeId, Amounts amounts, @Nullable Meal meal, Set<Flag> flags) {
    boolean glucose = measure == Measure.BLOOD_GLUCOSE;
    return new Reading(
        NORA,
        measure,
        NOON.plusSeconds(nativeId),
        METER,
        nativeId,
        0,
        NOON.plusSeconds(60),
        amounts,
        glucose ? new Original(Amounts.single(number("5.5")), Unit.MMOL_PER_L) : null,
        null,
        measure == Measure.BODY_TEMPERATURE ? BodySite.EAR : null,
        meal,
        120,
        flags,
        Set.of(),
        new Payload("json1", new byte[] {1}));
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @Test
  void says_of_each_reading_whether_it_would_be_taken_and_as_what() {
    Parameters all = exported(VIEW + WINDOW + KNOWN);

    assertThat(named(all, "eligible").map(one -> text(one, "as")))
        .containsExactly("2345-7", "85354-9", "8867-4", "8310-5", "MED-969");
    assertThat(
            named(all, "not-eligible")
                .map(one -> code(one) + " " + text(one, "reason") + " " + text(one, "count")))
        .containsExactly(
            "2345-7 moment-missing 1",
            "2345-7 contradicted 1",
            "8310-5 no-value 1",
            "29463-7 entered-in-error 1",
            "99504-3 averages-only 2016",
            "MED-972 too-few-readings 1",
            "MED-969 too-few-readings 1",
            "MED-972 too-few-readings 1",
            "MED-969 too-few-readings 1",
            "MED-972 too-few-readings 1",
            "MED-969 too-few-readings 1",
            "MED-972 too-few-readings 1");
    assertThat(named(all, "eligible-count").map(one -> one.getValue().primitiveValue()))
        .containsExactly("5");
  }

  @Test
  void a_transaction_is_one_observation_and_its_device_as_the_api_demands() {
    List<Bundle> transactions = transactions(exported(VIEW + WINDOW + KNOWN));

    Bundle first = transactions.getFirst();
    Observation glucose = (Observation) first.getEntry().get(0).getResource();
    Device device = (Device) first.getEntry().get(1).getResource();
    assertThat(first.getType().toCode()).isEqualTo("transaction");
    assertThat(transactions).allSatisfy(one -> assertThat(one.getEntry()).hasSize(2));
    assertThat(glucose.getMeta().getProfile().getFirst().getValue())
        .isEqualTo(
            "https://fhir.monespacesante.fr/ref/mesure/StructureDefinition/mes-observation-glucose");
    assertThat(glucose.getMeta().getSource()).isEqualTo("urn:oid:1.2.250.1.213.999");
    assertThat(glucose.getSubject().getIdentifier().getSystem())
        .isEqualTo("urn:oid:1.2.250.1.213.999");
    assertThat(glucose.getSubject().getIdentifier().getValue()).isEqualTo("synthetic-7");
    assertThat(glucose.getEffectiveDateTimeType().getValueAsString())
        .isEqualTo("2025-07-16T14:00:01+02:00");
    assertThat(glucose.getValueQuantity().getCode()).isEqualTo("mg/dL");
    assertThat(glucose.getExtension())
        .extracting(one -> one.getUrl().replaceAll(".*/", ""))
        .containsExactly("mesures-moment-of-measurement", "mesures-original-data");
    assertThat(glucose.getDevice().getReference()).isEqualTo(first.getEntry().get(1).getFullUrl());
    assertThat(first.getEntry().get(1).getRequest().getIfNoneExist())
        .matches("identifier=urn:oid:([0-9]+[\\.[0-9]+]+)\\|([a-zA-Z0-9]+[-[a-zA-Z0-9]+]+)")
        .endsWith(device.getIdentifierFirstRep().getValue());
  }

  @Test
  void a_pressure_has_two_components_and_its_pulse_is_a_transaction_of_its_own() {
    List<Bundle> transactions = transactions(exported(VIEW + WINDOW + KNOWN));

    Observation pressure = (Observation) transactions.get(1).getEntryFirstRep().getResource();
    Observation pulse = (Observation) transactions.get(2).getEntryFirstRep().getResource();
    assertThat(pressure.getComponent())
        .extracting(one -> one.getCode().getCodingFirstRep().getCode())
        .containsExactly("8480-6", "8462-4");
    assertThat(pulse.getValueQuantity().getValue()).isEqualByComparingTo("60");
    assertThat(pulse.getValueQuantity().getCode()).isEqualTo("/min");
    assertThat(transactions.get(1).getEntryFirstRep().getFullUrl())
        .isNotEqualTo(transactions.get(2).getEntryFirstRep().getFullUrl());
  }

  @Test
  void a_sensor_goes_as_a_mean_of_days_without_a_moment() {
    List<Bundle> transactions = transactions(exported(VIEW + WINDOW + KNOWN));

    Observation mean = (Observation) transactions.getLast().getEntryFirstRep().getResource();
    assertThat(mean.getValueQuantity().getValue()).isEqualByComparingTo("150");
    assertThat(mean.getExtension())
        .extracting(one -> one.getUrl().replaceAll(".*/", ""))
        .containsExactly("mesures-number-of-days");
    assertThat(mean.getCode().getCodingFirstRep().getCode()).isEqualTo("MED-969");
    assertThat(mean.getEffectiveDateTimeType().getValueAsString())
        .isEqualTo("2025-07-16T23:59:59+02:00");
  }

  @Test
  void what_is_not_known_here_is_said_and_nothing_is_invented() {
    Parameters all = exported(VIEW + WINDOW);

    assertThat(
            named(all, "eligible").findFirst().orElseThrow().getPart().stream()
                .filter(part -> part.getName().equals("missing"))
                .map(part -> part.getValue().primitiveValue()))
        .containsExactly("oid", "idpe", "device-manufacturer", "device-model");
    Observation first = (Observation) transactions(all).getFirst().getEntryFirstRep().getResource();
    assertThat(first.getSubject().hasIdentifier()).isFalse();
    assertThat(first.getMeta().hasSource()).isFalse();
  }

  @Test
  void is_valid_r4_but_for_the_profiles_that_nobody_publishes() {
    HttpResponse<String> answer = clinic.get("own", VIEW + WINDOW + KNOWN);
    String without = answer.body().replaceAll(",?\"profile\":\\[\"https://fhir.mon[^\\]]*\\]", "");

    assertThat(R4Validator.errors(without)).isEmpty();
    assertThat(answer.body()).contains("The API knows no correction".substring(4));
  }

  @Test
  void is_the_patients_own() {
    clinic.opens("app", new App(NORA, "app-1").reads(Measure.values()).knowsIdentity());
    clinic.opens("other", new Opening.Own(Clinic.MAUD));

    assertThat(clinic.get("app", VIEW).statusCode()).isEqualTo(403);
    assertThat(clinic.get("other", VIEW).statusCode()).isEqualTo(404);
    assertThat(clinic.get("own", VIEW + "start=soon").statusCode()).isEqualTo(400);
    assertThat(clinic.get("own", VIEW + "oid=urn:oid:1.2").statusCode()).isEqualTo(400);
    assertThat(clinic.get("own", VIEW).statusCode()).isEqualTo(200);
    assertThat(
            clinic.ask(
                "select concat_ws('|', what, allowed, detail) from record.audit_event"
                    + " order by at desc limit 1"))
        .isEqualTo("read|t|mes-export");
  }

  private static Parameters exported(String path) {
    HttpResponse<String> answer = clinic.get("own", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Clinic.JSON.parseResource(Parameters.class, answer.body());
  }

  private static java.util.stream.Stream<ParametersParameterComponent> named(
      Parameters all, String name) {
    return all.getParameter().stream().filter(one -> one.getName().equals(name));
  }

  private static List<Bundle> transactions(Parameters all) {
    return named(all, "eligible")
        .flatMap(one -> one.getPart().stream())
        .filter(part -> part.getName().equals("transaction"))
        .map(part -> (Bundle) part.getResource())
        .toList();
  }

  private static String text(ParametersParameterComponent one, String name) {
    return one.getPart().stream()
        .filter(part -> part.getName().equals(name))
        .map(part -> part.getValue().primitiveValue())
        .findFirst()
        .orElse("");
  }

  private static String code(ParametersParameterComponent one) {
    return one.getPart().stream()
        .filter(part -> part.getName().equals("code"))
        .map(part -> ((org.hl7.fhir.r4.model.Coding) part.getValue()).getCode())
        .findFirst()
        .orElse("");
  }
}
