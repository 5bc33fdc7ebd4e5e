package org.trousse.catalogue.claim;

/// How many people use an app, in steps, so that nobody can be counted in or out.
public final class Crowd {
  /// Below this, no number is told.
  public static final long SMALLEST = 10;

  private static final long[] STEPS = {
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000,
    500_000, 1_000_000
  };

  private Crowd() {}

  /// The highest step that the number reaches; 0: fewer than [#SMALLEST].
  public static long atLeast(long people) {
    long reached = 0;
    for (long step : STEPS) {
      if (people >= step) {
        reached = step;
      }
    }
    return reached;
  }
}
