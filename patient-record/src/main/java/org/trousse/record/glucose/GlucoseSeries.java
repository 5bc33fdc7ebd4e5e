package org.trousse.record.glucose;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Readings in order of time, in one unit and one zone. What is no number is left out, and what
/// stands twice (same time, same value) counts once; both are counted in [Excluded]. Two values of
/// one time both count: which of them is right is not ours to say.
public final class GlucoseSeries {
  private static final Comparator<GlucoseReading> IN_ORDER =
      Comparator.comparingLong(GlucoseReading::nanos).thenComparingDouble(GlucoseReading::value);

  private final GlucoseUnit unit;
  private final ZoneId zone;
  private final long[] nanos;
  private final double[] values;
  private final Excluded excluded;

  /// What does not count, by reason.
  ///
  /// @param blank lines without a value
  /// @param notANumber NaN and the infinities
  /// @param duplicate same time, same value
  /// @param outsideWindow before or after the window that was asked for
  public record Excluded(int blank, int notANumber, int duplicate, int outsideWindow) {
    public static final Excluded NOTHING = new Excluded(0, 0, 0, 0);

    Excluded and(Excluded other) {
      return new Excluded(
          blank + other.blank,
          notANumber + other.notANumber,
          duplicate + other.duplicate,
          outsideWindow + other.outsideWindow);
    }
  }

  /// A stretch of elapsed time, `(after, to]`: days of 24 hours, whatever clocks do.
  public record Window(Instant after, Instant to) {
    public Window {
      if (!after.isBefore(to)) {
        throw new IllegalArgumentException("a window ends after it begins");
      }
    }

    /// That ends with `to`, itself included.
    public static Window endingAt(Instant to, int days) {
      return new Window(to.minus(Duration.ofDays(days)), to);
    }

    double days() {
      return Duration.between(after, to).toNanos() / (double) Duration.ofDays(1).toNanos();
    }
  }

  private GlucoseSeries(
      GlucoseUnit unit, ZoneId zone, long[] nanos, double[] values, Excluded excluded) {
    this.unit = unit;
    this.zone = zone;
    this.nanos = nanos;
    this.values = values;
    this.excluded = excluded;
  }

  /// Puts readings in order.
  ///
  /// @param readings in any order
  /// @param zone whose wall clock hours and days follow
  public static GlucoseSeries of(
      Collection<GlucoseReading> readings, GlucoseUnit unit, ZoneId zone) {
    return of(readings, unit, zone, Excluded.NOTHING);
  }

  /// The same, of readings that were sifted.
  ///
  /// @param before what was left out on the way here
  public static GlucoseSeries of(
      Collection<GlucoseReading> readings, GlucoseUnit unit, ZoneId zone, Excluded before) {
    List<GlucoseReading> finite = new ArrayList<>(readings.size());
    for (GlucoseReading reading : readings) {
      if (Double.isFinite(reading.value())) {
        finite.add(reading);
      }
    }
    finite.sort(IN_ORDER);
    long[] nanos = new long[finite.size()];
    double[] values = new double[finite.size()];
    int n = 0;
    for (GlucoseReading reading : finite) {
      long at = reading.nanos();
      if (n == 0 || nanos[n - 1] != at || values[n - 1] != reading.value()) {
        nanos[n] = at;
        values[n++] = reading.value();
      }
    }
    Excluded here = new Excluded(0, readings.size() - finite.size(), finite.size() - n, 0);
    return new GlucoseSeries(
        unit, zone, Arrays.copyOf(nanos, n), Arrays.copyOf(values, n), before.and(here));
  }

  /// Only what lies in the window.
  public GlucoseSeries within(Window window) {
    int from = place(window.after());
    int to = place(window.to());
    return new GlucoseSeries(
        unit,
        zone,
        Arrays.copyOfRange(nanos, from, to),
        Arrays.copyOfRange(values, from, to),
        excluded.and(new Excluded(0, 0, 0, nanos.length - (to - from))));
  }

  /// How many readings lie at or before an instant.
  private int place(Instant at) {
    long bound = Math.clamp(at.getEpochSecond(), -4_000_000_000L, 8_000_000_000L) * 1_000_000_000L;
    bound += at.getNano();
    int low = 0;
    int high = nanos.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (nanos[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  public GlucoseUnit unit() {
    return unit;
  }

  public ZoneId zone() {
    return zone;
  }

  public Excluded excluded() {
    return excluded;
  }

  public int size() {
    return values.length;
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  public double value(int place) {
    return values[place];
  }

  public Instant at(int place) {
    return instant(nanos[place]);
  }

  public @Nullable Instant first() {
    return isEmpty() ? null : at(0);
  }

  public @Nullable Instant last() {
    return isEmpty() ? null : at(values.length - 1);
  }

  /// Which percentage of the readings lies below; null of none.
  public @Nullable Double percentBelow(double threshold) {
    return percent(Arrays.stream(values).filter(value -> value < threshold).count());
  }

  /// Which percentage of the readings lies above; null of none.
  public @Nullable Double percentAbove(double threshold) {
    return percent(Arrays.stream(values).filter(value -> value > threshold).count());
  }

  /// Which percentage of the readings lies between, both ends included; null of none.
  public @Nullable Double percentWithin(double low, double high) {
    return percent(Arrays.stream(values).filter(value -> value >= low && value <= high).count());
  }

  private @Nullable Double percent(long count) {
    return isEmpty() ? null : 100.0 * count / values.length;
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  long nanos(int place) {
    return nanos[place];
  }

  /// Not a copy: for the rules of this room, which only read.
  double[] values() {
    return values;
  }
}
