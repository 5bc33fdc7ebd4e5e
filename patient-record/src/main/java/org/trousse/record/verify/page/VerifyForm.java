package org.trousse.record.verify.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What somebody wrote into the form; shown again as it was.
public record VerifyForm(String kind, String zone, String unit, String days, String series) {
  static final VerifyForm EMPTY = new VerifyForm("glucose", "Europe/Paris", "", "", "");

  /// Reads an application/x-www-form-urlencoded body. The server's own reader takes fields of some
  /// kilobytes, and a series is longer. Fields that we do not know are passed over.
  static VerifyForm of(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int mark = pair.indexOf('=');
      if (mark > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, mark)), decoded(pair.substring(mark + 1)));
      }
    }
    return new VerifyForm(
        fields.getOrDefault("kind", EMPTY.kind()),
        fields.getOrDefault("zone", EMPTY.zone()).strip(),
        fields.getOrDefault("unit", EMPTY.unit()).strip(),
        fields.getOrDefault("days", "").strip(),
        fields.getOrDefault("series", ""));
  }

  /// What cannot be decoded stays as it is: its reader will say what is wrong with it.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  /// As the door for programs takes them.
  Map<String, List<String>> question() {
    return Map.of("zone", List.of(zone), "unit", List.of(unit), "days", List.of(days));
  }
}
