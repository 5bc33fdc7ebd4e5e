package org.trousse.sdk.simulator;

/// Random numbers that depend on a seed and a place alone: draw number 7 of a day is the same
/// whether or not another was drawn before, so that any moment can be told without the ones before.
final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private final long seed;

  Draws(long seed) {
    this.seed = seed;
  }

  /// Another sequence of the same seed, e.g. for the meals.
  Draws stream(long number) {
    return new Draws(mixed(seed + GOLDEN_GAMMA * (number + 1)));
  }

  /// From 0 (included) to 1.
  double uniform(long place) {
    return (mixed(seed ^ mixed(place * GOLDEN_GAMMA + 1)) >>> 11) * TWO_POW_MINUS_53;
  }

  double between(long place, double from, double to) {
    return from + (to - from) * uniform(place);
  }

  /// Bell-shaped, mean 0, standard deviation 1, at most 3.46: the sum of twelve uniform draws less
  /// six. A sensor's noise has no far outliers, a person's meals neither.
  double bell(long place) {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += uniform(place * 12 + i);
    }
    return sum - 6;
  }

  /// The finaliser of MurmurHash3 in Stafford's variant 13, known from SplitMix64.
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
