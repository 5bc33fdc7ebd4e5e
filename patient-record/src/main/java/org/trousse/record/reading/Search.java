package org.trousse.record.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A question for one patient's readings.
///
/// @param bloodKinds of the blood glucoses only those with these specimens
///   ([org.trousse.sdk.measure.Specimen#code], 0: not said); null: all
/// @param from the first effective time
/// @param to the first effective time that is too late
/// @param after the last position of the page before; null for the first page
public record Search(
    PatientId patient,
    Set<Measure> measures,
    @Nullable Set<Integer> bloodKinds,
    Instant from,
    Instant to,
    boolean newestFirst,
    int limit,
    @Nullable Position after) {
  /// More than this is too much work for one answer.
  public static final int LIMIT_MAX = 5_001;

  /// A longer range is looked into from its end, see [ReadingSql].
  private static final Duration LONG = Duration.ofDays(31);

  public Search {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " readings");
    }
    measures = Set.copyOf(measures);
    bloodKinds = bloodKinds == null ? null : Set.copyOf(bloodKinds);
    if (after != null && newestFirst) {
      Instant last = after.effectiveAt().plusNanos(1_000);
      to = last.isBefore(to) ? last : to;
    } else if (after != null) {
      from = after.effectiveAt().isAfter(from) ? after.effectiveAt() : from;
    }
  }

  /// The same question, no further than this.
  ///
  /// @param earliest readings measured before are left out; null: none
  public Search within(Set<Measure> only, @Nullable Instant earliest) {
    Set<Measure> both = new HashSet<>(measures);
    both.retainAll(only);
    Instant start = earliest == null || earliest.isBefore(from) ? from : earliest;
    return new Search(patient, both, bloodKinds, start, to, newestFirst, limit, after);
  }

  boolean isEmpty() {
    return measures.isEmpty() || !from.isBefore(to);
  }

  boolean isLong() {
    return Duration.between(from, to).compareTo(LONG) > 0;
  }
}
