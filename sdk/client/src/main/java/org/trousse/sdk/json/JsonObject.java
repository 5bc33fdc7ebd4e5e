package org.trousse.sdk.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object, in its order. A member that is missing or of another kind reads as empty.
public record JsonObject(Map<String, @Nullable Object> members) {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /// Reads one object.
  ///
  /// @throws IllegalArgumentException when `text` is not a JSON object or beyond the bounds
  public static JsonObject parse(String text, int charactersMax) {
    if (JsonReader.read(text, charactersMax) instanceof Map<?, ?> map) {
      return of(map);
    }
    throw new IllegalArgumentException("not an object");
  }

  /// This object with one more member; a null `value` changes nothing.
  public JsonObject with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new JsonObject(more);
  }

  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /// A number, its digits as they were written.
  public Optional<BigDecimal> number(String name) {
    return members.get(name) instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
  }

  /// A whole number from 0 to `max`; empty when it is another.
  public Optional<Long> whole(String name, long max) {
    return number(name)
        .filter(number -> number.signum() >= 0)
        .filter(number -> number.compareTo(BigDecimal.valueOf(max)) <= 0)
        .map(BigDecimal::longValue);
  }

  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /// An inner object; [#EMPTY] when there is none, so that a path can be walked.
  public JsonObject object(String name) {
    return object(members.get(name)).orElse(EMPTY);
  }

  /// The objects of a list; what is no object is passed over.
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : list(name)) {
      object(item).ifPresent(objects::add);
    }
    return objects;
  }

  /// The strings of a list; what is no string is passed over.
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      if (item instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  /// RFC 8259, without spaces.
  public String json() {
    return JsonWriter.write(this);
  }

  /// The names only: values may be secrets.
  @Override
  public String toString() {
    return "JsonObject" + members.keySet();
  }

  private List<?> list(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  private static Optional<JsonObject> object(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return Optional.of(object);
    }
    return value instanceof Map<?, ?> map ? Optional.of(of(map)) : Optional.empty();
  }

  private static JsonObject of(Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put(String.valueOf(name), value));
    return new JsonObject(members);
  }
}
