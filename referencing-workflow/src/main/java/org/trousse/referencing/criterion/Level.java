package org.trousse.referencing.criterion;

/// For whom a criterion is mandatory.
public enum Level {
  /// On both tracks.
  MANDATORY,
  /// Where data is exchanged.
  EXCHANGE,
  /// A bonus; nobody fails by it.
  OPTIONAL
}
