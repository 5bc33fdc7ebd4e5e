package org.trousse.catalogue.claim;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What stands behind a claim.
///
/// @param criteria ids of those that were found conform
/// @param on the day of the newest of these decisions; null when there is none
public record Backing(Word word, List<String> criteria, @Nullable LocalDate on) {
  public static final Backing DECLARED = new Backing(Word.DECLARED, List.of(), null);

  public Backing {
    criteria = List.copyOf(criteria);
  }

  /// From the weakest to the strongest.
  public enum Word {
    /// The editor says so; nobody looked.
    DECLARED,
    /// A machine's check passed.
    TESTED,
    /// A person decided.
    VERIFIED,
    /// The app really did it in the last 30 days.
    OBSERVED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
