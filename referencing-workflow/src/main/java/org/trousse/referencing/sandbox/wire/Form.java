package org.trousse.referencing.sandbox.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Names and values of a form or a query.
public record Form(Map<String, String> fields) {
  private static final int FIELDS_MAX = 100;

  public Form {
    fields = Map.copyOf(fields);
  }

  /// Reads a form; empty when a name stands twice (RFC 6749 §3.1) or an escape is wrong.
  public static Optional<Form> parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    String[] pairs = text.isEmpty() ? new String[0] : text.split("&", -1);
    if (pairs.length > FIELDS_MAX) {
      return Optional.empty();
    }
    try {
      for (String pair : pairs) {
        String[] sides = pair.split("=", 2);
        String value = sides.length == 2 ? decoded(sides[1]) : "";
        if (fields.put(decoded(sides[0]), value) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
    return Optional.of(new Form(fields));
  }

  public String get(String name) {
    return fields.getOrDefault(name, "");
  }

  public boolean has(String name) {
    return !get(name).isEmpty();
  }

  public static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// The names only: values may be secrets.
  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
