package org.trousse.record.revise;

import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Reading.Original;

/// What somebody wants done about a reading.
public sealed interface Wish {
  /// Another value.
  ///
  /// @param amounts in the measure's unit
  /// @param original what was typed, when in another unit
  /// @param note why
  record Amend(Amounts amounts, @Nullable Original original, String note) implements Wish {}

  /// It should never have been there.
  record MarkInError(ErrorReason reason, String note) implements Wish {}

  /// Something to say.
  record Annotate(String note) implements Wish {}

  /// It is held for true.
  record Validate(String note) implements Wish {}

  /// It is no error after all.
  record Restore(String note) implements Wish {}

  /// What it is called when it was done.
  default Act act() {
    return switch (this) {
      case Amend amend -> Act.AMENDED;
      case MarkInError mark -> Act.ENTERED_IN_ERROR;
      case Annotate annotate -> Act.ANNOTATED;
      case Validate validate -> Act.VALIDATED;
      case Restore restore -> Act.RESTORED;
    };
  }

  String note();

  default @Nullable ErrorReason why() {
    return this instanceof MarkInError(ErrorReason reason, String note) ? reason : null;
  }
}
