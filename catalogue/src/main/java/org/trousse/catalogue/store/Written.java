package org.trousse.catalogue.store;

/// What became of a publication.
public sealed interface Written {
  /// It stands.
  ///
  /// @param slug where people find the app
  record Stored(String slug) implements Written {}

  /// This version, or a later one, stands already: nothing was changed.
  record Already() implements Written {}

  /// No app has this software id.
  record Unknown() implements Written {}
}
