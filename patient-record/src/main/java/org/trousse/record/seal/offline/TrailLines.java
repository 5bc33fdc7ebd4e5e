package org.trousse.record.seal.offline;

import static org.trousse.record.fhir.JsonBytes.quoted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.seal.LeafForm;
import org.trousse.record.seal.offline.TrailLine.End;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.record.seal.offline.TrailLine.Listed;

/// An exported trail as NDJSON: `{"leaf":…,"event":[…],"hash":…}`, `{"checkpoint":…,"at":…}` and,
/// last, `{"end":…,"waiting":…}`.
public final class TrailLines {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// What a line may hold.
  private static final class Fields {
    private @Nullable Long leaf;
    private @Nullable Long waiting;
    private @Nullable List<@Nullable String> event;
    private @Nullable String hash;
    private @Nullable String checkpoint;
    private @Nullable String at;
    private @Nullable String end;
  }

  private TrailLines() {}

  /// Without a newline.
  public static String write(TrailLine line) {
    return switch (line) {
      case Leaf(long number, List<@Nullable String> columns, String hash) ->
          "{\"leaf\":"
              + number
              + ",\"event\":["
              + columns.stream()
                  .map(column -> column == null ? "null" : quoted(column))
                  .collect(Collectors.joining(","))
              + "],\"hash\":"
              + quoted(hash)
              + "}";
      case Listed(Instant at, String note) ->
          "{\"checkpoint\":" + quoted(note) + ",\"at\":" + quoted(at.toString()) + "}";
      case End(Instant at, long waiting) ->
          "{\"end\":" + quoted(at.toString()) + ",\"waiting\":" + waiting + "}";
    };
  }

  /// The line that was written.
  ///
  /// @throws IllegalArgumentException when it is none
  public static TrailLine read(String line) {
    try (JsonParser json = JSON.createParser(line)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      Fields fields = new Fields();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        field(fields, name, json);
      }
      expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
      return line(fields);
    } catch (IOException | DateTimeException | NullPointerException none) {
      throw new IllegalArgumentException("no line of a trail", none);
    }
  }

  private static void field(Fields fields, String name, JsonParser json) throws IOException {
    switch (name) {
      case "leaf" -> fields.leaf = json.getLongValue();
      case "waiting" -> fields.waiting = json.getLongValue();
      case "event" -> fields.event = event(json);
      case "hash" -> fields.hash = text(json);
      case "checkpoint" -> fields.checkpoint = text(json);
      case "at" -> fields.at = text(json);
      case "end" -> fields.end = text(json);
      default -> expect(false);
    }
  }

  private static String text(JsonParser json) throws IOException {
    expect(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static List<@Nullable String> event(JsonParser json) throws IOException {
    expect(json.currentToken() == JsonToken.START_ARRAY);
    List<@Nullable String> event = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      event.add(json.currentToken() == JsonToken.VALUE_NULL ? null : text(json));
    }
    expect(event.size() == LeafForm.COLUMNS.size());
    return event;
  }

  private static TrailLine line(Fields fields) {
    if (fields.leaf != null) {
      String hash = Objects.requireNonNull(fields.hash);
      expect(Base64.getDecoder().decode(hash).length % 32 == 0);
      return new Leaf(fields.leaf, Objects.requireNonNull(fields.event), hash);
    }
    return fields.checkpoint == null
        ? new End(
            Instant.parse(Objects.requireNonNull(fields.end)),
            Objects.requireNonNull(fields.waiting))
        : new Listed(Instant.parse(Objects.requireNonNull(fields.at)), fields.checkpoint);
  }

  private static void expect(boolean held) {
    if (!held) {
      throw new IllegalArgumentException("no line of a trail");
    }
  }
}
