package org.trousse.record.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.watch.Watched.NOW;
import static org.trousse.record.watch.Watched.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Threshold.Change;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.OfLast;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.record.watch.Threshold.Value;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// What is counted is episodes, never readings. All data are synthetic.
final class CrossingsTest {
  private static final Threshold BELOW_54 =
      threshold(Subject.GLUCOSE, new Sustained(Side.BELOW, 54, new Minutes(15), Severity.RED));
  private static final Threshold FEVER =
      threshold(Subject.TEMPERATURE, new Value(new Bounds(null, null, null, 38.0)));
  private static final Threshold SYSTOLIC =
      threshold(Subject.SYSTOLIC, new Value(new Bounds(80.0, 90.0, 160.0, 180.0)));
  private static final Threshold TWO_OF_THREE =
      threshold(Subject.SYSTOLIC, new Sustained(Side.ABOVE, 150, new OfLast(2, 3), Severity.WARN));

  private static List<Finding> crossings(Threshold threshold, Watched watched) {
    return Crossings.of(threshold, watched.observed());
  }

  @Test
  void a_sensor_is_low_for_fifteen_minutes_before_it_counts() {
    Watched ten = new Watched().sensor(NOW, 90, 90, 53, 53, 90, 90, 90, 90);
    Watched fifteen = new Watched().sensor(NOW, 90, 90, 53, 53, 53, 90, 90, 90);

    assertThat(crossings(BELOW_54, ten)).isEmpty();
    assertThat(crossings(BELOW_54, fifteen))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.why()).isEqualTo(Why.RED_BELOW);
          assertThat(one.minutes()).isEqualTo(15);
          assertThat(one.value()).isEqualTo(53);
          assertThat(one.open()).isFalse();
        });
  }

  @Test
  void fifty_four_is_not_below_fifty_four() {
    Watched at = new Watched().sensor(NOW, 90, 54, 54, 54, 54, 54, 90, 90, 90);

    assertThat(crossings(BELOW_54, at)).isEmpty();
  }

  @Test
  void a_sensor_that_speaks_molar_is_compared_with_three_and_not_with_a_conversion() {
    Watched low = new Watched();
    Watched not = new Watched();
    for (int step = 0; step < 8; step++) {
      Instant at = NOW.minus(Duration.ofMinutes(5L * step));
      low.molar(Measure.INTERSTITIAL_GLUCOSE, at, 2.9);
      not.molar(Measure.INTERSTITIAL_GLUCOSE, at, 3.0);
    }

    assertThat(crossings(BELOW_54, not)).isEmpty();
    assertThat(crossings(BELOW_54, low))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.unit()).isEqualTo(Unit.MMOL_PER_L);
          assertThat(one.bound()).isEqualTo(3.0);
          assertThat(one.open()).isTrue();
        });
  }

  @Test
  void one_high_pressure_is_to_be_measured_again_and_two_after_a_rest_are_red() {
    Watched once = new Watched().pressure("2026-11-23T08:00", 180, 90);
    Watched atOnce = new Watched().pressure("2026-11-23T08:00", 180, 90);
    atOnce.pressure("2026-11-23T08:04", 181, 90);
    Watched rested = new Watched().pressure("2026-11-23T08:00", 180, 90);
    rested.pressure("2026-11-23T08:05", 181, 90);

    assertThat(crossings(SYSTOLIC, once)).extracting(Finding::why).containsOnly(Why.MEASURE_AGAIN);
    assertThat(crossings(SYSTOLIC, atOnce))
        .extracting(Finding::why)
        .containsOnly(Why.MEASURE_AGAIN);
    assertThat(crossings(SYSTOLIC, rested))
        .extracting(Finding::why)
        .containsOnly(Why.RED_VALUE_HIGH);
  }

  @Test
  void a_high_pressure_that_a_second_one_did_not_confirm_is_a_warning_that_is_over() {
    Watched back = new Watched().pressure("2026-11-23T08:00", 180, 90);
    back.pressure("2026-11-23T08:06", 150, 90);

    assertThat(crossings(SYSTOLIC, back))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.why()).isEqualTo(Why.WARN_VALUE_HIGH);
          assertThat(one.open()).isFalse();
        });
  }

  @ParameterizedTest
  @CsvSource({"160, 0", "160.1, 1"})
  void a_normal_bound_is_itself_normal(double systolic, int raised) {
    Watched watched = new Watched().pressure("2026-11-23T08:00", systolic, 90);

    assertThat(crossings(SYSTOLIC, watched)).hasSize(raised);
  }

  @Test
  void readings_beyond_in_a_row_are_one_episode_and_one_back_ends_it() {
    Watched watched = new Watched();
    int[] systolic = {170, 171, 150, 172, 173, 174};
    for (int day = 0; day < systolic.length; day++) {
      watched.pressure("2026-11-%02dT08:00".formatted(17 + day), systolic[day], 90);
    }

    List<Finding> found = crossings(SYSTOLIC, watched);

    assertThat(found).hasSize(2);
    assertThat(found.getLast().count()).isEqualTo(3);
    assertThat(found.getLast().value()).isEqualTo(174);
    assertThat(found.getLast().open()).isTrue();
  }

  @Test
  void a_fever_is_over_after_a_day_without_one_as_the_room_of_temperatures_says() {
    Watched watched = new Watched().with(Measure.BODY_TEMPERATURE, "2026-11-20T08:00", 38.0);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-20T20:00", 37.0);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-21T07:59", 38.4);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-22T09:00", 38.2);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-23T09:00", 37.9);

    List<Finding> found = crossings(FEVER, watched);

    assertThat(found)
        .extracting(Finding::from)
        .containsExactlyElementsOf(
            watched.observed().temperature().episodes().stream().map(one -> one.from()).toList())
        .hasSize(2);
    assertThat(found.getFirst().value()).isEqualTo(38.4);
  }

  @Test
  void k_of_the_last_n_readings() {
    Watched one = new Watched().pressure("2026-11-20T08:00", 151, 80);
    one.pressure("2026-11-21T08:00", 140, 80).pressure("2026-11-22T08:00", 140, 80);
    one.pressure("2026-11-23T08:00", 151, 80);
    Watched two = new Watched().pressure("2026-11-21T08:00", 151, 80);
    two.pressure("2026-11-22T08:00", 140, 80).pressure("2026-11-23T08:00", 151, 80);

    assertThat(crossings(TWO_OF_THREE, one)).isEmpty();
    assertThat(crossings(TWO_OF_THREE, two))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.count()).isEqualTo(2);
          assertThat(found.of()).isEqualTo(3);
        });
  }

  @ParameterizedTest
  @CsvSource({"80.99, 0", "81.0, 1", "82.0, 1"})
  void a_change_of_exactly_the_limit_counts(double today, int raised) {
    Threshold rise = threshold(Subject.WEIGHT, new Change(1.0, 2, Severity.WARN));
    Watched watched = new Watched().with(Measure.BODY_WEIGHT, "2026-11-20T07:00", 79.0);
    watched.with(Measure.BODY_WEIGHT, "2026-11-21T07:00", 80.0);
    watched.with(Measure.BODY_WEIGHT, "2026-11-22T07:00", 80.0);
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", today);

    assertThat(crossings(rise, watched).stream().filter(Finding::open)).hasSize(raised);
  }

  @Test
  void a_fall_is_a_negative_change() {
    Threshold fall = threshold(Subject.WEIGHT, new Change(-2.0, 3, Severity.RED));
    Watched watched = new Watched().with(Measure.BODY_WEIGHT, "2026-11-21T07:00", 80.0);
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 78.0);

    assertThat(crossings(fall, watched)).extracting(Finding::why).containsOnly(Why.RED_FALL);
  }

  /// Whatever the order of arrival, and however often something is sent.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void late_and_repeated_readings_change_nothing(long seed) {
    Watched inOrder = random(seed);
    Watched late = random(seed).twice().shuffled(seed);

    for (Threshold threshold : List.of(BELOW_54, FEVER, SYSTOLIC, TWO_OF_THREE)) {
      assertThat(crossings(threshold, late)).isEqualTo(crossings(threshold, inOrder));
    }
  }

  /// Episodes do not overlap, and each reading beyond lies in one.
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void each_reading_beyond_is_in_one_episode(long seed) {
    Watched watched = random(seed);
    Threshold above = threshold(Subject.SYSTOLIC, new Value(new Bounds(null, null, 150.0, null)));

    List<Finding> found = crossings(above, watched);

    long beyond =
        watched.observed().points(Subject.SYSTOLIC).stream()
            .filter(point -> point.value() > 150)
            .count();
    assertThat(found.stream().mapToLong(Finding::count).sum()).isEqualTo(beyond).isPositive();
    for (int place = 1; place < found.size(); place++) {
      assertThat(found.get(place).from()).isAfter(found.get(place - 1).to());
    }
  }

  @Test
  void a_late_reading_in_between_joins_what_were_two_halves_and_the_nurse_has_seen_it() {
    Watched early = new Watched().pressure("2026-11-22T08:00", 170, 90);
    early.pressure("2026-11-22T20:00", 171, 90);
    Finding before = crossings(SYSTOLIC, early).getFirst();

    early.pressure("2026-11-22T12:00", 172, 90);
    Finding after = crossings(SYSTOLIC, early).getFirst();

    assertThat(after.continues(before)).isTrue();
    assertThat(after.count()).isEqualTo(3);
  }

  private static Watched random(long seed) {
    Random random = new Random(seed);
    Watched watched = new Watched();
    double glucose = 100;
    for (int step = 0; step < 2_000; step++) {
      glucose = Math.clamp(glucose + random.nextGaussian() * 12, 40, 300);
      Instant at = NOW.minus(Duration.ofMinutes(5L * step));
      if (random.nextInt(20) > 0) {
        watched.with(Measure.INTERSTITIAL_GLUCOSE, at, Math.rint(glucose));
      }
    }
    for (int day = 1; day <= 22; day++) {
      String date = "2026-11-%02dT".formatted(day);
      watched.pressure(date + "08:00", 120 + random.nextInt(70), 80);
      watched.pressure(date + "19:30", 120 + random.nextInt(70), 80);
      watched.with(Measure.BODY_TEMPERATURE, date + "09:15", 36.5 + random.nextInt(25) / 10.0);
    }
    return watched;
  }
}
