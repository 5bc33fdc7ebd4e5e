package org.trousse.catalogue.page.shelf;

import java.util.List;
import org.trousse.catalogue.page.Words;

/// What the page of the catalogue prints.
///
/// @param old says how old the list is; empty: it is fresh
/// @param found e.g. "12 applications"
/// @param ways out of an empty answer
/// @param pageWords e.g. "Page 2 sur 5"; empty for a single page
public record CatalogueView(
    Words words,
    String old,
    String address,
    String compareAddress,
    String registerAddress,
    List<Group> groups,
    boolean byDate,
    String found,
    List<Card> cards,
    List<Way> ways,
    boolean nothingAtAll,
    String before,
    String after,
    String pageWords,
    int ticks) {
  /// The answers of one facet.
  ///
  /// @param open whether it is shown unfolded
  public record Group(String word, String title, List<Choice> choices, boolean open) {}

  /// One answer of a facet.
  ///
  /// @param id of its input, without signs that an address has
  public record Choice(String id, String word, String label, String count, boolean ticked) {}

  /// A filter to take out, and what that gives.
  public record Way(String address, String text) {}

  /// One app.
  ///
  /// @param notice what stands in the way, e.g. that it is suspended; empty: nothing
  public record Card(
      String slug,
      String address,
      String monogram,
      String name,
      String editor,
      String summary,
      List<String> labels,
      String price,
      String languages,
      String notice,
      boolean connected) {}
}
