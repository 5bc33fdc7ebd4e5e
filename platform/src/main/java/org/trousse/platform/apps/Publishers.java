package org.trousse.platform.apps;

import org.trousse.catalogue.CatalogueModule.Publisher;

/// Who answers for the site, as its legal page says.
public final class Publishers {
  private static final String UNSAID = "—";

  private Publishers() {}

  /// Of the demo; an operator who said nothing is shown to have said nothing.
  public static Publisher of(boolean demo) {
    String who = demo ? "Trousse (demo)" : UNSAID;
    return new Publisher(who, UNSAID, UNSAID, UNSAID, UNSAID);
  }
}
