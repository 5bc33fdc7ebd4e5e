package org.trousse.referencing.finding;

/// What a check concluded.
public enum Outcome {
  PASSED,
  /// It saw something that must be mended.
  FAILED,
  /// It could not look: an endpoint was silent, or the operator did not give what it needs.
  NOT_VERIFIED
}
