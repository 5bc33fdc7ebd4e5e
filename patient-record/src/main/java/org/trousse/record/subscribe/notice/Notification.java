package org.trousse.record.subscribe.notice;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.trousse.record.fhir.ReadingIds;
import org.trousse.record.subscribe.Fault;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.SubscriptionEvent;
import org.trousse.record.subscribe.resource.Backport;
import org.trousse.record.subscribe.resource.Topic;

/// Writes what subscriptions say: profiles backport-subscription-notification-r4 and
/// backport-subscription-status-r4. Readings are named by the ids that their app sees, and nothing
/// is said of them.
public final class Notification {
  private final String base;
  private final Supplier<UUID> ids;

  /// @param base the FHIR base address
  /// @param ids of Bundles and of what is in them
  public Notification(String base, Supplier<UUID> ids) {
    this.base = base;
    this.ids = ids;
  }

  /// A Bundle of type history whose first entry is the status.
  ///
  /// @param names the ids that the app sees
  public String bundle(
      Subscription one,
      NotificationType type,
      List<SubscriptionEvent> events,
      ReadingIds names,
      Instant now) {
    return "{\"resourceType\":\"Bundle\",\"id\":"
        + quoted(ids.get().toString())
        + ",\"meta\":{\"profile\":["
        + quoted(Backport.NOTIFICATION)
        + "]},\"type\":\"history\",\"timestamp\":"
        + instant(now)
        + ",\"entry\":["
        + entry(one, type, events, names)
        + "]}";
  }

  /// R4 Bundle, bdl-3 and bdl-4: an entry of a history has request and response.
  private String entry(
      Subscription one, NotificationType type, List<SubscriptionEvent> events, ReadingIds names) {
    String id = ids.get().toString();
    return "{\"fullUrl\":"
        + quoted("urn:uuid:" + id)
        + ",\"resource\":"
        + status(id, one, type, events, names)
        + ",\"request\":{\"method\":\"GET\",\"url\":"
        + quoted(url(one) + "/$status")
        + "},\"response\":{\"status\":\"200\"}}";
  }

  /// What `$status` answers of several subscriptions: a Bundle of type searchset.
  public String statuses(List<Subscription> all, ReadingIds names) {
    return all.stream()
        .map(one -> {
          String id = ids.get().toString();
          return "{\"fullUrl\":"
              + quoted("urn:uuid:" + id)
              + ",\"resource\":"
              + status(id, one, NotificationType.STATUS, List.of(), names)
              + ",\"search\":{\"mode\":\"match\"}}";
        })
        .collect(
            Collectors.joining(
                ",",
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":"
                    + all.size()
                    + (all.isEmpty() ? "" : ",\"entry\":["),
                all.isEmpty() ? "}" : "]}"));
  }

  private String status(
      String id,
      Subscription one,
      NotificationType type,
      List<SubscriptionEvent> events,
      ReadingIds names) {
    return "{\"resourceType\":\"Parameters\",\"id\":"
        + quoted(id)
        + ",\"meta\":{\"profile\":["
        + quoted(Backport.STATUS)
        + "]},\"parameter\":["
        + parameter("subscription", "valueReference", reference(url(one)))
        + ","
        + parameter("topic", "valueCanonical", quoted(Topic.url(base)))
        + ","
        + parameter("status", "valueCode", quoted(one.progress().status().word()))
        + ","
        + parameter("type", "valueCode", quoted(type.word()))
        + ","
        + parameter(
            "events-since-subscription-start",
            "valueString",
            quoted(Long.toString(one.progress().counted())))
        + events.stream().map(event -> event(event, names)).collect(Collectors.joining())
        + (one.progress().fault() == null ? "" : "," + error(one.progress().fault()))
        + "]}";
  }

  private String event(SubscriptionEvent event, ReadingIds names) {
    String reading = new String(names.id(event.key()), StandardCharsets.US_ASCII);
    return ",{\"name\":\"notification-event\",\"part\":["
        + parameter("event-number", "valueString", quoted(Long.toString(event.number())))
        + ","
        + parameter("timestamp", "valueInstant", instant(event.at()))
        + ","
        + parameter("focus", "valueReference", reference(base + "/Observation/" + reading))
        + "]}";
  }

  private static String error(Fault fault) {
    return parameter(
        "error",
        "valueCodeableConcept",
        "{\"coding\":[{\"system\":\"urn:trousse:subscription-error\",\"code\":"
            + quoted(fault.word())
            + "}],\"text\":"
            + quoted(fault.words())
            + "}");
  }

  private String url(Subscription one) {
    return base + "/Subscription/" + one.id();
  }

  private static String reference(String url) {
    return "{\"reference\":" + quoted(url) + "}";
  }

  private static String parameter(String name, String type, String value) {
    return "{\"name\":" + quoted(name) + "," + quoted(type) + ":" + value + "}";
  }

  private static String instant(Instant at) {
    return quoted(at.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
