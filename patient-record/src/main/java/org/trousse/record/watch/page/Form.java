package org.trousse.record.watch.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/// What somebody wrote into a form (application/x-www-form-urlencoded), each field once.
public record Form(Map<String, String> fields) {
  public static final Form EMPTY = new Form(Map.of());

  public Form {
    fields = Map.copyOf(fields);
  }

  static Form of(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int mark = pair.indexOf('=');
      if (mark > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, mark)), decoded(pair.substring(mark + 1)));
      }
    }
    return new Form(fields);
  }

  /// What cannot be decoded stays as it is: its reader will say what is wrong with it.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  /// Without spaces around; empty: it was not sent.
  public String text(String name) {
    return fields.getOrDefault(name, "").strip();
  }

  boolean comesFrom(String csrf) {
    return MessageDigest.isEqual(
        fields.getOrDefault("csrf", "").getBytes(StandardCharsets.UTF_8),
        csrf.getBytes(StandardCharsets.UTF_8));
  }

  /// Never what was written.
  @Override
  public String toString() {
    return "Form(…)";
  }
}
