package org.trousse.sdk.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.subscription.Notification.Event;

final class NotificationTest {
  private static final String EVENT =
      """
      {"name": "notification-event", "part": [
        {"name": "event-number", "valueString": "%s"},
        {"name": "timestamp", "valueInstant": "2026-11-01T12:00:00.250Z"},
        {"name": "focus", "valueReference": {"reference": "https://trousse.example/fhir/%s"}}]}\
      """;

  @Test
  void says_which_readings_are_new() {
    String events =
        ","
            + EVENT.formatted(17, "Observation/4Yk.a-1")
            + ","
            + EVENT.formatted(18, "Observation/z");

    Notification read = parse(bundle("event-notification", events));

    assertThat(read)
        .isEqualTo(
            new Notification(
                "5f3b1c1e-8d0e-4a55-9d4c-2f0d3a1b2c3d",
                "active",
                Notification.Type.EVENTS,
                18,
                List.of(
                    new Event(17, "4Yk.a-1", Instant.parse("2026-11-01T12:00:00.250Z")),
                    new Event(18, "z", Instant.parse("2026-11-01T12:00:00.250Z")))));
  }

  @ParameterizedTest
  @CsvSource({
    "handshake, HANDSHAKE",
    "heartbeat, HEARTBEAT",
    "query-status, STATUS",
    "query-event, CAUGHT_UP"
  })
  void says_why_it_came(String code, Notification.Type type) {
    Notification read = parse(bundle(code, ""));

    assertThat(read.type()).isEqualTo(type);
    assertThat(read.events()).isEmpty();
  }

  @Test
  void nothing_of_an_event_is_guessed() {
    assertThat(refused(bundle("event-notification", "," + EVENT.formatted("x", "Observation/z"))))
        .isTrue();
    assertThat(refused(bundle("event-notification", "," + EVENT.formatted("1", "Patient/z"))))
        .isTrue();
    assertThat(refused(bundle("event-notification", "," + EVENT.formatted("1", "Observation/"))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"resourceType\":\"Bundle\"}",
        "{\"resourceType\":\"Bundle\",\"entry\":[1]}",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"}}]}"
      })
  void what_is_no_notification_is_none(String body) {
    assertThat(refused(body)).isTrue();
    assertThat(refused(bundle("party", ""))).isTrue();
  }

  private static boolean refused(String body) {
    return Notification.parse(body.getBytes(StandardCharsets.UTF_8)).isEmpty();
  }

  private static Notification parse(String body) {
    return Notification.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static String bundle(String type, String events) {
    return """
    {"resourceType": "Bundle", "type": "history", "entry": [{
      "resource": {"resourceType": "Parameters", "parameter": [
        {"name": "subscription", "valueReference": {"reference":
          "https://trousse.example/fhir/Subscription/5f3b1c1e-8d0e-4a55-9d4c-2f0d3a1b2c3d"}},
        {"name": "topic", "valueCanonical": "https://trousse.example/fhir/SubscriptionTopic/new-reading"},
        {"name": "status", "valueCode": "active"},
        {"name": "type", "valueCode": "%s"},
        {"name": "events-since-subscription-start", "valueString": "18"}%s]},
      "request": {"method": "GET", "url": "https://trousse.example/fhir/Subscription/5f3b/$status"},
      "response": {"status": "200"}}]}\
    """
        .formatted(type, events);
  }
}
