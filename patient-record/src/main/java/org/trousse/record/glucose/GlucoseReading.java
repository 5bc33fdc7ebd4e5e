package org.trousse.record.glucose;

import java.time.Instant;

/// One value, in the unit of its series. An offset that came with the time has done its work: hours
/// and days are those of the series' zone.
public record GlucoseReading(Instant at, double value) {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  public GlucoseReading {
    if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      throw new IllegalArgumentException("no time of a reading: " + at);
    }
  }

  /// Nanoseconds since 1970.
  long nanos() {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
