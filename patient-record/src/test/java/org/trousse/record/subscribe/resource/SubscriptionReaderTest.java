package org.trousse.record.subscribe.resource;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.search.Asker;
import org.trousse.record.subscribe.Subscription.Status;
import org.trousse.record.subscribe.Wanted;
import org.trousse.record.subscribe.resource.Understood.Asked;
import org.trousse.record.subscribe.resource.Understood.Wrong;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;

final class SubscriptionReaderTest {
  private static final PatientId PATIENT = new PatientId(42);
  private static final FhirIds IDS =
      FhirIds.of("a secret of 16 b".getBytes(StandardCharsets.UTF_8), "app-1");
  private static final Asker ASKER =
      new Asker(
          PATIENT, IDS, "https://record.example/fhir", true, Instant.parse("2026-11-01T12:00:00Z"));

  private static final String WHOLE =
      """
      {"resourceType":"Subscription","status":"requested","reason":"to draw a curve",
      "end":"2026-12-01T00:00:00Z",
      "criteria":"https://record.example/fhir/SubscriptionTopic/new-reading",
      "_criteria":{"extension":[{
      "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria",
      "valueString":"Observation?code=29463-7,http://loinc.org|85354-9"}]},
      "channel":{"extension":[
      {"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-heartbeat-period",
      "valueUnsignedInt":3600},
      {"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-timeout",
      "valueUnsignedInt":5},
      {"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-max-count",
      "valuePositiveInt":50}],
      "type":"rest-hook","endpoint":"https://app.example/hook","payload":"application/fhir+json",
      "_payload":{"extension":[{
      "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
      "valueCode":"id-only"}]}}}\
      """;

  private static Understood read(String json) {
    return SubscriptionReader.read(
        FhirContext.forR4Cached().newJsonParser().parseResource(Subscription.class, json), ASKER);
  }

  private static Wanted wanted(String json) {
    return ((Asked) read(json)).wanted();
  }

  private static List<Issue> issues(String json) {
    return read(json) instanceof Wrong(var refusal) ? refusal.issues() : List.of();
  }

  @Test
  void understands_all_that_the_guide_lets_an_app_say() {
    Asked asked = (Asked) read(WHOLE);

    assertThat(asked.wanted())
        .isEqualTo(
            new Wanted(
                Set.of(Measure.BODY_WEIGHT, Measure.BLOOD_PRESSURE),
                null,
                List.of("Observation?code=29463-7,http://loinc.org|85354-9"),
                URI.create("https://app.example/hook"),
                "to draw a curve",
                Instant.parse("2026-12-01T00:00:00Z"),
                3_600,
                5,
                50));
    assertThat(asked.status()).isEqualTo(Status.REQUESTED);
    assertThat(asked.named())
        .containsExactly(Set.of(Measure.BODY_WEIGHT), Set.of(Measure.BLOOD_PRESSURE));
  }

  @Test
  void is_about_every_kind_without_a_filter() {
    String all = WHOLE.replace("Observation?code=29463-7,http://loinc.org|85354-9", "Observation?");

    assertThat(wanted(all).kinds()).containsExactlyInAnyOrder(Measure.values());
  }

  @Test
  void tells_glucoses_apart_by_what_was_measured() {
    String plasma =
        WHOLE.replace(
            "29463-7,http://loinc.org|85354-9",
            org.trousse.sdk.measure.MeasureCodes.of(
                    Measure.BLOOD_GLUCOSE, Specimen.CAPILLARY_PLASMA)
                .loinc());

    assertThat(wanted(plasma).kinds()).containsExactly(Measure.BLOOD_GLUCOSE);
    assertThat(wanted(plasma).bloodKinds())
        .contains(Specimen.CAPILLARY_PLASMA.code())
        .hasSizeLessThan(Specimen.values().length + 1);
  }

  @Test
  void all_filters_must_hold() {
    String both =
        WHOLE.replace(
            "\"}]},\n\"channel\"",
            """
            "},{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria",
            "valueString":"Observation?code=85354-9&patient=Patient/%s"}]},
            "channel"\
            """
                .formatted(IDS.patient(PATIENT)));

    assertThat(both).isNotEqualTo(WHOLE);
    assertThat(wanted(both).kinds()).containsExactly(Measure.BLOOD_PRESSURE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "id-only ~ full-resource ~ Subscription.channel.payload",
        "rest-hook ~ websocket ~ Subscription.channel.type",
        "https://app ~ ftp://app ~ Subscription.channel.endpoint",
        "https://app.example ~ https://somebody@app.example ~ Subscription.channel.endpoint",
        "SubscriptionTopic/new-reading ~ SubscriptionTopic/other ~ Subscription.criteria",
        "\"reason\":\"to draw a curve\", ~ `` ~ Subscription.reason",
        "\"status\":\"requested\", ~ `` ~ Subscription.status",
        "2026-12-01 ~ 2026-10-01 ~ Subscription.end",
        ":3600 ~ :59 ~ Subscription.channel.extension",
        ":3600 ~ :86401 ~ Subscription.channel.extension",
        ":5} ~ :31} ~ Subscription.channel.extension",
        ":50} ~ :101} ~ Subscription.channel.extension",
        "backport-max-count ~ backport-else ~ Subscription.channel.extension",
        "code=29463-7 ~ date=2026 ~ Subscription.criteria.extension",
        "Observation? ~ Encounter? ~ Subscription.criteria.extension",
        "29463-7,http://loinc.org|85354-9 ~ 1234-5 ~ Subscription.criteria.extension",
        "code=29463-7 ~ patient=Patient/other ~ Subscription.criteria.extension",
        "\"rest-hook\", ~ \"rest-hook\",\"header\":[\"A: b\"], ~ Subscription.channel.header"
      })
  void refuses_with_the_place(String said, String instead, String where) {
    assertThat(WHOLE).contains(said);

    assertThat(issues(WHOLE.replace(said, instead))).extracting(Issue::expression).contains(where);
  }

  @Test
  void takes_each_number_at_its_limit() {
    assertThat(wanted(WHOLE.replace(":3600", ":60")).heartbeatSeconds()).isEqualTo(60);
    assertThat(wanted(WHOLE.replace(":3600", ":86400")).heartbeatSeconds()).isEqualTo(86_400);
    assertThat(wanted(WHOLE.replace(":5}", ":30}")).timeoutSeconds()).isEqualTo(30);
    assertThat(wanted(WHOLE.replace(":50}", ":100}")).maxCount()).isEqualTo(100);
  }
}
