package org.trousse.consent.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request body. Empty values count as absent (RFC 6749 §3.1).
public record Form(Map<String, String> values) {
  private static final int PARAMETERS_MAX = 64;

  public Form {
    values = Map.copyOf(values);
  }

  /// Empty when it is not `application/x-www-form-urlencoded`, and where [#of] is.
  static Optional<Form> parse(String body) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    try {
      for (String pair : body.split("&", PARAMETERS_MAX + 2)) {
        int equals = pair.indexOf('=');
        if (!pair.isEmpty()) {
          String name = equals < 0 ? pair : pair.substring(0, equals);
          String value = equals < 0 ? "" : pair.substring(equals + 1);
          entries.add(Map.entry(decoded(name), decoded(value)));
        }
      }
      return of(entries);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// Empty when a parameter comes twice, which RFC 6749 §3.2 forbids, or when there are too many.
  public static Optional<Form> of(List<Map.Entry<String, String>> entries) {
    Map<String, String> values = new HashMap<>();
    if (entries.size() > PARAMETERS_MAX) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> entry : entries) {
      if (values.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
        return Optional.empty();
      }
    }
    values.values().removeIf(String::isEmpty);
    return Optional.of(new Form(values));
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// Names only: values are secrets.
  @Override
  public String toString() {
    return "Form" + values.keySet();
  }
}
