package org.trousse.referencing.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.text.Text;

/// What was decided about one criterion, and why.
///
/// @param due until when the vendor must mend it; never null with [VerdictWord#PARTIAL]
/// @param machine whether an automatic check decided
/// @param by the officer, or [Actor#PLATFORM]
/// @param validUntil the last day on which it stands; null: until something changes
/// @param version grows each time that the criterion is judged again, from 1
public record Verdict(
    String criterion,
    VerdictWord word,
    Text reason,
    @Nullable LocalDate due,
    boolean machine,
    UUID by,
    Instant at,
    @Nullable LocalDate validUntil,
    int version) {
  public Verdict {
    if (word == VerdictWord.PARTIAL && due == null) {
      throw new IllegalArgumentException("a reserve without a due date: " + criterion);
    }
  }

  /// Whether it says that nothing is missing.
  public boolean settled() {
    return switch (word) {
      case CONFORM, PARTIAL, NOT_CONFORM_MINOR, NOT_APPLICABLE -> true;
      case NOT_CONFORM_MAJOR, NOT_VERIFIED, EXPIRED -> false;
    };
  }

  public boolean overdue(LocalDate today) {
    return due != null && today.isAfter(due);
  }

  public boolean outlived(LocalDate today) {
    return validUntil != null && today.isAfter(validUntil);
  }
}
