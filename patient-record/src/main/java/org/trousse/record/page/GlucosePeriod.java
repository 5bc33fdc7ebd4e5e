package org.trousse.record.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.trousse.record.reading.StoredReading;

/// Fourteen local days of glucose, today included, and what may be said of them.
///
/// @param sensor in order of time
/// @param finger in order of time
record GlucosePeriod(
    LocalDate firstDay,
    ZoneId zone,
    Instant now,
    List<GlucosePoint> sensor,
    List<GlucosePoint> finger) {
  static final int DAYS = 14;

  /// The least that counts may rest on: with less than a day of values, they say nothing.
  private static final Duration LEAST = Duration.ofHours(24);

  private static final int DEFAULT_STEP_MINUTES = 5;

  /// Of the sensor's values: whole percentages that add up to 100.
  ///
  /// @param coverage percent of the values that the sensor should have given until now
  record Shares(int below, int within, int above, int coverage, int stepMinutes) {}

  static Instant start(Instant now, ZoneId zone) {
    return now.atZone(zone).toLocalDate().minusDays(DAYS - 1).atStartOfDay(zone).toInstant();
  }

  /// @param readings of both kinds, in any order; those outside of the period are left out
  static GlucosePeriod of(List<StoredReading> readings, Instant now, ZoneId zone) {
    LocalDate first = now.atZone(zone).toLocalDate().minusDays(DAYS - 1);
    Instant start = start(now, zone);
    List<GlucosePoint> points =
        readings.stream()
            .flatMap(reading -> GlucosePoint.of(reading).stream())
            .filter(point -> !point.at().isBefore(start) && !point.at().isAfter(now))
            .sorted(Comparator.comparing(GlucosePoint::at))
            .toList();
    return new GlucosePeriod(
        first,
        zone,
        now,
        points.stream().filter(GlucosePoint::sensor).toList(),
        points.stream().filter(point -> !point.sensor()).toList());
  }

  boolean isEmpty() {
    return sensor.isEmpty() && finger.isEmpty();
  }

  Stream<GlucosePoint> all() {
    return Stream.concat(sensor.stream(), finger.stream());
  }

  /// Days before today without a value: of the sensor when there is one, else of the finger.
  int daysWithout() {
    LocalDate today = now.atZone(zone).toLocalDate();
    Set<LocalDate> seen = new HashSet<>();
    (sensor.isEmpty() ? finger : sensor)
        .stream().map(point -> point.at().atZone(zone).toLocalDate()).forEach(seen::add);
    seen.remove(today);
    return DAYS - 1 - seen.size();
  }

  /// Empty when the sensor gave less than a day's worth of values.
  Optional<Shares> shares() {
    int step = stepMinutes();
    if (Duration.ofMinutes((long) sensor.size() * step).compareTo(LEAST) < 0) {
      return Optional.empty();
    }
    int below = count(GlucosePoint.Range.BELOW);
    int above = count(GlucosePoint.Range.ABOVE);
    int[] percent = percentages(below, sensor.size() - below - above, above);
    double expected = (double) Duration.between(start(now, zone), now).toMinutes() / step;
    int coverage = (int) Math.min(100, Math.round(100.0 * sensor.size() / expected));
    return Optional.of(new Shares(percent[0], percent[1], percent[2], coverage, step));
  }

  int count(GlucosePoint.Range range) {
    return (int) sensor.stream().filter(point -> point.range() == range).count();
  }

  /// The sensor's rhythm: the median of the steps between its values, in whole minutes.
  private int stepMinutes() {
    long[] steps = new long[Math.max(0, sensor.size() - 1)];
    for (int place = 0; place < steps.length; place++) {
      Instant one = sensor.get(place).at();
      steps[place] = Duration.between(one, sensor.get(place + 1).at()).toSeconds();
    }
    if (steps.length == 0) {
      return DEFAULT_STEP_MINUTES;
    }
    Arrays.sort(steps);
    return (int) Math.max(1, Math.round(steps[steps.length / 2] / 60.0));
  }

  /// Rounds down, then gives what is missing to 100 to the largest remainders.
  static int[] percentages(int... counts) {
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    int[] percent = new int[counts.length];
    int missing = 100;
    for (int place = 0; place < counts.length; place++) {
      percent[place] = (int) (100L * counts[place] / sum);
      missing -= percent[place];
    }
    boolean[] given = new boolean[counts.length];
    for (; missing > 0; missing--) {
      int largest = -1;
      for (int place = 0; place < counts.length; place++) {
        boolean more = largest < 0 || 100L * counts[place] % sum > 100L * counts[largest] % sum;
        if (!given[place] && more) {
          largest = place;
        }
      }
      given[largest] = true;
      percent[largest]++;
    }
    return percent;
  }
}
