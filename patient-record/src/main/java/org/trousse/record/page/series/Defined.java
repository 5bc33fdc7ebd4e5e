package org.trousse.record.page.series;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.trousse.record.derived.Definition;
import org.trousse.record.page.Words;

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

  /// Those of `names`, in this order; each exists, and has its sentence for everybody.
  public static List<Explained> of(String series, Words words, List<String> names) {
    var all = words == Words.in(Locale.ENGLISH) ? ENGLISH : FRENCH;
    List<Definition> known = all.getOrDefault(series, List.of());
    return names.stream()
        .map(name ->
            new Explained(
                words.text("plain." + series + "." + name),
                known.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow()))
        .toList();
  }
}
