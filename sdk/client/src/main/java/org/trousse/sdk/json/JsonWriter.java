package org.trousse.sdk.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Maps, lists, strings, numbers and booleans into JSON (RFC 8259).
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  /// Writes one value without spaces, members in their order.
  ///
  /// @throws IllegalArgumentException for a value that JSON has no word for
  public static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Integer || value instanceof Long) {
      out.append(value);
    } else if (value instanceof BigDecimal number) {
      out.append(number.toPlainString());
    } else if (value instanceof JsonObject object) {
      object(object.members());
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass().getSimpleName());
    }
  }

  private void object(Map<?, ?> members) {
    String before = "{";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(before);
      string(String.valueOf(member.getKey()));
      out.append(':');
      value(member.getValue());
      before = ",";
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private void array(List<?> items) {
    String before = "[";
    for (Object item : items) {
      out.append(before);
      value(item);
      before = ",";
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private void string(String text) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '"' || next == '\\') {
        out.append('\\').append(next);
      } else if (next < ' ') {
        out.append("\\u%04x".formatted((int) next));
      } else {
        out.append(next);
      }
    }
    out.append('"');
  }
}
