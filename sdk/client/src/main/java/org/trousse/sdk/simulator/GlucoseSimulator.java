package org.trousse.sdk.simulator;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A synthetic person's glucose and the sensor that watches it.
///
/// The model: glucose rests at a basal level that the early morning lifts. A meal raises it as its
/// carbohydrates are absorbed; insulin takes most of that back, later and longer; what remains
/// fades within hours. Some nights fall. A sensor sees this a few minutes late, with an error that
/// goes on from one reading to the next, larger on its first day, and says nothing while it warms
/// up. It is a model for demonstrations and tests: no treatment may be tried on it.
///
/// Every moment depends on seed and time alone, so any day can be told without the days before.
/// Times are the person's local time.
public final class GlucoseSimulator {
  /// How often a sensor reads.
  public static final Duration STEP = Duration.ofMinutes(5);

  /// How long a new sensor says nothing.
  public static final Duration WARM_UP = Duration.ofMinutes(60);

  /// What the sensor can show, mg/dL.
  public static final int SENSOR_MIN = 40;

  public static final int SENSOR_MAX = 400;

  private static final int SENSOR_DAYS = 10;
  private static final int SENSOR_LAG_MINUTES = 7;
  private static final int SETTLING_MINUTES = 12 * 60;
  private static final double FLOOR = 46;

  private static final double ABSORPTION_MINUTES = 26;
  private static final double INSULIN_MINUTES = 75;
  private static final double FADING_MINUTES = 240;
  private static final int EFFECT_HOURS = 14;

  private static final int NOISE_TERMS = 40;
  private static final double NOISE_PERSISTENCE = 0.90;
  private static final int DRIFT_SLOT_MINUTES = 180;

  private final GlucoseProfile profile;
  private final Draws meals;
  private final Draws nights;
  private final Draws noise;
  private final Draws drift;
  private final int sensorPhase;

  public GlucoseSimulator(GlucoseProfile profile, long seed) {
    this.profile = profile;
    Draws draws = new Draws(seed);
    this.meals = draws.stream(1);
    this.nights = draws.stream(2);
    this.noise = draws.stream(3);
    this.drift = draws.stream(4);
    this.sensorPhase = (int) (draws.uniform(0) * SENSOR_DAYS);
  }

  /// What a sensor showed.
  ///
  /// @param mgPerDl from [#SENSOR_MIN] to [#SENSOR_MAX]
  public record Point(LocalDateTime time, int mgPerDl) {}

  /// All readings from `from` (included) to `to`, one every five minutes; none while a new sensor
  /// warms up.
  public List<Point> readings(LocalDateTime from, LocalDateTime to) {
    List<Point> points = new ArrayList<>();
    for (LocalDateTime at = from; at.isBefore(to); at = at.plus(STEP)) {
      LocalDateTime time = at;
      sensor(time).ifPresent(shown -> points.add(new Point(time, shown)));
    }
    return points;
  }

  /// What the sensor shows at `time`; empty while it warms up.
  public Optional<Integer> sensor(LocalDateTime time) {
    long worn = Duration.between(sensorStart(time), time).toMinutes();
    if (worn < WARM_UP.toMinutes()) {
      return Optional.empty();
    }
    double settling = worn < SETTLING_MINUTES ? 1.6 : 1;
    double seen =
        blood(time.minusMinutes(SENSOR_LAG_MINUTES))
            + settling * profile.sensorNoise() * error(time);
    return Optional.of((int) Math.round(Math.min(Math.max(seen, SENSOR_MIN), SENSOR_MAX)));
  }

  /// When the sensor worn at `time` was put on: every ten days, at a quarter past six in the
  /// evening.
  public LocalDateTime sensorStart(LocalDateTime time) {
    long day = time.toLocalDate().toEpochDay();
    long sinceChange = Math.floorMod(day - sensorPhase, (long) SENSOR_DAYS);
    LocalDateTime change = LocalDate.ofEpochDay(day - sinceChange).atTime(18, 15);
    return change.isAfter(time) ? change.minusDays(SENSOR_DAYS) : change;
  }

  /// Glucose in the blood at `time`, mg/dL.
  public double blood(LocalDateTime time) {
    double level = profile.basal() + dawn(time) + slowSwing(time);
    long today = time.toLocalDate().toEpochDay();
    for (long day = today - 1; day <= today; day++) {
      for (Meal meal : mealsOf(day)) {
        level += effect(meal, minutes(meal.time(), time));
      }
    }
    for (long day = today; day <= today + 1; day++) {
      level -= nightFall(day, time);
    }
    return level < FLOOR + 20 ? soften(level) : level;
  }

  /// Counter-regulation: the lower, the harder to fall further.
  private static double soften(double level) {
    return FLOOR + 20 * Math.exp((level - FLOOR - 20) / 20);
  }

  private record Meal(LocalDateTime time, double rise, double taken) {}

  private List<Meal> mealsOf(long epochDay) {
    List<Meal> all = new ArrayList<>(4);
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    all.add(meal(day, 0, 7.5, profile.breakfastGrams()));
    all.add(meal(day, 1, 12.6, profile.lunchGrams()));
    all.add(meal(day, 2, 19.7, profile.dinnerGrams()));
    if (meals.uniform(epochDay * 64 + 60) < 2 / 3.0) {
      all.add(meal(day, 3, 16.4, profile.snackGrams()));
    }
    return all;
  }

  private Meal meal(LocalDate day, int number, double hour, double grams) {
    long place = day.toEpochDay() * 64 + number * 8L;
    LocalDateTime time =
        day.atStartOfDay().plusMinutes(Math.round(hour * 60 + 22 * meals.bell(place)));
    double rise = grams * profile.risePerGram() * (1 + 0.18 * meals.bell(place + 1));
    double covered = profile.insulinCover() + profile.insulinError() * meals.bell(place + 2);
    return new Meal(time, rise, rise * covered);
  }

  private static double effect(Meal meal, double minutes) {
    if (minutes <= 0 || minutes > EFFECT_HOURS * 60) {
      return 0;
    }
    double absorbed = meal.rise() * done(minutes / ABSORPTION_MINUTES);
    double taken = meal.taken() * done(minutes / INSULIN_MINUTES);
    return (absorbed - taken) * Math.exp(-minutes / FADING_MINUTES);
  }

  /// How much of a two-compartment passage is over after `x` time constants.
  private static double done(double x) {
    return 1 - (1 + x) * Math.exp(-x);
  }

  /// The rise before getting up, highest at six.
  private double dawn(LocalDateTime time) {
    double hour = time.toLocalTime().toSecondOfDay() / 3600.0;
    double x = (hour - 6) / 1.8;
    return profile.dawnRise() * Math.exp(-x * x / 2);
  }

  /// What too much evening insulin takes away in the night that ends on `epochDay`.
  private double nightFall(long epochDay, LocalDateTime time) {
    if (nights.uniform(epochDay * 4) >= profile.nightFallChance()) {
      return 0;
    }
    double lowestHour = nights.between(epochDay * 4 + 1, 2, 4.2);
    double depth = profile.nightFall() * nights.between(epochDay * 4 + 2, 0.7, 1.15);
    LocalDateTime midnight = LocalDate.ofEpochDay(epochDay).atStartOfDay();
    double x = (minutes(midnight, time) / 60 - lowestHour) / 1.1;
    return depth * Math.exp(-x * x / 2);
  }

  /// Hours-long swings: one draw every three hours, smoothly joined.
  private double slowSwing(LocalDateTime time) {
    double slots = epochMinutes(time) / DRIFT_SLOT_MINUTES;
    long slot = (long) Math.floor(slots);
    double part = slots - slot;
    double smooth = part * part * (3 - 2 * part);
    return profile.drift() * (drift.bell(slot) * (1 - smooth) + drift.bell(slot + 1) * smooth);
  }

  /// The sensor's error, standard deviation 1: an autoregressive sequence on five-minute slots,
  /// written as the sum of its last shocks, and straight lines between the slots.
  private double error(LocalDateTime time) {
    double slots = epochMinutes(time) / STEP.toMinutes();
    long slot = (long) Math.floor(slots);
    double part = slots - slot;
    return errorOf(slot) * (1 - part) + errorOf(slot + 1) * part;
  }

  private double errorOf(long slot) {
    double sum = 0;
    double weight = Math.sqrt(1 - NOISE_PERSISTENCE * NOISE_PERSISTENCE);
    for (int back = 0; back < NOISE_TERMS; back++) {
      sum += weight * noise.bell(slot - back);
      weight *= NOISE_PERSISTENCE;
    }
    return sum;
  }

  private static double minutes(LocalDateTime from, LocalDateTime to) {
    return Duration.between(from, to).toMillis() / 60_000.0;
  }

  private static double epochMinutes(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC) / 60.0;
  }
}
