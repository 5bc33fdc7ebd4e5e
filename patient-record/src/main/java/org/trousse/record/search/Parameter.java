package org.trousse.record.search;

import java.util.Optional;
import java.util.Set;
import org.trousse.record.fhir.Refusal;

/// A parameter that is understood.
///
/// @param modifiers that it may have, e.g. `not`
/// @param shown whether the self link repeats it
record Parameter(String name, Set<String> modifiers, boolean shown, Reads reads) {
  /// Reads one value into what was asked so far.
  @FunctionalInterface
  interface Reads {
    /// Empty when it was read.
    ///
    /// @param modifier empty without one
    Optional<Refusal> read(Asking asking, String modifier, String value);
  }

  /// Reads a value of a parameter that knows no modifier.
  @FunctionalInterface
  interface ReadsValue {
    Optional<Refusal> read(Asking asking, String value);
  }

  static Parameter of(String name, ReadsValue reads) {
    return new Parameter(
        name, Set.of(), true, (asking, modifier, value) -> reads.read(asking, value));
  }

  /// Read, and not repeated.
  static Parameter silent(String name, ReadsValue reads) {
    return new Parameter(
        name, Set.of(), false, (asking, modifier, value) -> reads.read(asking, value));
  }
}
