package org.trousse.record.create;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.Refusal;

/// A Bundle that was sent, understood as far as its entries.
public sealed interface Bundled {
  /// A batch or a transaction.
  record Entries(boolean transaction, List<Entry> entries) implements Bundled {}

  /// Neither, and why.
  record NoBundle(Refusal refusal) implements Bundled {}

  /// What one entry wants.
  sealed interface Entry {}

  /// `POST Observation`.
  ///
  /// @param ifNoneExist as it was sent; null without one
  record Post(Understanding observation, @Nullable String ifNoneExist) implements Entry {}

  /// `GET`, of whatever.
  record Get(String url) implements Entry {}

  /// What no entry here may want.
  record Refused(Refusal refusal) implements Entry {}
}
