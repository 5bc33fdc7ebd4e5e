package org.trousse.record.pressure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reading at or above 180 or 110, and whether a second one confirms it: the first reading taken
/// at least 5 minutes later and within the hour, if that is as high. A reason for a message, never
/// a diagnosis. Readings too high to be plausible take part: seen twice, they are to be looked at.
///
/// @param again when it was seen again; null while it was not, and one should rest and measure
public record RedFlag(Instant at, Pair value, @Nullable Instant again) {
  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofHours(1);

  /// In order of time; a reading that confirms one flag does not raise its own.
  ///
  /// @param readings in order of time
  static List<RedFlag> of(List<Placed> readings) {
    List<RedFlag> flags = new ArrayList<>();
    int place = 0;
    while (place < readings.size()) {
      PressureReading reading = readings.get(place).reading();
      if (!reading.isSerious()) {
        place++;
        continue;
      }
      int next = afterRest(readings, place);
      PressureReading second = next < readings.size() ? readings.get(next).reading() : null;
      boolean again = second != null && second.isSerious() && isSoon(reading, second);
      Pair value = new Pair(reading.systolic(), reading.diastolic());
      flags.add(new RedFlag(reading.at(), value, again ? readings.get(next).reading().at() : null));
      place = again ? next + 1 : next;
    }
    return List.copyOf(flags);
  }

  private static int afterRest(List<Placed> readings, int place) {
    Instant rested = readings.get(place).reading().at().plus(REST);
    int next = place + 1;
    while (next < readings.size() && readings.get(next).reading().at().isBefore(rested)) {
      next++;
    }
    return next;
  }

  private static boolean isSoon(PressureReading one, PressureReading other) {
    return Duration.between(one.at(), other.at()).compareTo(SOON) <= 0;
  }
}
