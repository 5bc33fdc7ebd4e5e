package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.record.pressure.Placed;
import org.trousse.record.reading.Sample;
import org.trousse.record.temperature.TemperatureReading;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Situation.Confirmed;
import org.trousse.record.weight.Rejected;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

/// Readings of the last 7 days that somebody should look at before they are believed, as long as
/// nobody did: implausible ones, those that a device said twice and differently, weights of perhaps
/// another person, those that were typed.
final class Doubtful {
  private static final Duration RECENT = Duration.ofDays(7);

  private static final Set<Flag> IMPLAUSIBLE =
      Set.copyOf(
          Arrays.stream(Flag.values())
              .filter(flag ->
                  flag.name().startsWith("IMPLAUSIBLE")
                      || flag == Flag.MAP_IMPLAUSIBLE
                      || flag == Flag.UNIT_SUSPECT)
              .toList());

  private final Observed seen;
  private final Map<Measure, Map<Why, Set<Instant>>> doubts = new EnumMap<>(Measure.class);

  private Doubtful(Observed seen) {
    this.seen = seen;
    byRooms();
    seen.samples().forEach(this::byFlags);
  }

  static Doubtful of(Observed seen) {
    return new Doubtful(seen);
  }

  private void byRooms() {
    for (Rejected rejected : seen.weight().rejected()) {
      boolean far = rejected.why() == Rejected.Why.FAR_FROM_MEDIAN;
      note(Measure.BODY_WEIGHT, far ? Why.HOUSEHOLD : Why.IMPLAUSIBLE, rejected.reading().at());
    }
    for (Placed placed : seen.pressure().readings()) {
      if (placed.use() == Placed.Use.EXCLUDED) {
        note(Measure.BLOOD_PRESSURE, Why.IMPLAUSIBLE, placed.reading().at());
      }
    }
    for (TemperatureReading reading : seen.temperature().toConfirm()) {
      note(Measure.BODY_TEMPERATURE, Why.IMPLAUSIBLE, reading.at());
    }
  }

  private void byFlags(Sample sample) {
    if (sample.flags() == 0) {
      return;
    }
    Set<Flag> flags = Flag.ofBits(sample.flags());
    if (flags.contains(Flag.CONFLICT)) {
      note(sample.measure(), Why.CONFLICT, sample.at());
    } else if (flags.stream().anyMatch(IMPLAUSIBLE::contains)) {
      note(sample.measure(), Why.IMPLAUSIBLE, sample.at());
    } else if (flags.contains(Flag.SELF_REPORTED)) {
      note(sample.measure(), Why.MANUAL, sample.at());
    }
  }

  private void note(Measure measure, Why why, Instant at) {
    boolean old = at.isBefore(seen.now().minus(RECENT));
    if (!old && !seen.isConfirmed(measure, at)) {
      doubts
          .computeIfAbsent(measure, one -> new HashMap<>())
          .computeIfAbsent(why, one -> new HashSet<>())
          .add(at);
    }
  }

  /// One for each measure and reason, at the time of its newest reading: the next one is news.
  List<Finding> findings() {
    return doubts.entrySet().stream()
        .flatMap(byMeasure ->
            byMeasure.getValue().entrySet().stream()
                .map(one -> finding(byMeasure.getKey(), one.getKey(), one.getValue())))
        .toList();
  }

  private Finding finding(Measure measure, Why why, Set<Instant> times) {
    Instant newest = times.stream().max(Instant::compareTo).orElseThrow();
    return new Finding(
        why,
        measure,
        Subject.of(measure),
        newest,
        newest,
        true,
        null,
        null,
        0,
        times.size(),
        0,
        null,
        seen.now());
  }

  Set<Confirmed> readings() {
    return doubts.entrySet().stream()
        .flatMap(byMeasure ->
            byMeasure.getValue().values().stream()
                .flatMap(Set::stream)
                .map(at -> new Confirmed(byMeasure.getKey(), at)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
