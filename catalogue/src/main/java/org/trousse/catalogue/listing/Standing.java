package org.trousse.catalogue.listing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How an app stands with the platform.
public enum Standing {
  LISTED,
  PROVISIONAL,
  UNDER_WATCH,
  SUSPENDED,
  RENEWAL,
  DELISTED;

  /// Whether patients can connect it.
  public boolean connects() {
    return this != SUSPENDED && this != DELISTED;
  }

  /// E.g. `under-watch`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Standing> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
