package org.trousse.platform.bench.load;

import java.util.Locale;

/// A histogram of durations whose steps are less than two per cent apart, from a microsecond to an
/// hour.
public final class Latencies {
  private static final int STEPS_BITS = 6;
  private static final int STEPS = 1 << STEPS_BITS;
  private static final int OCTAVES = 32;

  private final long[] counts = new long[OCTAVES * STEPS];
  private long total;

  void add(long nanos) {
    counts[place(Math.max(0, nanos / 1_000))]++;
    total++;
  }

  void add(Latencies other) {
    for (int place = 0; place < counts.length; place++) {
      counts[place] += other.counts[place];
    }
    total += other.total;
  }

  long total() {
    return total;
  }

  /// The duration that `share` of all do not exceed, in milliseconds.
  public double millis(double share) {
    long wanted = Math.max(1, (long) Math.ceil(total * share));
    long seen = 0;
    for (int place = 0; place < counts.length; place++) {
      seen += counts[place];
      if (seen >= wanted) {
        return micros(place) / 1e3;
      }
    }
    return Double.NaN;
  }

  /// Below 64 µs each microsecond has its place; above, each octave has 64.
  private static int place(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int octave = 63 - Long.numberOfLeadingZeros(micros) - STEPS_BITS;
    int step = (int) (micros >>> octave) - STEPS;
    return Math.min((octave + 1) * STEPS + step, OCTAVES * STEPS - 1);
  }

  /// The upper end of a place.
  private static long micros(int place) {
    int octave = place / STEPS - 1;
    return octave < 0 ? place + 1 : (long) (place % STEPS + STEPS + 1) << octave;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms",
        millis(0.5),
        millis(0.9),
        millis(0.99),
        millis(0.999));
  }
}
