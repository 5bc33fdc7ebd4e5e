package org.trousse.record.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.watch.Watched.NOW;
import static org.trousse.record.watch.Watched.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.watch.Finding.Group;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

/// Each group at its edges. All data are synthetic.
final class SituationTest {
  @Test
  void a_low_of_thirty_five_minutes_this_morning_is_to_be_seen_now() {
    Instant end = Watched.local("2026-11-23T09:00");
    Watched watched =
        new Watched()
            .sensor(end, 90, 90, 52, 51, 50, 49, 50, 51, 52, 90, 90, 90, 90)
            .with(Measure.INTERSTITIAL_GLUCOSE, NOW, 95);

    Situation situation = watched.situation();

    Finding first = situation.findings().getFirst();
    assertThat(first.group()).isEqualTo(Group.A);
    assertThat(first.why()).isEqualTo(Why.RED_BELOW);
    assertThat(first.minutes()).isEqualTo(35);
    assertThat(first.value()).isEqualTo(49);
    assertThat(first.bound()).isEqualTo(54);
  }

  @ParameterizedTest
  @CsvSource({
    "80.99, , none",
    "81.00, WEIGHT_SMALL_GAIN, B",
    "81.99, WEIGHT_SMALL_GAIN, B",
    "82.00, WEIGHT_THREE_DAYS, A"
  })
  void a_gain_of_one_kilogram_is_a_change_and_of_two_is_to_be_seen(
      double today, Why why, String group) {
    Watched watched = new Watched().with(Measure.BODY_WEIGHT, "2026-11-21T07:00", 80.0);
    watched.with(Measure.BODY_WEIGHT, "2026-11-22T07:00", 80.5);
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", today);

    List<Finding> findings = watched.situation().findings();

    if (why == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings).extracting(Finding::why).containsExactly(why);
      assertThat(findings.getFirst().group().name()).isEqualTo(group);
    }
  }

  @ParameterizedTest
  @CsvSource({"14, false", "15, true", "16, true"})
  void time_in_range_that_falls_by_fifteen_points_has_changed(int points, boolean changed) {
    Watched watched = new Watched();
    int slots = 14 * 288;
    for (int place = 0; place < 2 * slots; place++) {
      Instant at = NOW.minus(Duration.ofMinutes(5L * place));
      // of each hundred readings so many are high, singly, so that no episode is one
      boolean high = place < slots && place % 100 < 2 * points && place % 2 == 0;
      watched.with(Measure.INTERSTITIAL_GLUCOSE, at, high ? 200 : 120);
    }

    assertThat(watched.whys().contains(Why.RANGE_DROP)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "134.9, 84.9, 126, 78, false",
    "135, 80, 126, 78, true",
    "130, 85, 126, 78, true",
    "140, 90, 135, 78, false",
    "140, 90, 126, 85, false"
  })
  void a_mean_that_reaches_135_or_85_and_did_not_the_week_before_has_changed(
      double systolic, double diastolic, double before, double beforeLow, boolean changed) {
    Watched watched = new Watched();
    for (int day = 10; day <= 23; day++) {
      boolean last = day > 16;
      watched.pressure(
          "2026-11-%02dT08:00".formatted(day),
          last ? systolic : before,
          last ? diastolic : beforeLow);
    }

    assertThat(watched.whys().contains(Why.PRESSURE_CROSSED)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource({"24, false", "25, true"})
  void silence_begins_after_twice_the_rhythm_that_was_said(int hours, boolean silent) {
    Watched watched =
        new Watched()
            .rhythm(Measure.BODY_WEIGHT, 12)
            .with(Measure.BODY_WEIGHT, NOW.minus(Duration.ofHours(hours)), 80);

    assertThat(watched.whys().contains(Why.SILENT)).isEqualTo(silent);
  }

  @Test
  void the_usual_rhythm_is_learned_and_a_pair_of_readings_is_one_occasion() {
    Watched daily = new Watched();
    for (int day = 8; day <= 21; day++) {
      daily.pressure("2026-11-%02dT11:58".formatted(day), 120, 80);
      daily.pressure("2026-11-%02dT11:59".formatted(day), 121, 80);
    }

    Situation situation = daily.situation();

    assertThat(situation.findings())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.why()).isEqualTo(Why.SILENT);
          assertThat(one.count()).isEqualTo(24);
          assertThat(one.minutes()).isEqualTo(48 * 60 + 1);
        });
  }

  @Test
  void exactly_twice_the_usual_rhythm_is_not_silence_yet() {
    Watched daily = new Watched();
    for (int day = 8; day <= 21; day++) {
      daily.pressure("2026-11-%02dT12:00".formatted(day), 120, 80);
    }

    assertThat(daily.whys()).isEmpty();
  }

  @Test
  void a_sensor_is_silent_after_twelve_hours_not_after_ten_minutes() {
    double[] values = new double[600];
    java.util.Arrays.fill(values, 110);
    Watched within = new Watched().sensor(NOW.minus(Duration.ofHours(12)), values);
    Watched beyond = new Watched().sensor(NOW.minus(Duration.ofHours(12).plusMinutes(1)), values);

    assertThat(within.whys()).isEmpty();
    assertThat(beyond.whys()).containsExactly(Why.SILENT);
  }

  @Test
  void what_is_not_expected_is_never_silent() {
    Watched watched = new Watched().rhythm(Measure.BODY_WEIGHT, 0);
    watched.older(Measure.BODY_WEIGHT, NOW.minus(Duration.ofDays(90)));

    assertThat(watched.whys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"14, true", "15, false"})
  void a_measure_that_ended_is_not_silent_as_long_as_others_come(int days, boolean silent) {
    Watched watched = new Watched().with(Measure.BODY_TEMPERATURE, NOW, 36.8);
    for (int day = days; day < days + 5; day++) {
      watched.with(Measure.BODY_WEIGHT, NOW.minus(Duration.ofDays(day)), 80);
    }

    assertThat(watched.whys().contains(Why.SILENT)).isEqualTo(silent);
  }

  @Test
  void the_next_temperature_is_expected_by_nobody_unless_somebody_says_so() {
    Watched watched = new Watched().with(Measure.BODY_WEIGHT, NOW, 80);
    for (int day = 10; day < 14; day++) {
      watched.with(Measure.BODY_TEMPERATURE, NOW.minus(Duration.ofDays(day)), 36.8);
    }

    assertThat(watched.whys()).isEmpty();
    assertThat(watched.rhythm(Measure.BODY_TEMPERATURE, 24).whys()).containsExactly(Why.SILENT);
  }

  @Test
  void a_silence_longer_than_the_rules_look_back_is_still_one() {
    Watched watched = new Watched().older(Measure.BODY_WEIGHT, NOW.minus(Duration.ofDays(90)));

    assertThat(watched.situation().findings())
        .singleElement()
        .satisfies(one -> assertThat(one.minutes()).isEqualTo(90L * 24 * 60));
  }

  @Test
  void a_record_without_any_reading_says_so() {
    assertThat(new Watched().whys()).containsExactly(Why.NEVER);
  }

  @Test
  void doubts_wait_for_somebody_who_confirms_them() {
    Watched watched =
        new Watched().with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 80, Flag.SELF_REPORTED);
    Watched other =
        new Watched().with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 80, Flag.SELF_REPORTED);
    other.confirmed(Measure.BODY_WEIGHT, "2026-11-23T07:00");

    assertThat(watched.whys()).containsExactly(Why.MANUAL);
    assertThat(other.whys()).isEmpty();
  }

  @Test
  void a_weight_of_perhaps_another_person_is_to_confirm_and_raises_no_gain() {
    Watched watched = new Watched();
    for (int day = 15; day <= 22; day++) {
      watched.with(Measure.BODY_WEIGHT, "2026-11-%02dT07:00".formatted(day), 80);
    }
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 55.4);

    assertThat(watched.whys()).containsExactly(Why.HOUSEHOLD);
  }

  @Test
  void conflicts_and_implausible_readings_are_to_confirm() {
    Watched watched =
        new Watched().with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 80, Flag.CONFLICT);
    watched.pressure("2026-11-23T07:00", 45, 30);

    // so low that it may be true: it is to be measured again as well
    assertThat(watched.whys()).contains(Why.CONFLICT, Why.IMPLAUSIBLE, Why.MEASURE_AGAIN);
  }

  @Test
  void the_highest_group_comes_first() {
    Watched watched = new Watched();
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-23T07:00", 38.6);
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 80, Flag.SELF_REPORTED);
    watched.rhythm(Measure.BLOOD_PRESSURE, 24).pressure("2026-11-20T08:00", 120, 80);

    assertThat(watched.situation().findings())
        .extracting(Finding::group)
        .containsExactly(Group.A, Group.C, Group.D);
  }

  @Test
  void what_is_over_for_three_days_is_history() {
    Watched watched = new Watched();
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-20T11:59", 38.6);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-22T12:00", 37.0);

    assertThat(watched.whys()).isEmpty();
  }

  @Test
  void an_episode_that_goes_on_was_seen_when_it_was_first_seen() {
    Instant earlier = NOW.minus(Duration.ofHours(2));
    Watched watched = new Watched().with(Measure.BODY_TEMPERATURE, "2026-11-23T07:00", 38.6);
    Finding before = watched.situation().findings().getFirst().firstSeen(earlier);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-23T11:30", 38.9);

    Situation now = Situation.of(watched.known(), List.of(), List.of(before));

    assertThat(now.findings().getFirst().firstSeen()).isEqualTo(earlier);
    assertThat(now.findings().getFirst().value()).isEqualTo(38.9);
  }

  @Test
  void a_second_episode_is_news() {
    Watched watched = new Watched().pressure("2026-11-22T08:00", 200, 80);
    watched.pressure("2026-11-22T08:10", 200, 80);
    Finding before =
        watched.situation().findings().getFirst().firstSeen(NOW.minus(Duration.ofHours(20)));
    watched.pressure("2026-11-22T20:00", 120, 80).pressure("2026-11-23T08:00", 200, 80);
    watched.pressure("2026-11-23T08:10", 201, 80);

    Situation now = Situation.of(watched.known(), List.of(), List.of(before));

    assertThat(now.findings()).extracting(Finding::why).containsOnly(Why.RED_VALUE_HIGH);
    assertThat(now.findings().getFirst().firstSeen()).isEqualTo(NOW);
    assertThat(now.findings().getLast().firstSeen()).isEqualTo(NOW.minus(Duration.ofHours(20)));
  }

  @Test
  void counts_the_readings_since_yesterday_that_nothing_is_about() {
    Watched watched = new Watched();
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-21T23:59", 36.6);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-22T00:00", 36.6);
    watched.with(Measure.BODY_TEMPERATURE, "2026-11-23T07:00", 38.6);
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 80);

    Situation situation = watched.situation();

    assertThat(situation.readings()).isEqualTo(3);
    assertThat(situation.quiet()).isEqualTo(2);
  }

  @Test
  void own_thresholds_take_the_place_of_the_usual_ones_of_their_number() {
    Threshold own =
        threshold(Subject.GLUCOSE, new Sustained(Side.BELOW, 45, new Minutes(15), Severity.RED));
    Watched watched = new Watched().sensor(NOW, 90, 90, 50, 50, 50, 50, 50, 50);

    assertThat(watched.whys()).containsExactly(Why.RED_BELOW);
    assertThat(watched.whys(own)).isEmpty();
  }

  @Test
  void a_threshold_that_has_expired_no_longer_takes_their_place() {
    Threshold old =
        new Threshold(
            new java.util.UUID(1, 1),
            Subject.GLUCOSE,
            Subject.GLUCOSE.unit(),
            new Sustained(Side.BELOW, 45, new Minutes(15), Severity.RED),
            Watched.NURSE,
            "essai",
            NOW.minus(Duration.ofDays(9)),
            NOW);
    Watched watched = new Watched().sensor(NOW, 90, 90, 50, 50, 50, 50, 50, 50);

    assertThat(watched.whys(old)).containsExactly(Why.RED_BELOW);
  }

  @Test
  void a_preview_counts_the_situations_of_thirty_days() {
    Watched watched = new Watched();
    for (int day = 1; day <= 22; day++) {
      watched.with(
          Measure.BODY_TEMPERATURE,
          "2026-11-%02dT07:00".formatted(day),
          day % 5 == 0 ? 38.5 : 36.8);
    }
    Threshold fever =
        threshold(Subject.TEMPERATURE, new Threshold.Value(new Bounds(null, null, null, 38.0)));

    assertThat(Situation.wouldHaveRaised(fever, watched.known())).isEqualTo(4);
  }

  @Test
  void the_trend_has_a_value_for_each_day_that_has_one() {
    Watched watched = new Watched().with(Measure.BODY_WEIGHT, "2026-11-10T07:00", 79.0);
    watched.with(Measure.BODY_WEIGHT, "2026-11-23T07:00", 79.5);

    Situation.Trend trend = watched.situation().trend();

    assertThat(trend.subject()).isEqualTo(Subject.WEIGHT);
    assertThat(trend.days()).hasSize(14);
    assertThat(trend.days().getFirst()).isEqualTo(79.0);
    assertThat(trend.days().getLast()).isEqualTo(79.5);
  }
}
