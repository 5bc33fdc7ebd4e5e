package org.trousse.record.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading.Status;
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
    Narrowing narrowing,
    Order order,
    int limit,
    @Nullable Position after) {
  /// More than this is too much work for one answer.
  public static final int LIMIT_MAX = 5_001;

  /// A longer range is looked into from its end, see [ReadingSql].
  private static final Duration LONG = Duration.ofDays(31);

  /// In which order readings come; what is the same in this comes by its key.
  public enum Order {
    NEWEST_FIRST(true, false),
    OLDEST_FIRST(false, false),
    /// By when it became what it is.
    LAST_UPDATED_FIRST(true, true),
    FIRST_UPDATED_FIRST(false, true);

    private final boolean descends;
    private final boolean byUpdate;

    Order(boolean descends, boolean byUpdate) {
      this.descends = descends;
      this.byUpdate = byUpdate;
    }

    public boolean descends() {
      return descends;
    }

    public boolean isByUpdate() {
      return byUpdate;
    }
  }

  public Search {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " readings");
    }
    measures = Set.copyOf(measures);
    bloodKinds = bloodKinds == null ? null : Set.copyOf(bloodKinds);
    if (after != null && order == Order.NEWEST_FIRST) {
      Instant last = after.at().plusNanos(1_000);
      to = last.isBefore(to) ? last : to;
    } else if (after != null && order == Order.OLDEST_FIRST) {
      from = after.at().isAfter(from) ? after.at() : from;
    }
  }

  /// By effective time, of all readings in a range.
  public Search(
      PatientId patient,
      Set<Measure> measures,
      @Nullable Set<Integer> bloodKinds,
      Instant from,
      Instant to,
      boolean newestFirst,
      int limit,
      @Nullable Position after) {
    this(
        patient,
        measures,
        bloodKinds,
        from,
        to,
        Narrowing.NONE,
        newestFirst ? Order.NEWEST_FIRST : Order.OLDEST_FIRST,
        limit,
        after);
  }

  /// The same question, no further than this.
  ///
  /// @param earliest readings measured before are left out; null: none
  public Search within(Set<Measure> only, @Nullable Instant earliest) {
    Set<Measure> both = new HashSet<>(measures);
    both.retainAll(only);
    Instant start = earliest == null || earliest.isBefore(from) ? from : earliest;
    return new Search(patient, both, bloodKinds, start, to, narrowing, order, limit, after);
  }

  /// The same question, from another place on.
  public Search startingAfter(@Nullable Position place, int readings) {
    return new Search(patient, measures, bloodKinds, from, to, narrowing, order, readings, place);
  }

  /// For all pages together: the place of this one is forgotten.
  public Search whole() {
    Times measured = narrowing.measured();
    return new Search(
        patient, measures, bloodKinds, measured.from(), measured.to(), narrowing, order, 1, null);
  }

  /// The newest readings of this kind that the question asks for, those entered in error left out
  /// unless it names their status.
  public Search ofKind(Set<Measure> only, @Nullable Set<Integer> specimens, int readings) {
    Narrowing valid =
        narrowing.statuses() == null
            ? narrowing.of(EnumSet.of(Status.FINAL, Status.AMENDED))
            : narrowing;
    return new Search(
        patient, only, specimens, from, to, valid, Order.NEWEST_FIRST, readings, null);
  }

  boolean isEmpty() {
    return measures.isEmpty() || !from.isBefore(to) || narrowing.isEmpty();
  }

  boolean isLong() {
    return Duration.between(from, to).compareTo(LONG) > 0;
  }
}
