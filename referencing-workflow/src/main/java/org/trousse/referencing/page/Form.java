package org.trousse.referencing.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a browser sent as `application/x-www-form-urlencoded` (WHATWG URL §5), in its order. We
/// read it ourselves: the server's own reader stops at a few thousand characters a field, and a
/// vendor's draft has more.
public record Form(Map<String, List<String>> fields) {
  static final int FIELDS_MAX = 500;

  public Form {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    fields = Collections.unmodifiableMap(copy);
  }

  /// Without a field.
  public static Form none() {
    return new Form(Map.of());
  }

  /// Throws IllegalArgumentException when it is no form.
  public static Form of(String body) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (!body.isEmpty()) {
      String[] pairs = body.split("&", FIELDS_MAX + 1);
      if (pairs.length > FIELDS_MAX) {
        throw new IllegalArgumentException("more than " + FIELDS_MAX + " fields");
      }
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        fields.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
      }
    }
    return new Form(fields);
  }

  /// Browsers send the end of a line as CR LF (WHATWG HTML §4.10.21.8).
  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /// The first value of a field; empty where there is none.
  public String get(String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// Nobody's words.
  @Override
  public String toString() {
    return "Form(" + fields.keySet() + ")";
  }
}
