package org.trousse.sdk.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Names and values as forms and queries write them (`application/x-www-form-urlencoded`).
public record Form(Map<String, String> fields) {
  public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  public Form {
    fields = new LinkedHashMap<>(fields);
  }

  public static Form of(String name, String value) {
    return new Form(Map.of(name, value));
  }

  /// Reads a query; empty for null.
  ///
  /// @throws IllegalArgumentException when a name stands twice (RFC 6749 §3.1) or an escape is
  ///   wrong
  public static Form parse(@Nullable String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      String value = sides.length == 2 ? decoded(sides[1]) : "";
      if (fields.put(decoded(sides[0]), value) != null) {
        throw new IllegalArgumentException("a name stands twice");
      }
    }
    return new Form(fields);
  }

  /// This form with one more field; a null `value` changes nothing.
  public Form with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Form more = new Form(fields);
    more.fields.put(name, value);
    return more;
  }

  public String encoded() {
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
