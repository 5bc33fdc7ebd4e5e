package org.trousse.consent.authorize;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of a query or a form. One without a value counts as left out (RFC 6749 §3.1).
record Parameters(Map<String, List<String>> values) {
  private static final int COUNT_MAX = 64;

  /// Empty: it is not `application/x-www-form-urlencoded`, or there are too many.
  static Optional<Parameters> parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String pair : text.split("&", COUNT_MAX + 2)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > COUNT_MAX) {
        return Optional.empty();
      }
      int equals = pair.indexOf('=');
      try {
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (!value.isEmpty()) {
          values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }
    return Optional.of(new Parameters(values));
  }

  static Parameters of(Map<String, String> single) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    single.forEach((name, value) -> values.put(name, List.of(value)));
    return new Parameters(values);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// Null when it is missing; of several the first, which is refused elsewhere.
  @Nullable String get(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.getFirst();
  }

  boolean isRepeated(String name) {
    return values.getOrDefault(name, List.of()).size() > 1;
  }

  boolean anyIsRepeated() {
    return values.keySet().stream().anyMatch(this::isRepeated);
  }

  /// Names only: values are secrets.
  @Override
  public String toString() {
    return "Parameters" + values.keySet();
  }
}
