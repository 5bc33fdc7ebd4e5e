package org.trousse.record.aggregate;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.trousse.record.aggregate.KnownSeries.Known;
import org.trousse.record.reading.Sample;
import org.trousse.record.series.SensorSeries;

/// Counts windows of one series.
final class Counting {
  /// A window's numbers before they are issued.
  record Counted(Window window, Instant readAt, Instant newest, Numbers numbers) {}

  private Counting() {}

  /// Those windows in which there is anything.
  static List<Counted> of(KnownSeries series, List<Window> windows, ZoneId zone) {
    List<Counted> all = new ArrayList<>();
    windows.forEach(window -> of(series, window, zone).ifPresent(all::add));
    return all;
  }

  private static Optional<Counted> of(KnownSeries series, Window window, ZoneId zone) {
    Instant from = window.from(zone);
    Instant to = window.to(zone);
    Instant newest = Instant.MIN;
    Set<Long> devices = new TreeSet<>();
    List<Sample> samples = new ArrayList<>();
    for (Known known : series.samples()) {
      Instant at = known.sample().at();
      if (!at.isBefore(from) && at.isBefore(to)) {
        samples.add(known.sample());
        devices.add(known.device());
        newest = known.receivedAt().isAfter(newest) ? known.receivedAt() : newest;
      }
    }
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    SensorSeries sensor = SensorSeries.of(samples, zone);
    Numbers numbers = Numbers.of(sensor.series(), window, zone, devices);
    return Optional.of(new Counted(window, series.readAt(), newest, numbers));
  }
}
