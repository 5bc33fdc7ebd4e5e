package org.trousse.referencing.criterion;

import java.util.EnumSet;
import java.util.Set;

/// For whom a criterion is mandatory.
public enum Level {
  /// On both tracks.
  MANDATORY,
  /// Where data is exchanged.
  EXCHANGE,
  /// A bonus; nobody fails by it.
  OPTIONAL;

  /// Where it applies.
  public Set<Track> tracks() {
    return this == EXCHANGE ? EnumSet.of(Track.EXCHANGE) : EnumSet.allOf(Track.class);
  }
}
