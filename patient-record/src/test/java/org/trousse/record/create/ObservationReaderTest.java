package org.trousse.record.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.create.Understanding.Understood;
import org.trousse.record.create.Understanding.Wrong;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.ObservationEncoder;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

final class ObservationReaderTest {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final PatientId PATIENT = new PatientId(0x101);
  private static final Setting SETTING =
      new Setting("https://record.example/fhir", "p-1", "urn:trousse:app:app-1", NOW);

  @Test
  void understands_a_weight() {
    Draft draft = understood(Observations.weight("p-1", "71.350", "w-1"));

    assertThat(draft.measure()).isEqualTo(Measure.BODY_WEIGHT);
    assertThat(draft.amounts()).isEqualTo(Amounts.single(new BigDecimal("71.350")));
    assertThat(draft.at()).isEqualTo(Instant.parse("2026-11-22T07:30:00Z"));
    assertThat(draft.zoneMinutes()).isEqualTo(60);
    assertThat(draft.identifier()).isEqualTo("urn:example:app|w-1");
    assertThat(draft.device()).isNull();
    assertThat(new String(draft.payload().bytes(), StandardCharsets.UTF_8)).contains("71.350");
  }

  /// What we write ourselves of a reading can be written back to us: the device and the method
  /// apart, which are other people's.
  @Test
  void understands_what_our_encoder_writes() {
    Reading glucose = reading(Measure.BLOOD_GLUCOSE, Amounts.single(new BigDecimal("104.0")));
    Reading pressure =
        reading(
            Measure.BLOOD_PRESSURE,
            new Amounts(new BigDecimal("121"), new BigDecimal("79"), null, new BigDecimal("60")));

    for (Reading written : List.of(glucose, pressure)) {
      Draft draft = understood(encoded(written));

      assertThat(draft.measure()).isEqualTo(written.measure());
      assertThat(draft.amounts()).isEqualTo(written.amounts());
      assertThat(draft.at()).isEqualTo(written.reportedAt());
      assertThat(draft.meal()).isEqualTo(written.meal());
      assertThat(draft.site()).isEqualTo(written.site());
      assertThat(draft.specimen()).isEqualTo(written.specimen());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"status\":\"final\"', '\"status\":\"preliminary\"', Observation.status",
    "'29463-7', '8302-2', Observation.code",
    "'\"code\":\"kg\"', '\"code\":\"g\"', Observation.valueQuantity",
    "'\"code\":\"vital-signs\"', '\"code\":\"laboratory\"', Observation.category",
    "'2026-11-22T08:30:00+01:00', '2026-11-22', Observation.effectiveDateTime",
    "'2026-11-22T08:30:00+01:00', '2026-11-23T08:30:00+01:00', Observation.effectiveDateTime",
    "'\"status\":',"
        + " '\"note\":[{\"authorReference\":{\"reference\":\"Patient/p-1\"},\"text\":\"x\"}],\"status\":',"
        + " Observation.note",
    "'\"status\":',"
        + " '\"extension\":[{\"url\":\"urn:x\",\"valueReference\":{\"reference\":\"Patient/p-1\"}}],\"status\":',"
        + " Observation.extension('urn:x')",
    "'\"status\":', '\"derivedFrom\":[{\"display\":\"x\"}],\"status\":', Observation.derivedFrom",
    "'\"status\":', '\"performer\":[{\"reference\":\"Patient/p-1\"}],\"status\":',"
        + " Observation.performer",
    "'\"value\":71.350', '\"value\":7135.0', Observation.value",
    "'\"value\":71.350', '\"value\":71.35000000000000000', Observation.valueQuantity",
    "'\"value\":71.350', '\"comparator\":\">\",\"value\":71.350', Observation.valueQuantity",
    "'\"system\":\"urn:example:app\"', '\"use\":\"usual\"', Observation.identifier",
    "'\"status\":', '\"device\":{\"reference\":\"Device/1\"},\"status\":', Observation.device",
    "'\"status\":',"
        + " '\"modifierExtension\":[{\"url\":\"urn:x\",\"valueBoolean\":true}],\"status\":',"
        + " Observation.modifierExtension",
    "'\"status\":', '\"meta\":{\"source\":\"urn:trousse:app:other\"},\"status\":',"
        + " Observation.meta.source"
  })
  void says_where_it_is_wrong(String part, String instead, String where) {
    String right = Observations.weight("p-1", "71.350", "w-1");
    assertThat(right).contains(part);

    Refusal refusal = wrong(right.replace(part, instead));

    assertThat(refusal.status()).isEqualTo(422);
    assertThat(refusal.issues()).extracting(Refusal.Issue::expression).contains(where);
  }

  @Test
  void says_all_that_is_wrong_at_once() {
    String weight =
        Observations.weight("p-1", "71.350", "w-1")
            .replace("\"final\"", "\"amended\"")
            .replace("29463-7", "8302-2");

    assertThat(wrong(weight).issues()).hasSize(2);
  }

  @Test
  void another_patient_is_a_matter_of_rights() {
    assertThat(wrong(Observations.weight("p-2", "71.350", "w-1"))).isEqualTo(Refusal.NOT_YOURS);
    assertThat(
            understood(
                Observations.weight("p-1", "71.350", "w-1")
                    .replace("Patient/p-1", "https://record.example/fhir/Patient/p-1")))
        .isNotNull();
  }

  @Test
  @Tag("consent-104")
  void a_code_that_names_two_kinds_at_once_is_refused() {
    String both =
        Observations.weight("p-1", "71.350", "w-1")
            .replace(
                "\"code\":\"29463-7\"}",
                "\"code\":\"29463-7\"},{\"system\":\"http://loinc.org\",\"code\":\"8310-5\"}");

    assertThat(wrong(both).issues())
        .extracting(Refusal.Issue::expression)
        .contains("Observation.code");
  }

  @ParameterizedTest
  @CsvSource({"'{', 400", "'{\"resourceType\":\"Patient\"}', 400", "'[]', 400", "'', 400"})
  void what_is_no_observation_is_malformed(String json, int status) {
    assertThat(wrong(json).status()).isEqualTo(status);
  }

  @Test
  void an_element_that_r4_does_not_know_is_refused() {
    String colour =
        Observations.weight("p-1", "71.350", "w-1")
            .replace("\"status\":", "\"colour\":1,\"status\":");

    assertThat(wrong(colour).status()).isEqualTo(400);
  }

  @Test
  void the_same_identifier_is_the_same_reading_and_none_is_never_the_same() {
    Draft named = understood(Observations.weight("p-1", "71.350", "w-1"));
    Draft bare = understood(Observations.weight("p-1", "71.350", null));

    Reading first = Identity.reading(named, PATIENT, "app-1", null, NOW);
    Reading again = Identity.reading(named, PATIENT, "app-1", "other key", NOW.plusSeconds(1));
    Reading keyed = Identity.reading(bare, PATIENT, "app-1", "key-1", NOW);
    Reading weak = Identity.reading(bare, PATIENT, "app-1", null, NOW);
    Reading weaker = Identity.reading(bare, PATIENT, "app-1", null, NOW.plusNanos(1_000));

    assertThat(again.nativeId()).isEqualTo(first.nativeId()).isNegative();
    assertThat(keyed.nativeId()).isNegative().isNotEqualTo(first.nativeId());
    assertThat(weak.nativeId()).isNotEqualTo(weaker.nativeId());
    assertThat(weak.flags()).contains(Flag.IDENTITY_WEAK);
    assertThat(first.flags()).isEmpty();
    assertThat(Identity.reading(named, PATIENT, "app-2", null, NOW).device())
        .isNotEqualTo(first.device());
  }

  private static Reading reading(Measure measure, Amounts amounts) {
    boolean glucose = measure == Measure.BLOOD_GLUCOSE;
    return new Reading(
        PATIENT,
        measure,
        Instant.parse("2026-11-22T07:30:00Z"),
        new DeviceId("demo", "meter-1"),
        1,
        0,
        NOW,
        amounts,
        null,
        glucose ? Specimen.CAPILLARY_PLASMA : null,
        glucose ? null : BodySite.UPPER_ARM,
        glucose ? Meal.FASTING : null,
        60,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a18", new byte[0]));
  }

  private static String encoded(Reading reading) {
    ObservationEncoder encoder = new ObservationEncoder(FhirIds.own(SECRET));
    StoredReading stored =
        new StoredReading(reading, Status.FINAL, new Source(reading.device().key(), "", 0));
    return new String(encoder.encode(stored), StandardCharsets.UTF_8)
        .replaceFirst(",\"device\":\\{[^}]*}", "")
        .replace("Patient/" + PATIENT.text(), "Patient/p-1");
  }

  private static Draft understood(String json) {
    Understanding read = HapiCaller.readObservation(json, SETTING);
    assertThat(read).as(read.toString()).isInstanceOf(Understood.class);
    return ((Understood) read).draft();
  }

  private static Refusal wrong(String json) {
    Understanding read = HapiCaller.readObservation(json, SETTING);
    assertThat(read).isInstanceOf(Wrong.class);
    return ((Wrong) read).refusal();
  }
}
