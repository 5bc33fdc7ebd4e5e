package org.trousse.record.create;

import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Access;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;

/// What became of an Observation that was to be added.
public sealed interface Written {
  /// It stands in the record.
  ///
  /// @param isNew false: it stood there already
  record Stands(ReadingKey key, boolean isNew) implements Written {}

  /// It does not.
  ///
  /// @param access when it was a matter of rights; else null
  record Not(Refusal refusal, @Nullable Access access) implements Written {
    public static Not because(Refusal refusal) {
      return new Not(refusal, null);
    }
  }
}
