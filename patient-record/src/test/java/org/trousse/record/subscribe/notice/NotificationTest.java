package org.trousse.record.subscribe.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.subscribe.Progress;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.SubscriptionEvent;
import org.trousse.record.subscribe.Wanted;
import org.trousse.record.subscribe.resource.SubscriptionJson;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

final class NotificationTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final PatientId PATIENT = new PatientId(42);
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final FhirIds NAMES = FhirIds.of(SECRET, "app-1");
  private static final String BASE = "https://record.example/fhir";
  private static final ReadingKey KEY =
      new ReadingKey(PATIENT, Measure.BODY_WEIGHT, NOON.minusSeconds(60), 7, 8);

  private final Notification notification = new Notification(BASE, UUID::randomUUID);

  private static Subscription subscription(Progress progress) {
    return new Subscription(
        PATIENT,
        UUID.fromString("5f3b1c1e-8d0e-4a55-9d4c-2f0d3a1b2c3d"),
        "app-1",
        "Synthetic app",
        UUID.randomUUID(),
        new Wanted(
            Set.of(Measure.BODY_WEIGHT),
            null,
            List.of("Observation?code=29463-7"),
            URI.create("https://app.example/hook"),
            "to draw a curve",
            NOON.plusSeconds(3_600),
            60,
            5,
            10),
        NOON,
        NOON,
        1,
        progress);
  }

  @Test
  void an_event_names_the_reading_by_the_id_of_its_app_and_says_nothing_of_it() {
    Subscription one = subscription(Progress.BEGIN.arrived(0, null, NOON).counted(3));

    String json =
        notification.bundle(
            one,
            NotificationType.EVENTS,
            List.of(new SubscriptionEvent(3, NOON, KEY, NOON)),
            NAMES.readings(),
            NOON);

    Bundle bundle = FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json);
    assertThat(BackportProfiles.errors(json)).isEmpty();
    assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.HISTORY);
    assertThat(bundle.getEntry()).hasSize(1);
    assertThat(bundle.getEntryFirstRep().getRequest().getUrl())
        .isEqualTo(BASE + "/Subscription/" + one.id() + "/$status");
    Parameters status = (Parameters) bundle.getEntryFirstRep().getResource();
    assertThat(status.getMeta().getProfile().getFirst().getValue())
        .isEqualTo(
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4");
    assertThat(value(status, "status")).isEqualTo("active");
    assertThat(value(status, "type")).isEqualTo("event-notification");
    assertThat(value(status, "topic")).isEqualTo(BASE + "/SubscriptionTopic/new-reading");
    assertThat(value(status, "events-since-subscription-start")).isEqualTo("3");
    String id = new String(NAMES.readings().id(KEY), StandardCharsets.US_ASCII);
    assertThat(json).contains("\"" + BASE + "/Observation/" + id + "\"");
    assertThat(json).doesNotContain("weight").doesNotContain("29463-7");
  }

  private static String value(Parameters status, String name) {
    return status.getParameter().stream()
        .filter(one -> one.getName().equals(name))
        .map(ParametersParameterComponent::getValue)
        .findFirst()
        .orElseThrow()
        .primitiveValue();
  }

  @Test
  void a_handshake_is_valid_and_requested() {
    String json =
        notification.bundle(
            subscription(Progress.BEGIN),
            NotificationType.HANDSHAKE,
            List.of(),
            NAMES.readings(),
            NOON);

    assertThat(BackportProfiles.errors(json)).isEmpty();
    assertThat(json).contains("\"valueCode\":\"requested\"", "\"valueCode\":\"handshake\"");
  }

  @Test
  void the_resource_is_valid_and_tells_its_secret_once() {
    Subscription one = subscription(Progress.BEGIN);

    String first = SubscriptionJson.of(one, BASE, "whsec_abc");
    String later = SubscriptionJson.of(one, BASE, null);

    assertThat(BackportProfiles.errors(later)).isEmpty();
    assertThat(first).contains("urn:trousse:subscription-secret", "whsec_abc");
    assertThat(later).doesNotContain("secret");
  }

  /// The red control: were the validator blind, or the profiles not found, these would pass.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "history; collection",
        "\"name\":\"subscription\"; \"name\":\"subscriptions\"",
        "\"name\":\"status\"; \"name\":\"state\"",
        "\"valueCode\":\"active\"; \"valueCode\":\"awake\"",
        "\"valueCode\":\"event-notification\"; \"valueCode\":\"event\"",
        "\"name\":\"event-number\"; \"name\":\"number\"",
        "\"valueInstant\"; \"valueString\"",
        "\"valueReference\":{\"reference\":\"https; \"valueReference\":{\"uri\":\"https"
      })
  void a_broken_notification_is_seen(String right, String wrong) {
    String json =
        notification.bundle(
            subscription(Progress.BEGIN.arrived(0, null, NOON).counted(3)),
            NotificationType.EVENTS,
            List.of(new SubscriptionEvent(3, NOON, KEY, NOON)),
            NAMES.readings(),
            NOON);

    assertThat(json).contains(right);
    assertThat(BackportProfiles.errors(json.replace(right, wrong))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "backport-payload-content; backport-timeout",
        "\"valueCode\":\"id-only\"; \"valueString\":\"id-only\"",
        "\"valuePositiveInt\"; \"valueString\"",
        "\"criteria\"; \"criterion\""
      })
  void a_broken_resource_is_seen(String right, String wrong) {
    String json = SubscriptionJson.of(subscription(Progress.BEGIN), BASE, null);

    assertThat(json).contains(right);
    assertThat(BackportProfiles.errors(json.replace(right, wrong))).isNotEmpty();
  }

  @Test
  void a_signature_is_what_standard_webhooks_say_and_holds_for_one_body_of_one_subscription()
      throws GeneralSecurityException {
    Signature signature = new Signature(new SecretKeySpec(SECRET, "AES"));
    UUID id = UUID.randomUUID();
    byte[] secret = Base64.getDecoder().decode(signature.secret(id).substring("whsec_".length()));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] expected = mac.doFinal("m-1.1793534400.{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    String made = signature.of(id, "m-1", NOON, "{\"a\":1}");

    assertThat(secret).hasSize(32);
    assertThat(made).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    assertThat(signature.of(id, "m-1", NOON, "{\"a\":2}")).isNotEqualTo(made);
    assertThat(signature.of(id, "m-2", NOON, "{\"a\":1}")).isNotEqualTo(made);
    assertThat(signature.of(id, "m-1", NOON.plusSeconds(1), "{\"a\":1}")).isNotEqualTo(made);
    assertThat(signature.of(UUID.randomUUID(), "m-1", NOON, "{\"a\":1}")).isNotEqualTo(made);
  }
}
