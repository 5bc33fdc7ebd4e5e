package org.trousse.referencing.history;

import java.time.Instant;
import java.util.UUID;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Event;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Our own records as JSON in our own tables. A member that is not known is an error: then a newer
/// program has written it.
final class HistoryJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private HistoryJson() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static <T> T read(Class<T> type, String json) {
    return MAPPER.readValue(json, type);
  }

  /// The word that stands in the column `kind`.
  static String kind(Event.Fact fact) {
    return fact.getClass().getSimpleName();
  }

  static Event event(
      UUID dossier, int number, Instant at, Actor.Trace actor, String kind, String body) {
    return new Event(dossier, number, at, actor, read(type(kind), body));
  }

  private static Class<? extends Event.Fact> type(String kind) {
    return switch (kind) {
      case "Begun" -> Event.Begun.class;
      case "Revised" -> Event.Revised.class;
      case "Moved" -> Event.Moved.class;
      case "Proposed" -> Event.Proposed.class;
      case "Declined" -> Event.Declined.class;
      case "Judged" -> Event.Judged.class;
      case "Stopped" -> Event.Stopped.class;
      case "Resumed" -> Event.Resumed.class;
      case "Attested" -> Event.Attested.class;
      case "Escalated" -> Event.Escalated.class;
      default -> throw new IllegalArgumentException("an event of an unknown kind: " + kind);
    };
  }
}
