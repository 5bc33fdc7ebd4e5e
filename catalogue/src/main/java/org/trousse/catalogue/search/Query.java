package org.trousse.catalogue.search;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What somebody looks for.
///
/// @param chosen answers that were ticked, by facet; a facet without any is not there
/// @param page from 1 on
public record Query(Map<Facet, Set<String>> chosen, Sort sort, int page) {
  /// In which order. There is no other: none is paid for, and none says what is popular.
  public enum Sort {
    NAME,
    DATE
  }

  public static final Query ALL = new Query(Map.of(), Sort.NAME, 1);

  public Query {
    Map<Facet, Set<String>> copy = new EnumMap<>(Facet.class);
    chosen.forEach((facet, words) -> {
      if (!words.isEmpty()) {
        copy.put(facet, Set.copyOf(words));
      }
    });
    chosen = Map.copyOf(copy);
    if (page < 1) {
      throw new IllegalArgumentException("pages are counted from 1 on");
    }
  }

  public Set<String> of(Facet facet) {
    return chosen.getOrDefault(facet, Set.of());
  }

  /// How many answers are ticked.
  public int ticks() {
    return chosen.values().stream().mapToInt(Set::size).sum();
  }

  /// The same without one answer, from the first page on.
  public Query without(Facet facet, String word) {
    Set<String> rest = new LinkedHashSet<>(of(facet));
    rest.remove(word);
    return with(facet, rest);
  }

  /// The same with these answers of a facet alone, from the first page on.
  public Query with(Facet facet, Set<String> words) {
    Map<Facet, Set<String>> other = new EnumMap<>(Facet.class);
    other.putAll(chosen);
    other.put(facet, words);
    return new Query(other, sort, 1);
  }

  public Query page(int other) {
    return new Query(chosen, sort, other);
  }
}
