package org.trousse.record.rest;

import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Access;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;

/// What became of an Observation that was to be added.
sealed interface Written {
  /// It stands in the record.
  ///
  /// @param isNew false: it stood there already
  record Stands(ReadingKey key, boolean isNew) implements Written {}

  /// It does not.
  ///
  /// @param access when it was a matter of rights; else null
  record Not(Refusal refusal, @Nullable Access access) implements Written {
    static Not because(Refusal refusal) {
      return new Not(refusal, null);
    }

    static Not because(Access access) {
      return new Not(DoorRoutes.refusal(access), access);
    }
  }
}
