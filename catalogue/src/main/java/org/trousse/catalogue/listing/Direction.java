package org.trousse.catalogue.listing;

import java.util.Locale;

/// Whether an app reads what is in the record or adds to it.
public enum Direction {
  READ,
  ADD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
