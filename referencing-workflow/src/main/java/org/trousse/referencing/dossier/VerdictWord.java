package org.trousse.referencing.dossier;

/// What was decided about one criterion.
public enum VerdictWord {
  CONFORM,
  /// A reserve that was accepted, with a due date.
  PARTIAL,
  /// Not blocking.
  NOT_CONFORM_MINOR,
  /// Blocking.
  NOT_CONFORM_MAJOR,
  NOT_APPLICABLE,
  NOT_VERIFIED,
  EXPIRED
}
