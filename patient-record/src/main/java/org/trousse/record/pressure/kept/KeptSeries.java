package org.trousse.record.pressure.kept;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.Series;

/// A series that a patient started.
///
/// @param first its first day, in the patient's zone
/// @param endedOn the day on which it was ended before its time; null: it was not
public record KeptSeries(UUID id, Protocol protocol, LocalDate first, @Nullable LocalDate endedOn) {
  /// A series may begin so many days ago: its readings are taken in.
  public static final int DAYS_BEFORE_MAX = 7;

  /// And so many days ahead.
  public static final int DAYS_AHEAD_MAX = 60;

  /// Whether a series may begin that day.
  public static boolean mayBegin(LocalDate first, LocalDate today) {
    return !first.isBefore(today.minusDays(DAYS_BEFORE_MAX))
        && !first.isAfter(today.plusDays(DAYS_AHEAD_MAX));
  }

  /// The last day that the protocol asks for.
  public static LocalDate planned(LocalDate first, Protocol protocol) {
    return first.plusDays(protocol.days() - 1L);
  }

  /// Its last day: the one on which it was ended, or the one that the protocol asks for.
  public LocalDate last() {
    LocalDate planned = planned(first, protocol);
    return endedOn == null || endedOn.isAfter(planned) ? planned : endedOn;
  }

  /// Ended before it began: there is nothing to show.
  public boolean isCancelled() {
    return endedOn != null && endedOn.isBefore(first);
  }

  /// Whether it runs, or is to begin.
  public boolean isOpen(LocalDate today) {
    return endedOn == null && !today.isAfter(last());
  }

  /// Its days, for its numbers; a cancelled one has none and throws.
  public Series days(ZoneId zone) {
    return new Series(protocol, zone, first, last());
  }
}
