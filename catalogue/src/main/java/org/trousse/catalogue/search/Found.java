package org.trousse.catalogue.search;

import java.util.List;
import java.util.Map;
import org.trousse.catalogue.listing.Shown;

/// What a query finds.
///
/// @param total apps on all pages
/// @param pages at least 1
/// @param apps those of the page that was asked for
/// @param options each facet's answers with the number of apps that each would give
/// @param removals when nothing was found: what each tick less would give
public record Found(
    Query query,
    int total,
    int pages,
    List<Shown> apps,
    Map<Facet, List<Option>> options,
    List<Removal> removals) {
  public Found {
    apps = List.copyOf(apps);
    options = Map.copyOf(options);
    removals = List.copyOf(removals);
  }

  /// One answer of a facet.
  ///
  /// @param count apps that give this answer and fit the other facets
  public record Option(String word, int count, boolean chosen) {}

  /// A tick to take out.
  ///
  /// @param count apps that are found without this tick
  public record Removal(Facet facet, String word, int count) {}

  public List<Option> of(Facet facet) {
    return options.getOrDefault(facet, List.of());
  }
}
