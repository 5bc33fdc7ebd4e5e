package org.trousse.referencing.criterion;

/// Who decides about a criterion.
public enum Decider {
  MACHINE,
  /// A machine looks first; a person decides.
  MACHINE_THEN_HUMAN,
  HUMAN
}
