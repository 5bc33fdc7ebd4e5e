package org.trousse.sdk.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// A synthetic person's temperature, with one digit after the point: lowest in the early morning,
/// highest in the early evening; and a child's fever, which climbs within hours, falls after each
/// dose of a medicine and comes back. Depends on seed and time alone; times are local.
public final class TemperatureSimulator {
  private static final double USUAL = 36.8;
  private static final double FEVER_HEIGHT = 2.4;
  private static final double CLIMBING_HOURS = 8;
  private static final double DOSE_EVERY_HOURS = 6;
  private static final double DOSE_EFFECT = 1.2;

  private final Draws draws;

  public TemperatureSimulator(long seed) {
    this.draws = new Draws(seed);
  }

  /// The temperature in Cel of a person who is well.
  public BigDecimal at(LocalDateTime time) {
    return shown(healthy(time));
  }

  /// The temperature in Cel of a child whose fever began at `onset`.
  public BigDecimal feverish(LocalDateTime time, LocalDateTime onset) {
    double hours = Duration.between(onset, time).toMinutes() / 60.0;
    if (hours <= 0) {
      return at(time);
    }
    double height = FEVER_HEIGHT * (1 - Math.exp(-hours / CLIMBING_HOURS * 2));
    double sinceDose = hours < CLIMBING_HOURS ? 0 : (hours - CLIMBING_HOURS) % DOSE_EVERY_HOURS;
    double relief = DOSE_EFFECT * (sinceDose / 1.5) * Math.exp(1 - sinceDose / 1.5);
    return shown(healthy(time) + height - relief);
  }

  private double healthy(LocalDateTime time) {
    double hour = time.toLocalTime().toSecondOfDay() / 3600.0;
    double day = 0.25 * Math.cos((hour - 18) / 24 * 2 * Math.PI);
    return USUAL + day + 0.08 * draws.bell(time.toEpochSecond(ZoneOffset.UTC));
  }

  private static BigDecimal shown(double degrees) {
    return BigDecimal.valueOf(degrees).setScale(1, RoundingMode.HALF_UP);
  }
}
