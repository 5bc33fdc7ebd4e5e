package org.trousse.catalogue.listing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What was decided about one criterion, for everybody to read.
///
/// @param criterion its id, e.g. `HOS-01`
/// @param decidedOn null when nobody decided yet
/// @param validUntil the last day on which it counts; null: until something changes
public record Verdict(
    String criterion,
    Text title,
    Word word,
    @Nullable LocalDate decidedOn,
    @Nullable LocalDate validUntil,
    Decider decider) {
  /// Who decided.
  public enum Decider {
    MACHINE,
    PERSON
  }

  /// What was decided.
  public enum Word {
    CONFORM,
    /// A reserve that was accepted, with a due date.
    PARTIAL,
    NOT_CONFORM_MINOR,
    NOT_CONFORM_MAJOR,
    NOT_APPLICABLE,
    NOT_VERIFIED,
    EXPIRED;

    /// Whether somebody looked and it was not as it should be.
    public boolean failed() {
      return this == NOT_CONFORM_MINOR || this == NOT_CONFORM_MAJOR;
    }
  }

  /// Whether it is conform and still counts on that day.
  public boolean holds(LocalDate day) {
    return word == Word.CONFORM
        && decidedOn != null
        && !decidedOn.isAfter(day)
        && (validUntil == null || !validUntil.isBefore(day));
  }
}
