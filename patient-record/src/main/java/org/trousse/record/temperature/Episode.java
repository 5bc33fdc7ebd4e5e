package org.trousse.record.temperature;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fever: from the first reading of 38.0 or more until 24 hours have passed without any.
///
/// @param from first reading of 38.0 or more
/// @param to last one
/// @param over when the 24 hours had passed; null while the series does not reach that far
/// @param peak the highest, °C
/// @param febrile readings of 38.0 or more
/// @param belowAfter readings under 38.0 in the 24 hours after the last: with none, the end is
///   silence rather than good news
public record Episode(
    Instant from, Instant to, @Nullable Instant over, double peak, int febrile, int belowAfter) {
  private static final Duration WITHOUT = Duration.ofHours(24);

  /// @param readings plausible, in order of time
  /// @param until how far the series reaches: its last reading, or now
  static List<Episode> of(List<TemperatureReading> readings, Instant until) {
    List<Episode> episodes = new ArrayList<>();
    Episode open = null;
    for (TemperatureReading reading : readings) {
      boolean within = open != null && reading.at().isBefore(open.to.plus(WITHOUT));
      if (reading.isFever()) {
        if (open != null && !within) {
          episodes.add(open.closed(until));
        }
        open = open != null && within ? open.with(reading) : first(reading);
      } else if (open != null && within) {
        open = open.seenBelow();
      }
    }
    if (open != null) {
      episodes.add(open.closed(until));
    }
    return List.copyOf(episodes);
  }

  private static Episode first(TemperatureReading reading) {
    return new Episode(reading.at(), reading.at(), null, reading.celsius(), 1, 0);
  }

  private Episode with(TemperatureReading reading) {
    double higher = Math.max(peak, reading.celsius());
    return new Episode(from, reading.at(), null, higher, febrile + 1, 0);
  }

  private Episode seenBelow() {
    return new Episode(from, to, over, peak, febrile, belowAfter + 1);
  }

  private Episode closed(Instant until) {
    Instant end = to.plus(WITHOUT);
    return new Episode(from, to, end.isAfter(until) ? null : end, peak, febrile, belowAfter);
  }
}
