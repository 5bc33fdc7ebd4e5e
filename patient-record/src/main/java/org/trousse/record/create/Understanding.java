package org.trousse.record.create;

import org.trousse.record.fhir.Refusal;

/// What came of reading an Observation.
public sealed interface Understanding {
  /// A reading that can be added.
  record Understood(Draft draft) implements Understanding {}

  /// None, and why.
  record Wrong(Refusal refusal) implements Understanding {}
}
