package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.rest.SearchIT.bundle;
import static org.trousse.record.rest.SearchIT.observations;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Right;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// All data are synthetic.
final class EverythingIT {
  private static final String MAUD = Clinic.maudFor("app-1");
  private static final String LINES = "application/fhir+ndjson";
  private static final PatientId FULL = new PatientId(0x201);
  private static final PatientId EMPTY = new PatientId(0x202);
  private static final Instant MAY = Instant.parse("2026-05-01T08:00:00Z");

  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    try (Connection owner = clinic.postgres.connect()) {
      RecordRows.patient(owner, FULL, "Noor", "Synthetic");
      RecordRows.patient(owner, EMPTY, "Alix", "Synthetic");
      for (Kind kind : Kind.values()) {
        RecordRows.device(owner, kind.device(), "Demo " + kind.name(), kind.specialisation);
      }
      RecordRows.readings(owner, Status.FINAL, varied());
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

  @Test
  void gives_the_patient_the_devices_and_the_readings_page_by_page() {
    HttpResponse<String> first =
        clinic.get("own", "/Patient/" + Clinic.MAUD.text() + "/$everything?_count=2000");

    Bundle page = bundle(first);
    assertThat(types(page).subList(0, 2)).containsExactly("Patient", "Device");
    assertThat(observations(page)).hasSize(2_000);
    Bundle second = bundle(clinic.get("own", page.getLink("next").getUrl()));
    assertThat(types(second)).hasSize(1_012).containsOnly("Observation");
    assertThat(second.getLink("next")).isNull();
    assertThat(R4Validator.errors(clinic.get("own", "/Patient/$everything?_count=5").body()))
        .isEmpty();
  }

  @Test
  void gives_an_app_what_it_may_read_and_nothing_else() {
    Bundle readings = bundle(clinic.get("token", "/Patient/" + MAUD + "/$everything"));
    app.knowsItsUser();
    Bundle withId = bundle(clinic.get("token", "/Patient/$everything"));

    assertThat(types(readings)).containsExactlyInAnyOrder("Device", "Observation", "Observation");
    assertThat(types(withId)).startsWith("Patient").hasSize(4);
    assertThat(clinic.get("token", "/Patient/$everything").body()).doesNotContain("Synthetic\"");
    app.reads();
    assertThat(types(bundle(clinic.get("token", "/Patient/$everything"))))
        .containsExactly("Patient");
    app.reads(Measure.BODY_WEIGHT).from(DemoHistory.NOON.plusSeconds(1));
    assertThat(types(bundle(clinic.get("token", "/Patient/$everything"))))
        .containsExactly("Patient");
  }

  @Test
  void another_patient_is_as_unknown_as_a_made_up_one() {
    HttpResponse<String> another =
        clinic.get("own", "/Patient/" + DemoHistory.OTHER.text() + "/$everything");
    HttpResponse<String> madeUp = clinic.get("own", "/Patient/made-up/$everything");

    assertThat(another.statusCode()).isEqualTo(404);
    assertThat(another.body()).isEqualTo(madeUp.body());
    app.reads();
    assertThat(clinic.get("token", "/Patient/$everything").statusCode()).isEqualTo(403);
    app.otherwise(Right.OVER);
    assertThat(clinic.get("token", "/Patient/$everything").statusCode()).isEqualTo(401);
  }

  @Test
  void narrows_by_time_of_measurement_time_of_arrival_and_type() {
    String all = "/Patient/$everything?_count=5000";

    assertThat(observations(bundle(clinic.get("own", all + "&start=2026-11-11&end=2026-11-11"))))
        .hasSize(264);
    assertThat(observations(bundle(clinic.get("own", all + "&_since=2026-11-21T12:00:00Z"))))
        .hasSize(3_012);
    assertThat(observations(bundle(clinic.get("own", all + "&_since=2026-11-21T12:00:01Z"))))
        .isEmpty();
    assertThat(types(bundle(clinic.get("own", all + "&_type=Patient,Device"))))
        .containsExactly("Patient", "Device");
    assertThat(clinic.get("own", all + "&start=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void an_export_is_a_resource_a_line() {
    HttpResponse<String> export = clinic.get("own", "/Patient/$everything", "Accept", LINES);

    List<String> lines = export.body().lines().toList();
    assertThat(export.headers().firstValue("Content-Type")).contains(LINES);
    assertThat(lines).hasSize(3_014).doesNotHaveDuplicates();
    assertThat(lines.getFirst()).startsWith("{\"resourceType\":\"Patient\"");
    assertThat(lines.get(1)).startsWith("{\"resourceType\":\"Device\"");
    assertThat(lines.subList(2, 3_014))
        .allMatch(line -> line.startsWith("{\"resourceType\":\"Observation\""));
    assertThat(clinic.get("own", "/Patient/$everything?_format=ndjson").body())
        .isEqualTo(export.body());
    assertThat(clinic.get("own", "/Observation", "Accept", LINES).statusCode()).isEqualTo(406);
    assertThat(
            clinic.ask(
                "select concat_ws('|', what, measures, counts, detail) from record.audit_event"
                    + " where detail = 'export' order by at desc limit 1"))
        .isEqualTo("search|{1,2,3,4}|{10,3000,1,1}|export");
  }

  @Test
  void an_export_stops_at_the_instant_of_revocation() {
    app.reads(Measure.INTERSTITIAL_GLUCOSE);
    String path = "/Patient/$everything";
    assertThat(clinic.get("token", path, "Accept", LINES).body().lines()).hasSize(3_001);

    // asked of any kind (2), of each kind (5), and before the first slice (1)
    app.overAfter(8);

    assertThatThrownBy(() -> clinic.get("token", path, "Accept", LINES))
        .hasMessageContaining("IOException");
    assertThat(clinic.ask("select detail from record.audit_event order by at desc limit 1"))
        .isEqualTo("export: stopped on its way");
  }

  /// What came out goes into an empty record by the door by which apps write, under that patient's
  /// id and with its devices named; and comes out again as it was.
  @Test
  void an_export_comes_in_again_equal() {
    clinic.opens("full", all(FULL, "app-1"));
    clinic.opens("empty", all(EMPTY, "app-2"));
    List<Observation> before = exported("full");
    assertThat(before).hasSameSizeAs(varied());

    for (Observation one : before) {
      Observation sent = one.copy();
      sent.setSubject(new Reference("Patient/" + id(EMPTY, "app-2")));
      sent.getMeta().setSource(null);
      Reference device = new Reference().setDisplay(one.getDevice().getDisplay());
      device.getIdentifier().setSystem("urn:example").setValue(one.getDevice().getReference());
      sent.setDevice(device);
      HttpResponse<String> created =
          clinic.post(
              "empty",
              "/Observation",
              Clinic.JSON.encodeResourceToString(sent),
              "Idempotency-Key",
              one.getIdElement().getIdPart());
      assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    assertThat(exported("empty").stream().map(EverythingIT::bare).toList())
        .containsExactlyInAnyOrderElementsOf(before.stream().map(EverythingIT::bare).toList());
  }

  private static App all(PatientId patient, String clientId) {
    return new App(patient, clientId).reads(Measure.values()).adds(Measure.values());
  }

  private static String id(PatientId patient, String clientId) {
    return FhirIds.of(Clinic.SECRET, clientId).patient(patient);
  }

  private static List<Observation> exported(String token) {
    return clinic
        .get(token, "/Patient/$everything", "Accept", LINES)
        .body()
        .lines()
        .filter(line -> line.startsWith("{\"resourceType\":\"Observation\""))
        .map(line -> Clinic.JSON.parseResource(Observation.class, line))
        .toList();
  }

  /// Without ids, and without what says when and by whom it was received.
  private static String bare(Observation one) {
    Observation bare = one.copy();
    bare.setId((String) null);
    bare.getMeta().setVersionId(null).setLastUpdated(null).setSource(null);
    bare.setIssued(null);
    bare.setSubject(null);
    bare.getDevice().setReference(null);
    return Clinic.JSON.encodeResourceToString(bare);
  }

  private static List<String> types(Bundle bundle) {
    return bundle.getEntry().stream().map(entry -> entry.getResource().fhirType()).toList();
  }

  private enum Kind {
    METER(528401),
    SENSOR(528409),
    CUFF(528391),
    SCALE(528399),
    THERMOMETER(528392);

    private final int specialisation;

    Kind(int specialisation) {
      this.specialisation = specialisation;
    }

    DeviceId device() {
      return new DeviceId("demo", "export-" + specialisation);
    }
  }

  /// Every measure, plain and with everything beside the value.
  private static List<Reading> varied() {
    List<Reading> all = new ArrayList<>();
    all.add(one(Kind.METER, Measure.BLOOD_GLUCOSE, single("98"), 1, Specimen.CAPILLARY_PLASMA));
    all.add(
        full(
            Kind.METER,
            Measure.BLOOD_GLUCOSE,
            single("70.26"),
            new Original(single("3.90"), Unit.MMOL_PER_L),
            Specimen.CAPILLARY_WHOLE_BLOOD,
            BodySite.FINGER,
            Meal.BEDTIME,
            Set.of(Flag.CONVERTED, Flag.CLOCK_CORRECTED)));
    all.add(
        full(
            Kind.METER,
            Measure.BLOOD_GLUCOSE,
            Amounts.NONE,
            null,
            Specimen.CAPILLARY_WHOLE_BLOOD,
            null,
            null,
            Set.of(Flag.NOT_A_NUMBER)));
    all.add(one(Kind.SENSOR, Measure.INTERSTITIAL_GLUCOSE, single("104.0"), 4, null));
    all.add(one(Kind.CUFF, Measure.BLOOD_PRESSURE, pressure("121", "79", null, "60"), 5, null));
    all.add(
        full(
            Kind.CUFF,
            Measure.BLOOD_PRESSURE,
            pressure("120.60", "80.3", "93", null),
            new Original(pressure("16.08", "10.7", null, null), Unit.KPA),
            null,
            BodySite.UPPER_ARM,
            null,
            Set.of(Flag.CONVERTED)));
    all.add(
        full(
            Kind.CUFF,
            Measure.BLOOD_PRESSURE,
            pressure("121.0", null, null, "61"),
            null,
            null,
            BodySite.WRIST,
            null,
            Set.of(Flag.ERROR)));
    all.add(one(Kind.SCALE, Measure.BODY_WEIGHT, single("71.350"), 8, null));
    all.add(
        full(
            Kind.SCALE,
            Measure.BODY_WEIGHT,
            single("81.6466266"),
            new Original(single("180"), Unit.POUND),
            null,
            null,
            null,
            Set.of(Flag.CONVERTED)));
    all.add(
        full(
            Kind.THERMOMETER,
            Measure.BODY_TEMPERATURE,
            single("41.5"),
            null,
            null,
            BodySite.EAR,
            null,
            Set.of(Flag.CRITICAL_TEMPERATURE)));
    return all;
  }

  private static Amounts single(String digits) {
    return Amounts.single(new BigDecimal(digits));
  }

  private static Amounts pressure(
      String systolic, @Nullable String diastolic, @Nullable String mean, @Nullable String pulse) {
    return new Amounts(
        new BigDecimal(systolic),
        diastolic == null ? null : new BigDecimal(diastolic),
        mean == null ? null : new BigDecimal(mean),
        pulse == null ? null : new BigDecimal(pulse));
  }

  private static Reading one(
      Kind kind, Measure measure, Amounts amounts, long number, @Nullable Specimen specimen) {
    return reading(
        kind, measure, amounts, number, null, specimen, null, null, null, Set.of(), Set.of());
  }

  private static Reading full(
      Kind kind,
      Measure measure,
      Amounts amounts,
      @Nullable Original original,
      @Nullable Specimen specimen,
      @Nullable BodySite site,
      @Nullable Meal meal,
      Set<Flag> flags) {
    return reading(
        kind,
        measure,
        amounts,
        100 + flags.hashCode() % 50,
        original,
        specimen,
        site,
        meal,
        -150,
        flags,
        Set.of(DeviceStatus.BATTERY_LOW));
  }

  private static Reading reading(
      Kind kind,
      Measure measure,
      Amounts amounts,
      long number,
      @Nullable Original original,
      @Nullable Specimen specimen,
      @Nullable BodySite site,
      @Nullable Meal meal,
      @Nullable Integer zone,
      Set<Flag> flags,
      Set<DeviceStatus> status) {
    return new Reading(
        FULL,
        measure,
        MAY.plusSeconds(60L * flags.size() + (original == null ? 0 : 7)),
        kind.device(),
        number,
        flags.contains(Flag.CLOCK_CORRECTED) ? -30 : 0,
        MAY.plusSeconds(3_600),
        amounts,
        original,
        specimen,
        site,
        meal,
        zone,
        flags,
        status,
        new Payload("json1", new byte[] {1}));
  }
}
