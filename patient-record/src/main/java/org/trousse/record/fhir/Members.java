package org.trousse.record.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a JSON object, each as the text that it has.
final class Members {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Members NONE = new Members(Map.of());

  private final Map<String, String> byName;

  private Members(Map<String, String> byName) {
    this.byName = byName;
  }

  /// @param object null: none
  static Members of(@Nullable String object) {
    return object == null ? NONE : new Members(read(object));
  }

  private static Map<String, String> read(String object) {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        members.put(name, object.substring(from, (int) parser.currentLocation().getCharOffset()));
      }
      return members;
    } catch (IOException impossible) {
      throw new UncheckedIOException("a row's JSON is JSON", impossible);
    }
  }

  /// The whole member; empty without one.
  String whole(String name) {
    return byName.getOrDefault(name, "");
  }

  /// What stands between the brackets of an array or an object; empty without one.
  String within(String name) {
    String whole = whole(name).strip();
    return whole.isEmpty() ? "" : whole.substring(1, whole.length() - 1).strip();
  }
}
