package org.trousse.record.page.series;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.trousse.record.derived.Definition;

/// The definitions that a page shows under its numbers.
public final class Defined {
  private static final Map<String, List<Definition>> KNOWN = new ConcurrentHashMap<>();

  private Defined() {}

  /// Those of `names`, in this order; each exists.
  public static List<Definition> of(String series, Locale language, List<String> names) {
    String tag = language.getLanguage();
    List<Definition> all =
        KNOWN.computeIfAbsent(series + "_" + tag, _ -> Definition.of(series, language));
    return names.stream()
        .map(name -> all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow())
        .toList();
  }
}
