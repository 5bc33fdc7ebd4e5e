package org.trousse.sdk.simulator;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// A synthetic person's blood pressure at home: higher in the morning, another each time, drifting
/// over weeks. Depends on seed and time alone; times are local.
public final class PressureSimulator {
  private final int systolic;
  private final int diastolic;
  private final int pulse;
  private final Draws draws;

  /// A person who usually has these.
  ///
  /// @param systolic `mm[Hg]`, what the person usually has
  /// @param diastolic `mm[Hg]`
  /// @param pulse a minute
  public PressureSimulator(int systolic, int diastolic, int pulse, long seed) {
    this.systolic = systolic;
    this.diastolic = diastolic;
    this.pulse = pulse;
    this.draws = new Draws(seed);
  }

  /// One measurement.
  ///
  /// @param mean a third of the way from diastolic to systolic, as a cuff finds it
  public record Pressure(int systolic, int diastolic, int mean, int pulse) {}

  public Pressure at(LocalDateTime time) {
    long place = time.toEpochSecond(ZoneOffset.UTC) * 4;
    double hour = time.toLocalTime().toSecondOfDay() / 3600.0;
    double day = 4 * Math.cos((hour - 9) / 24 * 2 * Math.PI);
    double weeks = 3 * Math.sin(time.toLocalDate().toEpochDay() / 11.0);
    double effort = draws.bell(place);
    int high = (int) Math.round(systolic + day + weeks + 5 * effort + 2 * draws.bell(place + 1));
    int low = (int) Math.round(diastolic + day / 2 + weeks / 2 + 2.5 * effort);
    int beats = (int) Math.round(pulse + day / 2 + 2 * effort + 3 * draws.bell(place + 2));
    return new Pressure(high, low, low + (high - low) / 3, beats);
  }
}
