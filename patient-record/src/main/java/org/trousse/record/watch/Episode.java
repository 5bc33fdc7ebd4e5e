package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseEvents;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.watch.Observed.Point;
import org.trousse.sdk.measure.Unit;

/// Readings beyond a bound, one after the other, counted once: a second one, a late one or one sent
/// twice makes it longer and never makes it two.
///
/// @param to the last reading beyond; of a sensor, when it was back
/// @param open whether no reading says yet that it is over
/// @param worst the lowest or the highest value, in `unit`
/// @param count readings beyond; of a sensor 0, as its points are interpolated
record Episode(
    Instant from, Instant to, boolean open, double worst, Unit unit, int count, long minutes) {
  private static final Duration SENSOR_BACK = Duration.ofMinutes(45);

  /// Consecutive readings beyond.
  ///
  /// @param points in order of time
  /// @param over how long without a reading beyond before it is over; zero: one reading back ends
  ///   it
  static List<Episode> of(
      List<Point> points, Predicate<Point> beyond, boolean low, Duration over, Instant now) {
    List<Episode> episodes = new ArrayList<>();
    Episode current = null;
    for (Point point : points) {
      boolean past = current != null && !point.at().isBefore(current.to.plus(over));
      if (beyond.test(point)) {
        if (current != null && !over.isZero() && past) {
          episodes.add(current.ended());
          current = null;
        }
        current = extended(current, point, low);
      } else if (current != null && past) {
        episodes.add(current.ended());
        current = null;
      }
    }
    if (current != null) {
      boolean open = over.isZero() || now.isBefore(current.to.plus(over));
      episodes.add(open ? current : current.ended());
    }
    return List.copyOf(episodes);
  }

  /// As long as `k` of the last `n` readings are beyond; from the first of those.
  static List<Episode> ofLast(
      List<Point> points, Predicate<Point> beyond, boolean low, int k, int n) {
    List<Episode> episodes = new ArrayList<>();
    ArrayDeque<Point> last = new ArrayDeque<>(n);
    Episode current = null;
    for (Point point : points) {
      if (last.size() == n) {
        last.remove();
      }
      last.add(point);
      long many = last.stream().filter(beyond).count();
      if (many < k) {
        if (current != null) {
          episodes.add(current.ended());
        }
        current = null;
      } else if (current == null) {
        for (Point one : last) {
          current = beyond.test(one) ? extended(current, one, low) : current;
        }
      } else if (beyond.test(point)) {
        current = extended(current, point, low);
      }
    }
    if (current != null) {
      episodes.add(current);
    }
    return List.copyOf(episodes);
  }

  /// A sensor's, by the rules of the room `glucose`.
  static List<Episode> ofSensor(
      GlucoseSeries series,
      @Nullable Integer interval,
      double bound,
      boolean low,
      int minutes,
      Unit unit) {
    Instant last = series.last();
    return GlucoseEvents.beyond(series, interval, bound, !low, minutes).stream()
        .map(event ->
            new Episode(
                event.start(),
                event.end(),
                event.open() && last != null && last.isBefore(event.end().plus(SENSOR_BACK)),
                event.extreme(),
                unit,
                0,
                event.minutes()))
        .toList();
  }

  private static Episode extended(@Nullable Episode current, Point point, boolean low) {
    if (current == null) {
      return new Episode(point.at(), point.at(), true, point.value(), point.unit(), 1, 0);
    }
    double value = inUnit(point, current.unit);
    double worst = low ? Math.min(current.worst, value) : Math.max(current.worst, value);
    return new Episode(
        current.from,
        point.at(),
        true,
        worst,
        current.unit,
        current.count + 1,
        Duration.between(current.from, point.at()).toMinutes());
  }

  /// Two meters may speak two units.
  private static double inUnit(Point point, Unit unit) {
    if (point.unit() == unit) {
      return point.value();
    }
    return unit == Unit.MMOL_PER_L
        ? GlucoseUnit.MG_PER_DL.toMmolPerL(point.value())
        : GlucoseUnit.MMOL_PER_L.toMgPerDl(point.value());
  }

  private Episode ended() {
    return new Episode(from, to, false, worst, unit, count, minutes);
  }

  boolean overlaps(Episode other) {
    return !from.isAfter(other.to) && !other.from.isAfter(to);
  }
}
