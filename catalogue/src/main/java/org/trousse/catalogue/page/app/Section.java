package org.trousse.catalogue.page.app;

import java.util.List;

/// Facts that belong together.
///
/// @param id of its heading
public record Section(String id, String title, List<Fact> facts) {
  public Section {
    facts = List.copyOf(facts);
  }
}
