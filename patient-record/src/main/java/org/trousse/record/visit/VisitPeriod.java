package org.trousse.record.visit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a visit looks at: since the professional's last visit, or the last 14 days; and the 14 days
/// before, which it is compared with.
///
/// @param from the first instant
/// @param to now
/// @param lastVisit null: there was none, or it is too long ago
public record VisitPeriod(Instant from, Instant to, @Nullable Instant lastVisit) {
  /// Without a visit before, and to compare with.
  public static final Duration USUAL = Duration.ofDays(14);

  /// Further back nobody compares.
  private static final Duration LONGEST = Duration.ofDays(90);

  /// What a visit now looks at.
  ///
  /// @param lastVisit null: there was none
  public static VisitPeriod of(@Nullable Instant lastVisit, Instant now) {
    if (lastVisit == null
        || !lastVisit.isBefore(now)
        || Duration.between(lastVisit, now).compareTo(LONGEST) > 0) {
      return new VisitPeriod(now.minus(USUAL), now, null);
    }
    return new VisitPeriod(lastVisit, now, lastVisit);
  }

  /// Where what it is compared with begins.
  public Instant before() {
    return from.minus(USUAL);
  }

  public boolean holds(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /// Whether something belongs to what it is compared with.
  public boolean isBefore(Instant at) {
    return at.isBefore(from) && !at.isBefore(before());
  }
}
