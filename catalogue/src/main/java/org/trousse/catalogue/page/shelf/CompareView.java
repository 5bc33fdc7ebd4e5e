package org.trousse.catalogue.page.shelf;

import java.util.List;
import org.trousse.catalogue.page.Words;

/// What the page of the comparison prints.
///
/// @param tooMany whether more were asked for than are shown
/// @param differences says how many rows differ
public record CompareView(
    Words words,
    String old,
    String back,
    boolean tooMany,
    boolean tooFew,
    List<Head> apps,
    List<Part> parts,
    String differences) {
  /// One app at the head of its column.
  ///
  /// @param less the comparison without this app
  public record Head(String name, String address, String less) {}

  public record Part(String title, List<Row> rows) {}

  /// One fact of all apps.
  ///
  /// @param different whether the apps differ in it: said in words, never by colour alone
  public record Row(String title, boolean different, List<List<String>> cells) {}
}
