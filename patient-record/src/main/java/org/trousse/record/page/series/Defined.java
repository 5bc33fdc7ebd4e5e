package org.trousse.record.page.series;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.trousse.record.derived.Definition;

/// The definitions that a page shows under its numbers; read once.
public final class Defined {
  private static final List<String> SERIES =
      List.of("glucose", "blood-pressure", "weight", "temperature");
  private static final Map<String, List<Definition>> FRENCH = all(Locale.FRENCH);
  private static final Map<String, List<Definition>> ENGLISH = all(Locale.ENGLISH);

  private Defined() {}

  private static Map<String, List<Definition>> all(Locale language) {
    return SERIES.stream()
        .collect(Collectors.toUnmodifiableMap(one -> one, one -> Definition.of(one, language)));
  }

  /// Those of `names`, in this order; each exists.
  public static List<Definition> of(String series, Locale language, List<String> names) {
    var all = language.getLanguage().equals("en") ? ENGLISH : FRENCH;
    List<Definition> known = all.getOrDefault(series, List.of());
    return names.stream()
        .map(
            name -> known.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow())
        .toList();
  }
}
