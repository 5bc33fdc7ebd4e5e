package org.trousse.sdk.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// A synthetic person's weight, in steps of 50 grams: a slow wave, what was eaten and drunk, and,
/// where asked for, the gain of a failing heart, which keeps water: 400 grams a day over the last
/// five days. Depends on seed and time alone; times are local.
public final class WeightSimulator {
  /// Kilograms a day.
  public static final double GAIN_PER_DAY = 0.4;

  public static final int GAIN_DAYS = 5;

  private static final BigDecimal STEP = new BigDecimal("0.05");

  private final double usual;
  private final Draws draws;

  /// A person who usually weighs `usual` kg.
  public WeightSimulator(double usual, long seed) {
    this.usual = usual;
    this.draws = new Draws(seed);
  }

  /// The weight in kg of a person who is well.
  public BigDecimal at(LocalDateTime time) {
    return onTheScale(steady(time));
  }

  /// The weight in kg of a person whose heart is failing, as it stands on `today`.
  public BigDecimal retaining(LocalDateTime time, LocalDate today) {
    long daysBack = ChronoUnit.DAYS.between(time.toLocalDate(), today);
    double gained = GAIN_PER_DAY * Math.min(Math.max(GAIN_DAYS - daysBack, 0), GAIN_DAYS);
    return onTheScale(steady(time) + gained);
  }

  private double steady(LocalDateTime time) {
    double wave = 0.15 * Math.sin(time.toLocalDate().toEpochDay() / 6.0);
    return usual + wave + 0.08 * draws.bell(time.toEpochSecond(ZoneOffset.UTC));
  }

  private static BigDecimal onTheScale(double kg) {
    BigDecimal steps = BigDecimal.valueOf(kg).divide(STEP, 0, RoundingMode.HALF_UP);
    return steps.multiply(STEP);
  }
}
