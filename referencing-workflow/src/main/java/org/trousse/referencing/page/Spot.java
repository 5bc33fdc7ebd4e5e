package org.trousse.referencing.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Where a page stands: its address below the language, e.g. `editeur/dossiers/:id`. What begins
/// with a colon varies, and is the same in both languages.
public record Spot(String french, String english) {
  /// The pattern that a router knows.
  String route(Words words) {
    return "/" + words.tag() + "/" + path(words);
  }

  private String path(Words words) {
    return words.english() ? english : french;
  }

  /// The address; `parts` stand for what varies, in order.
  public String address(Words words, Object... parts) {
    return "/" + words.tag() + "/" + filled(path(words), List.of(parts));
  }

  /// The address below the language in French, as the frame wants it.
  public String below(Object... parts) {
    return filled(french, List.of(parts));
  }

  private static String filled(String pattern, List<?> parts) {
    Iterator<?> rest = parts.iterator();
    List<String> filled = new ArrayList<>();
    for (String step : pattern.split("/", -1)) {
      filled.add(
          step.startsWith(":")
              ? URLEncoder.encode(rest.next().toString(), StandardCharsets.UTF_8)
              : step);
    }
    if (rest.hasNext()) {
      throw new IllegalArgumentException(pattern + " takes no more: " + rest.next());
    }
    return String.join("/", filled);
  }

  /// The same page in the other language; empty: this path, below the language, is another page's.
  public Optional<String> counterpart(String path, boolean toEnglish) {
    List<String> steps = List.of(path.split("/", -1));
    List<String> from = List.of((toEnglish ? french : english).split("/", -1));
    List<String> to = new ArrayList<>(List.of((toEnglish ? english : french).split("/", -1)));
    if (steps.size() != from.size()) {
      return Optional.empty();
    }
    for (int place = 0; place < from.size(); place++) {
      String wanted = from.get(place);
      if (wanted.startsWith(":")) {
        to.set(place, steps.get(place));
      } else if (!wanted.equals(steps.get(place))) {
        return Optional.empty();
      }
    }
    return Optional.of(String.join("/", to));
  }
}
