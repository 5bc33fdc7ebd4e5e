package org.trousse.record.temperature;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.LocalDays;
import org.trousse.sdk.measure.BodySite;

/// A local day with a plausible reading.
///
/// @param max the day's highest, °C
/// @param site where the highest was measured; of equal ones the earliest
/// @param n plausible readings
/// @param febrile of those, 38.0 or more
public record Day(LocalDate date, double max, @Nullable BodySite site, int n, int febrile) {

  /// @param readings plausible, in order of time
  static List<Day> of(List<TemperatureReading> readings, LocalDays local) {
    List<Day> days = new ArrayList<>();
    for (TemperatureReading reading : readings) {
      LocalDate date = local.day(reading.at());
      if (!days.isEmpty() && days.getLast().date.equals(date)) {
        days.set(days.size() - 1, days.getLast().with(reading));
      } else {
        int febrile = reading.isFever() ? 1 : 0;
        days.add(new Day(date, reading.celsius(), reading.site(), 1, febrile));
      }
    }
    return List.copyOf(days);
  }

  private Day with(TemperatureReading reading) {
    boolean higher = reading.celsius() > max;
    return new Day(
        date,
        higher ? reading.celsius() : max,
        higher ? reading.site() : site,
        n + 1,
        febrile + (reading.isFever() ? 1 : 0));
  }
}
