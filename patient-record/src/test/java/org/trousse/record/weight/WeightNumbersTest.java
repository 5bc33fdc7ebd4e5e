package org.trousse.record.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.weight.Day.Rule;
import org.trousse.sdk.measure.Unit;

final class WeightNumbersTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final WeightPlan PLAN = WeightPlan.of(PARIS);

  /// A of the definitions.
  @Test
  void a_slow_gain_raises_no_alert() {
    WeightNumbers numbers = daily(80.0, 80.4, 80.8, 81.2, 81.6, 82.0, 82.4);

    assertThat(numbers.alerts()).isEmpty();
    assertThat(numbers.days().stream().skip(1).mapToDouble(WeightNumbersTest::gain).max())
        .hasValue(1.2);
  }

  /// B.
  @Test
  void two_kilograms_in_three_days_alert_on_the_fourth_day() {
    assertThat(daily(80.0, 80.6, 81.3, 82.0).alerts())
        .containsExactly(new Alert(day(4), Rule.THREE_DAYS, 2.0, 82.0, 80.0, 3));
  }

  /// C: over the weight of three days before it would be 1.0 only.
  @Test
  void the_lowest_of_the_three_days_before_counts() {
    assertThat(daily(80.0, 79.0, 80.1, 81.0).alerts())
        .containsExactly(new Alert(day(4), Rule.THREE_DAYS, 2.0, 81.0, 79.0, 2));
  }

  /// D; and 65.1 − 63.1, which is just under 2 in binary fractions.
  @Test
  void exactly_2_00_alerts() {
    assertThat(daily(79.6, 80.2, 80.9, 81.6).alerts()).hasSize(1);
    assertThat(daily(63.1, 65.1).alerts()).hasSize(1);
    assertThat(daily(63.1, 65.1).days().getLast().gain()).isEqualTo(2.0);
  }

  /// E.
  @Test
  void exactly_1_90_does_not_alert() {
    WeightNumbers numbers = daily(79.7, 80.2, 80.9, 81.6);

    assertThat(numbers.alerts()).isEmpty();
    assertThat(gain(numbers.days().getLast())).isEqualTo(1.9);
  }

  /// F: without the rule 80.3 would have gained 24.9 kg.
  @Test
  void somebody_elses_weight_is_rejected_and_nothing_gained() {
    WeightNumbers numbers = daily(80.0, 80.1, 80.2, 55.4, 80.3);

    assertThat(numbers.alerts()).isEmpty();
    assertThat(numbers.excluded()).isOne();
    Rejected rejected = numbers.rejected().getFirst();
    assertThat(rejected.reading().kilograms()).isEqualTo(55.4);
    assertThat(rejected.why()).isEqualTo(Rejected.Why.FAR_FROM_MEDIAN);
    assertThat(rejected.median()).isEqualTo(80.1);
    assertThat(numbers.min()).isEqualTo(80.0);
    assertThat(numbers.days()).extracting(Day::date).doesNotContain(day(4));
  }

  /// G.
  @Test
  void after_a_gap_the_gain_says_its_interval() {
    WeightNumbers numbers =
        numbers(List.of(on(1, "07:00", 80.1), on(2, "07:00", 80.3), on(6, "07:00", 83.0)));

    assertThat(numbers.alerts())
        .containsExactly(new Alert(day(6), Rule.INTERVAL, 2.7, 83.0, 80.3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "1, THREE_DAYS, 1",
    "3, THREE_DAYS, 3",
    "4, INTERVAL, 4",
    "14, INTERVAL, 14",
    "15, TOO_OLD, "
  })
  void the_rule_follows_the_gap(int gap, Rule rule, Integer interval) {
    WeightNumbers numbers = numbers(List.of(on(1, "07:00", 80.0), on(1 + gap, "07:00", 82.0)));

    Day last = numbers.days().getLast();
    assertThat(last.rule()).isEqualTo(rule);
    assertThat(last.interval()).isEqualTo(interval);
    assertThat(last.gain()).isEqualTo(interval == null ? null : Double.valueOf(2.0));
    assertThat(last.alert()).isEqualTo(interval != null);
    assertThat(numbers.days().getFirst().rule()).isEqualTo(Rule.FIRST);
  }

  @ParameterizedTest
  @CsvSource({
    "81.99, false",
    "81.994, false",
    "81.9949, false",
    "81.995, true",
    "82.00, true",
    "82.01, true"
  })
  void a_gain_is_compared_after_rounding_to_0_01(double weight, boolean alert) {
    assertThat(daily(80.0, weight).days().getLast().alert()).isEqualTo(alert);
    assertThat(daily(80.0, weight).alerts()).hasSize(alert ? 1 : 0);
  }

  @Test
  void the_prescribers_reference_raises_its_own_alert_from_its_day_on() {
    WeightPlan plan = new WeightPlan(PARIS, 78.4, day(2), null);

    WeightNumbers numbers =
        WeightNumbers.of(
            List.of(on(1, "07:00", 80.4), on(2, "07:00", 80.4), on(3, "07:00", 80.39)), plan);

    assertThat(numbers.alerts())
        .containsExactly(new Alert(day(2), Rule.REFERENCE, 2.0, 80.4, 78.4, null));
    assertThat(numbers.days()).extracting(Day::overReference).containsExactly(null, 2.0, 1.99);
  }

  @ParameterizedTest
  @CsvSource({"72.0, true", "71.999, false", "88.0, true", "88.001, false"})
  void ten_percent_of_the_median_is_still_plausible(double weight, boolean accepted) {
    assertThat(daily(80.0, 80.0, 80.0, weight).n()).isEqualTo(accepted ? 4 : 3);
  }

  /// 92 is 9.5 % above a median of 84, and 15 % above one of 80.
  @Test
  void the_median_moves_with_the_last_seven() {
    assertThat(daily(80, 80, 80, 80, 80, 84, 84, 84, 84, 84, 92).excluded()).isZero();
    assertThat(daily(80, 80, 80, 80, 80, 80, 84, 84, 84, 92).excluded()).isOne();
  }

  @Test
  void a_first_reading_that_is_somebody_elses_does_not_shut_the_owner_out() {
    WeightNumbers numbers = daily(55.4, 80.0, 80.1, 80.2);

    assertThat(numbers.n()).isEqualTo(3);
    assertThat(numbers.first()).isEqualTo(80.0);
    assertThat(numbers.alerts()).isEmpty();
  }

  @Test
  void the_first_of_two_readings_stands() {
    assertThat(daily(80.0, 55.4).rejected()).hasSize(1);
    assertThat(daily(80.0, 55.4).last()).isEqualTo(80.0);
  }

  @Test
  void a_confirmed_weight_is_followed() {
    WeightNumbers numbers =
        numbers(
            List.of(
                on(1, "07:00", 80.0),
                on(2, "07:00", 80.1),
                on(3, "07:00", 80.2),
                new WeightReading(at(4, "07:00"), null, 70.0, true),
                on(5, "07:00", 70.3),
                on(6, "07:00", 80.2)));

    assertThat(numbers.n()).isEqualTo(5);
    assertThat(numbers.last()).isEqualTo(70.3);
    assertThat(numbers.rejected().getFirst().median()).isEqualTo(70.15);
  }

  @ParameterizedTest
  @CsvSource({"0.49, 0", "0.5, 1", "650, 1", "650.1, 0", "NaN, 0", "-80, 0"})
  void impossible_weights_are_rejected_by_themselves(double weight, int n) {
    WeightNumbers numbers = daily(weight);

    assertThat(numbers.n()).isEqualTo(n);
    assertThat(numbers.rejected())
        .extracting(Rejected::why)
        .containsOnly(n == 0 ? new Rejected.Why[] {Rejected.Why.IMPOSSIBLE} : new Rejected.Why[0]);
  }

  @Test
  void a_days_weight_is_its_first_reading() {
    WeightNumbers numbers =
        numbers(
            List.of(
                on(1, "21:00", 82.0),
                on(1, "11:59", 81.0),
                on(2, "00:00", 80.5),
                on(2, "12:00", 83.0),
                on(3, "23:59", 81.7)));

    assertThat(numbers.days()).extracting(Day::weight).containsExactly(81.0, 80.5, 81.7);
    assertThat(numbers.days()).extracting(Day::n).containsExactly(2, 2, 1);
    assertThat(numbers.n()).isEqualTo(5);
  }

  @Test
  void days_of_23_and_25_hours_are_days() {
    WeightNumbers numbers =
        numbers(
            List.of(
                WeightReading.of(Instant.parse("2026-10-24T21:59:59Z"), 80.0),
                WeightReading.of(Instant.parse("2026-10-24T22:00:00Z"), 80.1),
                WeightReading.of(Instant.parse("2026-10-25T22:59:59Z"), 80.2),
                WeightReading.of(Instant.parse("2026-10-25T23:00:00Z"), 80.3)));

    assertThat(numbers.days()).extracting(Day::n).containsExactly(1, 2, 1);
    assertThat(numbers.days()).extracting(Day::interval).containsExactly(null, 1, 2);
  }

  @Test
  void the_trend_looks_at_7_and_28_days() {
    List<WeightReading> readings = new ArrayList<>();
    readings.add(on(1, "07:00", 77.0));
    for (int day = 3; day <= 30; day++) {
      readings.add(on(day, "07:00", 80 + day / 10.0));
    }

    WeightNumbers numbers = numbers(readings);

    assertThat(numbers.median7()).isCloseTo(82.7, within(1e-9));
    assertThat(numbers.points()).isEqualTo(28);
    assertThat(numbers.slope()).isCloseTo(0.7, within(1e-9));
    assertThat(numbers.change()).isEqualTo(6.0);
  }

  /// Weights 80, 81, 80, 81 … on days 0 to 7: Σxy − n·x̄·ȳ = 2, Σx² − n·x̄² = 42; by hand.
  @Test
  void eight_points_make_a_slope_and_seven_none() {
    assertThat(daily(80, 81, 80, 81, 80, 81, 80, 81).slope())
        .isCloseTo(7 * 2 / 42.0, within(1e-12));
    assertThat(daily(80, 81, 80, 81, 80, 81, 80).slope()).isNull();
  }

  @Test
  void nothing_has_no_numbers() {
    WeightNumbers numbers = numbers(List.of());

    assertThat(numbers.n()).isZero();
    assertThat(numbers.mean()).isNull();
    assertThat(numbers.median7()).isNull();
    assertThat(numbers.change()).isNull();
    assertThat(numbers.days()).isEmpty();
  }

  @Test
  void one_reading_has_a_mean_and_no_spread() {
    WeightNumbers numbers = daily(80.1);

    assertThat(numbers.mean()).isEqualTo(80.1);
    assertThat(numbers.sd()).isNull();
    assertThat(numbers.change()).isZero();
    assertThat(numbers.median7()).isEqualTo(80.1);
  }

  @Test
  void a_weighing_sent_twice_counts_once_and_two_equal_ones_both() {
    WeightNumbers numbers =
        numbers(List.of(on(1, "07:00", 80.0), on(1, "07:00", 80.0), on(1, "07:01", 80.0)));

    assertThat(numbers.n()).isEqualTo(2);
    assertThat(numbers.duplicates()).isOne();
  }

  @Test
  void the_order_of_arrival_changes_nothing() {
    List<WeightReading> readings = new ArrayList<>();
    Random random = new Random(3);
    for (int count = 0; count < 60; count++) {
      readings.add(
          on(
              1 + random.nextInt(40),
              "%02d:00".formatted(random.nextInt(24)),
              random.nextInt(5) == 0 ? 60 : 80 + random.nextInt(40) / 10.0));
    }
    WeightNumbers numbers = numbers(readings);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(readings, new Random(seed));
      assertThat(numbers(readings)).isEqualTo(numbers);
    }
  }

  @Test
  void bmi_needs_a_height() {
    WeightPlan plan = new WeightPlan(PARIS, null, null, 1.75);

    assertThat(WeightNumbers.of(List.of(on(1, "07:00", 73.5)), plan).bmi())
        .isCloseTo(24.0, within(1e-12));
    assertThat(daily(73.5).bmi()).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> new WeightPlan(PARIS, null, null, 0.0));
  }

  @Test
  void reads_the_units_of_scales() {
    assertThat(WeightReading.kilograms(72.4, Unit.KG)).isEqualTo(72.4);
    assertThat(WeightReading.kilograms(72_400, Unit.GRAM)).isEqualTo(72.4);
    assertThat(WeightReading.kilograms(100, Unit.POUND)).isCloseTo(45.359237, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightReading.kilograms(38, Unit.CELSIUS));
  }

  private static WeightNumbers daily(double... weights) {
    List<WeightReading> readings = new ArrayList<>();
    for (int place = 0; place < weights.length; place++) {
      readings.add(on(1 + place, "07:00", weights[place]));
    }
    return numbers(readings);
  }

  private static WeightNumbers numbers(List<WeightReading> readings) {
    return WeightNumbers.of(readings, PLAN);
  }

  private static WeightReading on(int day, String time, double kilograms) {
    return WeightReading.of(at(day, time), kilograms);
  }

  private static Instant at(int day, String time) {
    return LocalDateTime.parse(day(day) + "T" + time).atZone(PARIS).toInstant();
  }

  private static LocalDate day(int number) {
    return LocalDate.parse("2026-03-01").plusDays(number - 1L);
  }

  private static double gain(Day day) {
    return Objects.requireNonNull(day.gain());
  }
}
