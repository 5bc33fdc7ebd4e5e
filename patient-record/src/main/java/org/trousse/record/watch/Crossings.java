package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.watch.Bounds.Level;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Observed.Point;
import org.trousse.record.watch.Threshold.Change;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.OfLast;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.record.watch.Threshold.Value;
import org.trousse.record.weight.Day;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// Episodes beyond a threshold, all that the readings of 31 days show. What one threshold raises
/// now and what it would have raised are the same question.
final class Crossings {
  /// A pressure beyond a critical bound is seen again after a rest before it counts.
  private static final Duration REST = Duration.ofMinutes(5);

  /// A fever is over after a day without one.
  private static final Duration WITHOUT_FEVER = Duration.ofHours(24);

  private final Threshold threshold;
  private final Observed seen;

  private Crossings(Threshold threshold, Observed seen) {
    this.threshold = threshold;
    this.seen = seen;
  }

  static List<Finding> of(Threshold threshold, Observed seen) {
    Crossings crossings = new Crossings(threshold, seen);
    return switch (threshold.rule()) {
      case Value value -> crossings.values(value.bounds());
      case Sustained sustained -> crossings.sustained(sustained);
      case Change change -> crossings.changes(change);
    };
  }

  private List<Finding> values(Bounds bounds) {
    Bounds molar = threshold.subject() == Subject.GLUCOSE ? bounds.in(this::inMolar) : bounds;
    Bounds own = threshold.subject() == Subject.GLUCOSE ? bounds.in(this::inMilligrams) : bounds;
    List<Finding> found = new ArrayList<>();
    for (boolean low : new boolean[] {true, false}) {
      Level critical = low ? Level.CRITICALLY_LOW : Level.CRITICALLY_HIGH;
      Level beyond = low ? Level.LOW : Level.HIGH;
      Predicate<Point> isCritical = point -> level(point, own, molar) == critical;
      Predicate<Point> isBeyond =
          point -> level(point, own, molar) == beyond || isCritical.test(point);
      List<Episode> red = new ArrayList<>();
      for (Episode episode : episodes(isCritical, low)) {
        boolean counts = !isPressure() || rested(episode);
        Double bound = low ? bounds.lowCritical() : bounds.highCritical();
        if (counts) {
          red.add(episode);
          found.add(finding(low ? Why.RED_VALUE_LOW : Why.RED_VALUE_HIGH, episode, bound, 0));
        } else if (episode.open()) {
          red.add(episode);
          found.add(finding(Why.MEASURE_AGAIN, episode, bound, 0));
        }
      }
      Double bound = low ? bounds.low() : bounds.high();
      episodes(isBeyond, low).stream()
          .filter(episode -> bound != null && red.stream().noneMatch(episode::overlaps))
          .map(one -> finding(low ? Why.WARN_VALUE_LOW : Why.WARN_VALUE_HIGH, one, bound, 0))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean rested(Episode episode) {
    return Duration.between(episode.from(), episode.to()).compareTo(REST) >= 0;
  }

  private boolean isPressure() {
    return threshold.subject() == Subject.SYSTOLIC || threshold.subject() == Subject.DIASTOLIC;
  }

  private static Level level(Point point, Bounds own, Bounds molar) {
    return (point.unit() == Unit.MMOL_PER_L ? molar : own).of(point.value());
  }

  private List<Episode> episodes(Predicate<Point> beyond, boolean low) {
    List<Point> points = seen.points(threshold.subject());
    return Episode.of(points, beyond, low, over(), seen.now());
  }

  private Duration over() {
    return threshold.subject() == Subject.TEMPERATURE ? WITHOUT_FEVER : Duration.ZERO;
  }

  private List<Finding> sustained(Sustained rule) {
    boolean low = rule.side() == Side.BELOW;
    boolean red = rule.severity() == Severity.RED;
    return switch (rule.lasting()) {
      case Minutes minutes -> {
        Why why = red ? low ? Why.RED_BELOW : Why.RED_ABOVE : low ? Why.WARN_BELOW : Why.WARN_ABOVE;
        yield lasting(rule.bound(), low, minutes.minutes()).stream()
            .map(episode -> finding(why, episode, rule.bound(), 0))
            .toList();
      }
      case OfLast(int k, int n) -> {
        Why why =
            red
                ? low ? Why.RED_BELOW_OF_LAST : Why.RED_ABOVE_OF_LAST
                : low ? Why.WARN_BELOW_OF_LAST : Why.WARN_ABOVE_OF_LAST;
        yield Episode.ofLast(ofLastPoints(), strictly(rule.bound(), low), low, k, n).stream()
            .map(episode -> finding(why, episode, rule.bound(), n))
            .toList();
      }
    };
  }

  /// A sensor's minutes are those of its grid; those of single readings lie between them.
  private List<Episode> lasting(double bound, boolean low, int minutes) {
    if (threshold.subject() == Subject.GLUCOSE) {
      GlucoseUnit unit = seen.sensor().unit();
      boolean molar = unit == GlucoseUnit.MMOL_PER_L;
      return Episode.ofSensor(
          seen.sensor(),
          seen.interval(),
          molar ? inMolar(bound) : inMilligrams(bound),
          low,
          minutes,
          molar ? Unit.MMOL_PER_L : Unit.MG_PER_DL);
    }
    return episodes(strictly(bound, low), low).stream()
        .filter(episode -> episode.minutes() >= minutes)
        .toList();
  }

  private List<Point> ofLastPoints() {
    boolean worn = threshold.subject() == Subject.GLUCOSE && !seen.sensor().isEmpty();
    return worn ? seen.sensorPoints() : seen.points(threshold.subject());
  }

  private Predicate<Point> strictly(double bound, boolean low) {
    boolean glucose = threshold.subject() == Subject.GLUCOSE;
    long molar = Exact.of(glucose ? inMolar(bound) : bound);
    long own = Exact.of(glucose ? inMilligrams(bound) : bound);
    return point -> {
      long with = point.unit() == Unit.MMOL_PER_L ? molar : own;
      long value = Exact.of(point.value());
      return low ? value < with : value > with;
    };
  }

  private double inMolar(double bound) {
    return Bounds.glucose(bound, given(), GlucoseUnit.MMOL_PER_L);
  }

  private double inMilligrams(double bound) {
    return Bounds.glucose(bound, given(), GlucoseUnit.MG_PER_DL);
  }

  private GlucoseUnit given() {
    return threshold.unit() == Unit.MMOL_PER_L ? GlucoseUnit.MMOL_PER_L : GlucoseUnit.MG_PER_DL;
  }

  /// Days in a row that changed are one episode.
  private List<Finding> changes(Change rule) {
    boolean rise = rule.delta() > 0;
    Unit unit = seen.dayUnit(threshold.subject());
    double asked =
        unit == threshold.unit()
            ? rule.delta()
            : unit == Unit.MMOL_PER_L
                ? GlucoseUnit.MG_PER_DL.toMmolPerL(rule.delta())
                : GlucoseUnit.MMOL_PER_L.toMgPerDl(rule.delta());
    SortedMap<LocalDate, Double> days = seen.days(threshold.subject());
    List<Point> points = new ArrayList<>();
    days.forEach((day, value) -> {
      Double change = change(days, day, value, rule);
      if (change != null) {
        points.add(new Point(on(day), change, unit));
      }
    });
    long from = Exact.toHundredths(Exact.of(asked));
    Predicate<Point> beyond =
        point -> {
          long change = Exact.toHundredths(Exact.of(point.value()));
          return rise ? change >= from : change <= from;
        };
    boolean red = rule.severity() == Severity.RED;
    Why why = red ? rise ? Why.RED_RISE : Why.RED_FALL : rise ? Why.WARN_RISE : Why.WARN_FALL;
    return Episode.of(points, beyond, !rise, Duration.ZERO, seen.now()).stream()
        .map(episode -> finding(why, episode, rule.delta(), rule.days()))
        .toList();
  }

  /// Against the lowest of the days before for a rise, the highest for a fall; null without one.
  private static @Nullable Double change(
      SortedMap<LocalDate, Double> days, LocalDate day, double value, Change rule) {
    var before = days.subMap(day.minusDays(rule.days()), day).values().stream();
    var numbers = before.mapToDouble(Double::doubleValue);
    var against = rule.delta() > 0 ? numbers.min() : numbers.max();
    return against.isEmpty() ? null : (Double) (value - against.getAsDouble());
  }

  /// When the day's value was measured, or its noon.
  private Instant on(LocalDate day) {
    if (threshold.subject() == Subject.WEIGHT) {
      return seen.weight().days().stream()
          .filter(one -> one.date().equals(day))
          .map(Day::at)
          .findFirst()
          .orElseThrow();
    }
    Instant noon = day.atTime(12, 0).atZone(seen.zone()).toInstant();
    return noon.isAfter(seen.now()) ? seen.now() : noon;
  }

  private Finding finding(Why why, Episode episode, @Nullable Double bound, int of) {
    double inItsUnit = bound == null ? Double.NaN : shown(bound, episode.unit());
    return new Finding(
        why,
        measure(why),
        threshold.subject(),
        episode.from(),
        episode.to(),
        episode.open(),
        episode.worst(),
        bound == null ? null : (Double) inItsUnit,
        episode.minutes(),
        episode.count(),
        of,
        episode.unit(),
        seen.now());
  }

  private double shown(double bound, Unit unit) {
    if (threshold.subject() != Subject.GLUCOSE) {
      return bound;
    }
    return unit == Unit.MMOL_PER_L ? inMolar(bound) : inMilligrams(bound);
  }

  private Measure measure(Why why) {
    boolean single =
        Stream.of(Why.RED_VALUE_LOW, Why.RED_VALUE_HIGH, Why.WARN_VALUE_LOW, Why.WARN_VALUE_HIGH)
            .anyMatch(one -> one == why);
    List<Measure> measures = threshold.subject().measures();
    return single || seen.sensor().isEmpty() ? measures.getLast() : measures.getFirst();
  }
}
