package org.trousse.record.glucose;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Summary;

/// One day of the local calendar, from its first to its last reading of the series.
///
/// @param hours how long the day is: 23 or 25 where the clock changes
/// @param expected how many readings a whole such day holds; null when the interval is unknown
/// @param coverage 100 · n / expected
/// @param summary in the series' unit
public record GlucoseDay(
    LocalDate date,
    double hours,
    @Nullable Double expected,
    @Nullable Double coverage,
    Summary summary,
    Bands bands) {
  private static final double NANOS_AN_HOUR = 3_600e9;

  /// The days that have readings, in order.
  static List<GlucoseDay> of(GlucoseSeries series, @Nullable Integer interval) {
    List<GlucoseDay> days = new ArrayList<>();
    ZoneId zone = series.zone();
    int from = 0;
    while (from < series.size()) {
      LocalDate date = series.at(from).atZone(zone).toLocalDate();
      Instant start = date.atStartOfDay(zone).toInstant();
      Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
      int to = from + 1;
      while (to < series.size() && series.at(to).isBefore(end)) {
        to++;
      }
      double hours = Duration.between(start, end).toNanos() / NANOS_AN_HOUR;
      days.add(day(series, from, to, date, hours, interval));
      from = to;
    }
    return List.copyOf(days);
  }

  private static GlucoseDay day(
      GlucoseSeries series,
      int from,
      int to,
      LocalDate date,
      double hours,
      @Nullable Integer interval) {
    Double expected = interval == null ? null : hours * 60 / interval;
    return new GlucoseDay(
        date,
        hours,
        expected,
        expected == null ? null : 100 * (to - from) / expected,
        Summary.of(Arrays.copyOfRange(series.values(), from, to)).orElseThrow(),
        Bands.of(series, from, to));
  }
}
