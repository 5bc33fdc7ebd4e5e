package org.trousse.sdk.subscription;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.json.JsonObject;

/// What came to an app's address: *that* there are new readings and under which ids; the app reads
/// them itself. Check its [SubscriptionSignature] first.
///
/// The same may come twice, and never out of order: keep the highest number that was handled.
///
/// @param subscription the id
/// @param status the subscription's, e.g. `active`
/// @param counted how many events there were since the subscription began: a number that is missing
///   before it can be asked for
/// @param events none but for [Type#EVENTS] and what was caught up with
public record Notification(
    String subscription, String status, Type type, long counted, List<Event> events) {
  private static final int EVENTS_MAX = 1_000;
  private static final long NUMBER_MAX = 1L << 53;

  /// Why it came.
  public enum Type {
    /// A question whether the address is the app's: answer with 2xx.
    HANDSHAKE("handshake"),
    /// Nothing is new, and the line stands.
    HEARTBEAT("heartbeat"),
    /// New readings.
    EVENTS("event-notification"),
    /// The answer to `$status`.
    STATUS("query-status"),
    /// The answer to `$events`.
    CAUGHT_UP("query-event");

    private final String code;

    Type(String code) {
      this.code = code;
    }

    private static Optional<Type> of(String code) {
      for (Type type : values()) {
        if (type.code.equals(code)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /// A new reading.
  ///
  /// @param number counts the subscription's events, from 1
  /// @param observationId to be read with the app's token
  /// @param at when the record made the event; null when it does not say
  public record Event(long number, String observationId, @Nullable Instant at) {}

  public Notification {
    events = List.copyOf(events);
  }

  /// Reads a body of at most 8 MiB; empty when it is no notification.
  public static Optional<Notification> parse(byte[] body) {
    if (body.length > HttpLine.BODY_BYTES_MAX) {
      return Optional.empty();
    }
    try {
      String text = new String(body, StandardCharsets.UTF_8);
      return read(JsonObject.parse(text, HttpLine.BODY_BYTES_MAX));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /// Reads a Bundle whose first entry is a SubscriptionStatus as R4 writes it.
  public static Optional<Notification> read(JsonObject bundle) {
    List<JsonObject> entries = bundle.objects("entry");
    JsonObject status = entries.isEmpty() ? JsonObject.EMPTY : entries.get(0).object("resource");
    if (!bundle.text("resourceType").orElse("").equals("Bundle")
        || !status.text("resourceType").orElse("").equals("Parameters")) {
      return Optional.empty();
    }
    List<JsonObject> parts = status.objects("parameter");
    Optional<Type> type =
        part(parts, "type").flatMap(part -> part.text("valueCode")).flatMap(Type::of);
    Optional<String> subscription =
        part(parts, "subscription").flatMap(part -> id(part, "Subscription"));
    Optional<List<Event>> events = events(parts);
    if (type.isEmpty() || subscription.isEmpty() || events.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Notification(
            subscription.get(),
            part(parts, "status").flatMap(part -> part.text("valueCode")).orElse(""),
            type.get(),
            part(parts, "events-since-subscription-start").flatMap(Notification::number).orElse(0L),
            events.get()));
  }

  private static Optional<List<Event>> events(List<JsonObject> parts) {
    List<Event> events = new ArrayList<>();
    for (JsonObject part : parts) {
      if (part.text("name").orElse("").equals("notification-event")) {
        List<JsonObject> said = part.objects("part");
        Optional<Long> number = part(said, "event-number").flatMap(Notification::number);
        Optional<String> reading = part(said, "focus").flatMap(focus -> id(focus, "Observation"));
        if (number.isEmpty() || reading.isEmpty() || events.size() >= EVENTS_MAX) {
          return Optional.empty();
        }
        events.add(new Event(number.get(), reading.get(), time(said)));
      }
    }
    return Optional.of(events);
  }

  private static Optional<JsonObject> part(List<JsonObject> parts, String name) {
    return parts.stream().filter(part -> part.text("name").orElse("").equals(name)).findFirst();
  }

  /// The last step of a reference to that kind of resource.
  private static Optional<String> id(JsonObject part, String type) {
    String place = part.object("valueReference").text("reference").orElse("");
    String[] steps = place.split("/", -1);
    boolean known = steps.length >= 2 && steps[steps.length - 2].equals(type);
    return known && steps[steps.length - 1].matches("[A-Za-z0-9.-]{1,64}")
        ? Optional.of(steps[steps.length - 1])
        : Optional.empty();
  }

  /// The guide writes integer64 as a string in R4.
  private static Optional<Long> number(JsonObject part) {
    return part.text("valueString")
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::valueOf)
        .or(() -> part.whole("valueInteger", NUMBER_MAX))
        .or(() -> part.whole("valueUnsignedInt", NUMBER_MAX));
  }

  private static @Nullable Instant time(List<JsonObject> said) {
    try {
      return part(said, "timestamp")
          .flatMap(part -> part.text("valueInstant"))
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElse(null);
    } catch (DateTimeParseException none) {
      return null;
    }
  }
}
