package org.trousse.record.pressure;

import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What was asked of a patient: a protocol, and the local days it runs. Without days, all readings
/// belong to it.
///
/// @param first first day, included
/// @param last last day, included
public record Series(
    Protocol protocol, ZoneId zone, @Nullable LocalDate first, @Nullable LocalDate last) {
  public Series {
    if (first != null && last != null && last.isBefore(first)) {
      throw new IllegalArgumentException("a series ends before it starts");
    }
  }

  public static Series of(Protocol protocol, ZoneId zone) {
    return new Series(protocol, zone, null, null);
  }

  /// As long as the protocol asks.
  public static Series from(LocalDate first, Protocol protocol, ZoneId zone) {
    return new Series(protocol, zone, first, first.plusDays(protocol.days() - 1L));
  }

  boolean covers(LocalDate day) {
    return (first == null || !day.isBefore(first)) && (last == null || !day.isAfter(last));
  }
}
