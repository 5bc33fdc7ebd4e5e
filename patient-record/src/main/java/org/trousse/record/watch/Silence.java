package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Summary;
import org.trousse.record.reading.Sample;
import org.trousse.record.watch.Finding.Why;
import org.trousse.sdk.measure.Measure;

/// Measures that did not come when they usually do. The rhythm is what somebody said, or what is
/// usual: the median time between occasions over the 14 days before the last reading. Readings of
/// one hour are one occasion, so that a pressure taken twice and a sensor do not seem hurried.
/// Nothing is silent before twice its rhythm, nothing that was learned before twelve hours. A
/// measure that nobody expects and that did not come for 14 days has ended, unless all have.
final class Silence {
  static final int MISSED = 2;
  private static final Duration OCCASION = Duration.ofHours(1);
  private static final Duration USUAL_LEAST = Duration.ofHours(6);
  private static final Duration LEARNED = Duration.ofDays(14);
  private static final int GAPS_MIN = 2;

  private Silence() {}

  static List<Finding> of(Observed seen) {
    List<Finding> found = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      silent(measure, seen).ifPresent(found::add);
    }
    return found.isEmpty() && seen.known().newest().isEmpty()
        ? List.of(finding(Why.NEVER, null, Instant.EPOCH, 0, seen))
        : found;
  }

  private static Optional<Finding> silent(Measure measure, Observed seen) {
    Integer said = seen.known().rhythms().get(measure);
    if (said != null && said == 0) {
      return Optional.empty();
    }
    List<Instant> times =
        seen.samples().stream()
            .filter(sample -> sample.measure() == measure)
            .map(Sample::at)
            .sorted()
            .toList();
    Instant known = seen.known().newest().get(measure);
    Instant last = times.isEmpty() ? known : times.getLast();
    if (last == null) {
      return said == null
          ? Optional.empty()
          : Optional.of(finding(Why.NEVER, measure, Instant.EPOCH, said, seen));
    }
    if (said == null && last.isBefore(seen.now().minus(LEARNED))) {
      boolean nothingSince = seen.known().newest().values().stream().noneMatch(last::isBefore);
      return nothingSince
          ? Optional.of(finding(Why.SILENT, measure, last, 0, seen))
          : Optional.empty();
    }
    Optional<Duration> rhythm =
        said == null ? usual(measure, times) : Optional.of(Duration.ofHours(said));
    return rhythm
        .filter(one -> seen.now().isAfter(last.plus(one.multipliedBy(MISSED))))
        .map(one -> finding(Why.SILENT, measure, last, (int) one.toHours(), seen));
  }

  /// Temperatures are taken when somebody is ill: nobody expects the next one.
  private static Optional<Duration> usual(Measure measure, List<Instant> times) {
    return measure == Measure.BODY_TEMPERATURE ? Optional.empty() : learned(times);
  }

  /// Empty of fewer than three occasions.
  static Optional<Duration> learned(List<Instant> times) {
    if (times.isEmpty()) {
      return Optional.empty();
    }
    Instant from = times.getLast().minus(LEARNED);
    List<Instant> occasions = new ArrayList<>();
    for (Instant at : times) {
      if (!at.isBefore(from)
          && (occasions.isEmpty() || !at.isBefore(occasions.getLast().plus(OCCASION)))) {
        occasions.add(at);
      }
    }
    if (occasions.size() <= GAPS_MIN) {
      return Optional.empty();
    }
    double[] gaps = new double[occasions.size() - 1];
    for (int place = 0; place < gaps.length; place++) {
      gaps[place] = Duration.between(occasions.get(place), occasions.get(place + 1)).toSeconds();
    }
    Duration usual = Duration.ofSeconds((long) Summary.median(gaps));
    return Optional.of(usual.compareTo(USUAL_LEAST) < 0 ? USUAL_LEAST : usual);
  }

  private static Finding finding(
      Why why, @Nullable Measure measure, Instant last, int hours, Observed seen) {
    long minutes = Math.max(0, Duration.between(last, seen.now()).toMinutes());
    return new Finding(
        why,
        measure,
        measure == null ? null : Subject.of(measure),
        last,
        last,
        true,
        null,
        null,
        minutes,
        hours,
        0,
        null,
        seen.now());
  }
}
