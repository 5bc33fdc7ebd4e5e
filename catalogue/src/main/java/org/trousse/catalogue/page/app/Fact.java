package org.trousse.catalogue.page.app;

import java.util.List;

/// One statement on an app's page.
///
/// @param link where more is written; empty: nowhere
/// @param backing how much stands behind it, e.g. "vérifié"; empty where it is no claim
/// @param because on what that word rests; empty where it rests on nothing more
public record Fact(
    String title,
    List<String> lines,
    String link,
    String linkWords,
    String backing,
    String because) {
  public Fact {
    lines = List.copyOf(lines);
  }
}
