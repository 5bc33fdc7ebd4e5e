package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.Sample;
import org.trousse.record.watch.Finding.Group;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// What there is to say of one patient at one moment.
///
/// @param findings the most urgent first; none: on target
/// @param readings how many since yesterday began
/// @param quiet how many of those no finding is about
/// @param newest the newest reading; null: there is none
/// @param trend one value for each of the last 14 days of what the first finding is about
public record Situation(
    Instant at,
    List<Finding> findings,
    int readings,
    int quiet,
    @Nullable Instant newest,
    Trend trend) {
  /// What is over for longer is history, as long as nobody asks for it.
  static final Duration RECENT = Duration.ofDays(3);

  /// Of many, the most urgent.
  static final int FINDINGS_MAX = 12;

  private static final Duration PREVIEW = Duration.ofDays(30);

  /// What is known of a patient.
  ///
  /// @param samples in any order, those in error among them
  /// @param rhythms hours from one reading to the next, as somebody said; 0: none is expected
  /// @param newest the newest reading of each measure, however old
  /// @param confirmed readings that somebody looked at and found right
  public record Known(
      List<Sample> samples,
      Map<Measure, Integer> rhythms,
      Map<Measure, Instant> newest,
      Set<Confirmed> confirmed,
      Instant now,
      ZoneId zone) {
    /// As far back as the rules look.
    public static final Duration SPAN = Duration.ofDays(31);

    public Known {
      samples = List.copyOf(samples);
      rhythms = Map.copyOf(rhythms);
      newest = Map.copyOf(newest);
      confirmed = Set.copyOf(confirmed);
    }
  }

  /// A reading that a person confirmed.
  public record Confirmed(Measure measure, Instant at) {}

  /// Values of days, the last one today's.
  ///
  /// @param subject null: there is nothing to draw
  /// @param unit of its values
  /// @param days null for a day without a value
  public record Trend(@Nullable Subject subject, @Nullable Unit unit, List<@Nullable Double> days) {
    static final int DAYS = 14;
    public static final Trend NONE = new Trend(null, null, List.of());
  }

  public Situation {
    findings = List.copyOf(findings);
  }

  /// Of these readings, by these thresholds.
  ///
  /// @param own that somebody set for the patient; the usual ones are added
  /// @param before what was found the last time
  public static Situation of(Known known, List<Threshold> own, List<Finding> before) {
    Observed seen = new Observed(known);
    Doubtful doubtful = Doubtful.of(seen);
    List<Finding> found = new ArrayList<>();
    for (Threshold threshold : Profile.inForce(own, known.now())) {
      Crossings.of(threshold, seen).stream()
          .filter(one -> isRecent(one, known))
          .forEach(found::add);
    }
    Changes.of(seen).stream().filter(one -> isRecent(one, known)).forEach(found::add);
    found.addAll(Silence.of(seen));
    found.addAll(doubtful.findings());
    List<Finding> findings =
        withoutRepeats(found).stream()
            .sorted(Finding.BY_URGENCY)
            .limit(FINDINGS_MAX)
            .map(one -> known(one, before))
            .toList();
    List<Sample> fresh = fresh(known);
    long quiet =
        fresh.stream().filter(sample -> isQuiet(sample, findings, doubtful.readings())).count();
    return new Situation(
        known.now(),
        findings,
        fresh.size(),
        (int) quiet,
        known.newest().values().stream().max(Instant::compareTo).orElse(null),
        trend(findings, seen));
  }

  /// How many situations a threshold would have raised over the last 30 days.
  public static int wouldHaveRaised(Threshold threshold, Known known) {
    Instant from = known.now().minus(PREVIEW);
    return (int)
        Crossings.of(threshold, new Observed(known)).stream()
            .filter(one -> !one.to().isBefore(from))
            .count();
  }

  private static boolean isRecent(Finding finding, Known known) {
    return !finding.to().isBefore(known.now().minus(RECENT));
  }

  /// Of two findings on the same number and side of which one contains the other, the more urgent
  /// says it all; the weight rule says what a threshold of weight would say again.
  private static List<Finding> withoutRepeats(List<Finding> found) {
    return found.stream()
        .filter(one -> found.stream().noneMatch(other -> repeats(one, other)))
        .toList();
  }

  private static boolean repeats(Finding one, Finding other) {
    boolean same =
        one.subject() == other.subject()
            && one.measure() == other.measure()
            && side(one) != 0
            && side(one) == side(other);
    boolean overlap = !one.from().isAfter(other.to()) && !other.from().isAfter(one.to());
    boolean said =
        one.why() == Finding.Why.RED_RISE
            && other.measure() == Measure.BODY_WEIGHT
            && other.why() != Finding.Why.RED_RISE;
    return same
        && overlap
        && (one.group().compareTo(other.group()) > 0 || (said && one.group() == other.group()));
  }

  private static int side(Finding finding) {
    return switch (finding.why()) {
      case RED_BELOW, RED_BELOW_OF_LAST, RED_VALUE_LOW, RED_FALL -> -1;
      case WARN_BELOW, WARN_BELOW_OF_LAST, WARN_VALUE_LOW, WARN_FALL -> -1;
      case RED_ABOVE, RED_ABOVE_OF_LAST, RED_VALUE_HIGH, RED_RISE -> 1;
      case WARN_ABOVE, WARN_ABOVE_OF_LAST, WARN_VALUE_HIGH, WARN_RISE -> 1;
      case WEIGHT_THREE_DAYS, WEIGHT_INTERVAL, WEIGHT_REFERENCE, WEIGHT_SMALL_GAIN -> 1;
      case MEASURE_AGAIN, RANGE_DROP, PRESSURE_CROSSED -> 0;
      case SILENT, NEVER, IMPLAUSIBLE, CONFLICT, HOUSEHOLD, MANUAL -> 0;
    };
  }

  private static Finding known(Finding finding, List<Finding> before) {
    return before.stream()
        .filter(finding::continues)
        .map(Finding::firstSeen)
        .min(Instant::compareTo)
        .map(finding::firstSeen)
        .orElse(finding);
  }

  private static List<Sample> fresh(Known known) {
    Instant from =
        known
            .now()
            .atZone(known.zone())
            .toLocalDate()
            .minusDays(1)
            .atStartOfDay(known.zone())
            .toInstant();
    return known.samples().stream()
        .filter(sample -> !sample.inError() && !sample.at().isBefore(from))
        .toList();
  }

  private static boolean isQuiet(Sample sample, List<Finding> findings, Set<Confirmed> doubtful) {
    return !doubtful.contains(new Confirmed(sample.measure(), sample.at()))
        && findings.stream()
            .filter(one -> one.group() == Group.A || one.group() == Group.B)
            .noneMatch(one ->
                one.measure() == sample.measure()
                    && !sample.at().isBefore(one.from())
                    && !sample.at().isAfter(one.to()));
  }

  /// Of what the first finding is about; of what was measured last when there is none.
  private static Trend trend(List<Finding> findings, Observed seen) {
    Subject subject =
        findings.stream()
            .map(Finding::subject)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> latest(seen));
    if (subject == null) {
      return Trend.NONE;
    }
    SortedMap<LocalDate, Double> days = seen.days(subject);
    LocalDate today = seen.now().atZone(seen.zone()).toLocalDate();
    List<@Nullable Double> values = new ArrayList<>();
    for (int back = Trend.DAYS - 1; back >= 0; back--) {
      values.add(days.get(today.minusDays(back)));
    }
    boolean nothing = Stream.of(values.toArray()).allMatch(Objects::isNull);
    return nothing ? Trend.NONE : new Trend(subject, seen.dayUnit(subject), values);
  }

  private static @Nullable Subject latest(Observed seen) {
    return seen.samples().stream()
        .max((one, other) -> one.at().compareTo(other.at()))
        .map(sample -> Subject.of(sample.measure()))
        .orElse(null);
  }
}
