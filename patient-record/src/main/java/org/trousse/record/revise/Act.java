package org.trousse.record.revise;

import org.trousse.record.reading.StoredReading.Status;

/// What somebody did about a reading. `code` stands in rows and never changes.
public enum Act {
  /// its value was put right
  AMENDED(1, true),
  /// it should never have been in the record
  ENTERED_IN_ERROR(2, true),
  /// something was said about it
  ANNOTATED(3, true),
  /// somebody looked at it and holds it for true
  VALIDATED(4, false),
  /// it was marked as an error by mistake
  RESTORED(5, true);

  private final int code;
  private final boolean changes;

  Act(int code, boolean changes) {
    this.code = code;
    this.changes = changes;
  }

  /// The act of a row's code; throws when a row holds a code that no version of ours wrote.
  public static Act ofCode(int code) {
    for (Act act : values()) {
      if (act.code == code) {
        return act;
      }
    }
    throw new IllegalArgumentException("no act has code " + code);
  }

  public int code() {
    return code;
  }

  /// Whether the reading becomes another version.
  public boolean changes() {
    return changes;
  }

  /// Whether it can be done to a reading of this status. What is an error is restored before
  /// anything else is done to it.
  public boolean isPossible(Status status) {
    boolean inError = status == Status.ENTERED_IN_ERROR;
    return this == ANNOTATED || inError == (this == RESTORED);
  }

  /// What a reading of this status becomes.
  ///
  /// @param amendedBefore whether one of its versions is an amended one
  public Status after(Status status, boolean amendedBefore) {
    return switch (this) {
      case AMENDED -> Status.AMENDED;
      case ENTERED_IN_ERROR -> Status.ENTERED_IN_ERROR;
      case RESTORED -> amendedBefore ? Status.AMENDED : Status.FINAL;
      case ANNOTATED, VALIDATED -> status;
    };
  }
}
