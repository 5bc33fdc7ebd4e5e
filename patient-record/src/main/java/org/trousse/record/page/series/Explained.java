package org.trousse.record.page.series;

import org.trousse.record.derived.Definition;

/// A number that a page shows, in everyday words and exactly.
///
/// @param plain a sentence for everybody
public record Explained(String plain, Definition exact) {
  public String title() {
    return exact.title();
  }
}
