package org.trousse.record.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.trousse.record.pressure.Cuff.PARIS;
import static org.trousse.record.pressure.Cuff.all;
import static org.trousse.record.pressure.Cuff.at;
import static org.trousse.record.pressure.Cuff.days;
import static org.trousse.record.pressure.Cuff.numbers;
import static org.trousse.record.pressure.Cuff.pair;
import static org.trousse.record.pressure.Cuff.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.pressure.Placed.Part;
import org.trousse.record.pressure.Placed.Use;
import org.trousse.record.pressure.Placed.Why;
import org.trousse.record.pressure.PressureNumbers.Verdict;

final class PressureNumbersTest {
  /// Means 130/80; squares 250 and 250; steps 10+15+10+10 and 5+5+10+15; by hand.
  @Test
  void agrees_with_a_series_worked_out_by_hand() {
    List<PressureReading> readings =
        List.of(
            reading("2026-05-04T08:00:00", 125, 85),
            reading("2026-05-04T08:02:00", 135, 80),
            reading("2026-05-04T20:00:00", 120, 75),
            reading("2026-05-04T20:02:00", 130, 85),
            reading("2026-05-05T08:00:00", 140, 75));

    PressureNumbers numbers = numbers(readings, Protocol.FRANCE_2_2_3);

    assertThat(numbers.n()).isEqualTo(5);
    assertThat(numbers.mean()).isEqualTo(new Pair(130, 80));
    assertThat(numbers.min()).isEqualTo(new Pair(120, 75));
    assertThat(numbers.max()).isEqualTo(new Pair(140, 85));
    assertThat(numbers.peak()).isEqualTo(new Pair(10, 5));
    assertThat(numbers.trough()).isEqualTo(new Pair(10, 5));
    assertThat(numbers.arv()).isEqualTo(new Pair(11.25, 7.5));
    assertThat(pair(numbers.sv()).systolic()).isCloseTo(Math.sqrt(525 / 4.0), within(1e-12));
    assertThat(pair(numbers.sv()).diastolic()).isCloseTo(Math.sqrt(250 / 4.0), within(1e-12));
    assertThat(pair(numbers.sd()).systolic()).isCloseTo(Math.sqrt(250 / 4.0), within(1e-12));
    assertThat(pair(numbers.sd()).diastolic()).isCloseTo(5, within(1e-12));
    assertThat(pair(numbers.cv()).diastolic()).isCloseTo(6.25, within(1e-12));
    assertThat(numbers.pulsePressure()).isEqualTo(50);
    assertThat(numbers.map()).isCloseTo(80 + 50 / 3.0, within(1e-12));
    assertThat(numbers.morning()).isEqualTo(new Pair(400 / 3.0, 80));
    assertThat(numbers.evening()).isEqualTo(new Pair(125, 80));
  }

  @Test
  void nothing_has_no_numbers() {
    PressureNumbers numbers = numbers(List.of(), Protocol.ESH);

    assertThat(numbers.n()).isZero();
    assertThat(numbers.mean()).isNull();
    assertThat(numbers.map()).isNull();
    assertThat(numbers.from()).isNull();
    assertThat(numbers.protocolMean()).isNull();
    assertThat(numbers.days()).isEmpty();
    assertThat(numbers.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(numbers.expected()).isEqualTo(12);
  }

  @Test
  void one_reading_has_a_mean_and_no_spread() {
    PressureNumbers numbers =
        numbers(List.of(reading("2026-05-04T08:00:00", 123, 58)), Protocol.FRANCE_2_2_3);

    assertThat(numbers.mean()).isEqualTo(new Pair(123, 58));
    assertThat(numbers.map()).isCloseTo(79.6667, within(1e-4));
    assertThat(numbers.sd()).isNull();
    assertThat(numbers.cv()).isNull();
    assertThat(numbers.arv()).isNull();
    assertThat(numbers.variability()).isNull();
    assertThat(numbers.from()).isEqualTo(at("2026-05-04T08:00:00")).isEqualTo(numbers.to());
  }

  @ParameterizedTest
  @CsvSource({
    "134.9, 80, NORMAL",
    "134.96, 80, NORMAL",
    "134.999999999, 84.999999999, NORMAL",
    "135, 80, ELEVATED",
    "135.04, 80, ELEVATED",
    "120, 84.9, NORMAL",
    "120, 84.96, NORMAL",
    "120, 85, ELEVATED",
    "120, 85.04, ELEVATED"
  })
  void the_mean_is_judged_unrounded(double systolic, double diastolic, Verdict verdict) {
    PressureNumbers numbers = numbers(days(4, 6, 2, systolic, diastolic), Protocol.FRANCE_2_2_3);

    assertThat(numbers.complete()).isTrue();
    assertThat(numbers.verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "129.9, 79.9, NORMAL",
    "130, 79.9, BORDERLINE",
    "129.9, 80, BORDERLINE",
    "134.9, 84.9, BORDERLINE",
    "135, 79.9, ELEVATED",
    "129.9, 85, ELEVATED"
  })
  void esh_knows_a_border(double systolic, double diastolic, Verdict verdict) {
    assertThat(numbers(days(4, 7, 2, systolic, diastolic), Protocol.ESH).verdict())
        .isEqualTo(verdict);
  }

  /// As many of 135.1 as of 134.9: their mean is 135, whatever binary fractions make of it.
  @Test
  void decimals_that_mean_the_threshold_reach_it() {
    List<PressureReading> readings = new ArrayList<>();
    for (int day = 4; day <= 8; day++) {
      readings.addAll(days(day, day, 2, day % 2 == 0 ? 135.1 : 134.9, 70));
    }
    readings.addAll(days(9, 9, 2, 134.9, 70));

    assertThat(numbers(readings, Protocol.FRANCE_2_2_3).verdict()).isEqualTo(Verdict.ELEVATED);
  }

  /// The same readings, two protocols, two verdicts: 135.4 with day 1, 134.3 without.
  @Test
  void discarding_day_1_flips_the_verdict() {
    List<PressureReading> readings =
        all(days(4, 4, 2, 142, 80), days(5, 9, 2, 134, 80), days(10, 10, 2, 135.8, 80));

    PressureNumbers france = numbers(readings, Protocol.FRANCE_2_2_3);
    PressureNumbers esh = numbers(readings, Protocol.ESH);

    assertThat(pair(france.protocolMean()).systolic()).isCloseTo(135.4, within(1e-9));
    assertThat(france.verdict()).isEqualTo(Verdict.ELEVATED);
    assertThat(pair(esh.protocolMean()).systolic()).isCloseTo(134.3, within(1e-9));
    assertThat(esh.verdict()).isEqualTo(Verdict.BORDERLINE);
    assertThat(esh.discarded()).isEqualTo(4);
    assertThat(esh.counted()).isEqualTo(24);
    assertThat(esh.mean()).isEqualTo(france.mean());
  }

  @Test
  void eleven_of_twelve_have_no_verdict() {
    List<PressureReading> sixteen = days(4, 7, 2, 150, 95);
    List<PressureReading> fifteen = sixteen.subList(0, 15);

    PressureNumbers numbers = numbers(fifteen, Protocol.ESH);

    assertThat(numbers.counted()).isEqualTo(11);
    assertThat(numbers.expected()).isEqualTo(12);
    assertThat(numbers.complete()).isFalse();
    assertThat(numbers.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(numbers(sixteen, Protocol.ESH).verdict()).isEqualTo(Verdict.ELEVATED);
  }

  @Test
  void twelve_readings_on_two_days_have_no_verdict() {
    PressureNumbers numbers = numbers(days(4, 5, 3, 150, 95), Protocol.FRANCE_2_2_3);

    assertThat(numbers.counted()).isEqualTo(12);
    assertThat(numbers.measuredDays()).isEqualTo(2);
    assertThat(numbers.verdict()).isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void the_rule_of_3_needs_all_18() {
    List<PressureReading> readings = days(4, 6, 3, 120, 70);

    assertThat(numbers(readings, Protocol.FRANCE_3).verdict()).isEqualTo(Verdict.NORMAL);
    assertThat(numbers(readings.subList(0, 17), Protocol.FRANCE_3).verdict())
        .isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void the_american_protocol_discards_two_days_and_the_first_of_each_triplet() {
    PressureNumbers numbers = numbers(days(4, 8, 3, 128, 78), Protocol.US);

    assertThat(numbers.counted()).isEqualTo(12);
    assertThat(numbers.discarded()).isEqualTo(18);
    assertThat(numbers.complete()).isTrue();
    assertThat(numbers.readings().get(11).why()).isEqualTo(Why.FIRST_DAYS);
    assertThat(numbers.readings().get(12).why()).isEqualTo(Why.FIRST_OF_SESSION);
    assertThat(numbers.readings().get(13).use()).isEqualTo(Use.COUNTED);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T03:59:59, OTHER, OTHER",
    "2026-05-04T04:00:00, MORNING, COUNTED",
    "2026-05-04T11:59:59, MORNING, COUNTED",
    "2026-05-04T12:00:00, OTHER, OTHER",
    "2026-05-04T15:59:59, OTHER, OTHER",
    "2026-05-04T16:00:00, EVENING, COUNTED",
    "2026-05-04T23:59:59, EVENING, COUNTED",
    "2026-05-05T00:00:00, OTHER, OTHER"
  })
  void the_local_hour_decides_what_counts(String local, Part part, Use use) {
    PressureNumbers numbers = numbers(List.of(reading(local, 120, 70)), Protocol.FRANCE_2_2_3);

    Placed placed = numbers.readings().getFirst();
    assertThat(placed.part()).isEqualTo(part);
    assertThat(placed.use()).isEqualTo(use);
    assertThat(placed.why()).isEqualTo(use == Use.OTHER ? Why.OUTSIDE_HOURS : null);
    assertThat(numbers.n()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"08:10:00, 1", "08:10:01, 2", "08:09:59, 1"})
  void neighbours_of_a_session_are_10_minutes_apart_at_most(String time, int sessions) {
    List<PressureReading> readings =
        List.of(reading("2026-05-04T08:00:00", 120, 70), reading("2026-05-04T" + time, 122, 72));

    assertThat(numbers(readings, Protocol.FRANCE_2_2_3).sessions()).hasSize(sessions);
  }

  @Test
  void a_session_ends_with_its_part_of_day() {
    List<PressureReading> readings =
        List.of(
            reading("2026-05-04T11:58:00", 120, 70),
            reading("2026-05-04T12:01:00", 124, 74),
            reading("2026-05-04T23:58:00", 130, 80),
            reading("2026-05-05T00:02:00", 134, 84));

    List<Session> sessions = numbers(readings, Protocol.FRANCE_2_2_3).sessions();

    assertThat(sessions)
        .extracting(Session::part)
        .containsExactly(Part.MORNING, Part.OTHER, Part.EVENING, Part.OTHER);
    assertThat(sessions).extracting(Session::counted).containsExactly(1, 0, 1, 0);
    assertThat(sessions.getLast().mean()).isEqualTo(new Pair(134, 84));
  }

  /// 29 March has 23 hours: 03:59 is 01:59 UTC, and the hour before it never was.
  @Test
  void parts_of_day_follow_the_wall_on_days_of_23_and_25_hours() {
    PressureNumbers spring =
        numbers(
            List.of(
                PressureReading.of(Instant.parse("2026-03-29T01:59:59Z"), 120, 70),
                PressureReading.of(Instant.parse("2026-03-29T02:00:00Z"), 121, 70)),
            Protocol.FRANCE_2_2_3);
    PressureNumbers autumn =
        numbers(
            List.of(
                PressureReading.of(Instant.parse("2026-10-25T02:59:59Z"), 120, 70),
                PressureReading.of(Instant.parse("2026-10-25T03:00:00Z"), 121, 70),
                PressureReading.of(Instant.parse("2026-10-25T22:59:59Z"), 122, 70)),
            Protocol.FRANCE_2_2_3);

    assertThat(spring.readings())
        .extracting(Placed::part)
        .containsExactly(Part.OTHER, Part.MORNING);
    assertThat(autumn.readings())
        .extracting(Placed::part)
        .containsExactly(Part.OTHER, Part.MORNING, Part.EVENING);
    assertThat(autumn.readings())
        .extracting(Placed::day)
        .containsOnly(LocalDate.parse("2026-10-25"));
  }

  @ParameterizedTest
  @CsvSource({
    "50, 40, ",
    "240, 140, ",
    "49.9, 40, SYSTOLIC_RANGE",
    "240.1, 100, SYSTOLIC_RANGE",
    "120, 39.9, DIASTOLIC_RANGE",
    "200, 140.1, DIASTOLIC_RANGE",
    "80, 80, DIASTOLIC_NOT_BELOW",
    "80, 81, DIASTOLIC_NOT_BELOW",
    "80.1, 80, ",
    "NaN, 80, SYSTOLIC_RANGE",
    "120, NaN, DIASTOLIC_RANGE"
  })
  void what_nobody_believes_is_excluded_and_counted(double systolic, double diastolic, Why why) {
    PressureNumbers numbers =
        numbers(
            List.of(reading("2026-05-04T08:00:00", systolic, diastolic)), Protocol.FRANCE_2_2_3);

    assertThat(numbers.readings().getFirst().why()).isEqualTo(why);
    assertThat(numbers.excluded()).isEqualTo(why == null ? 0 : 1);
    assertThat(numbers.n()).isEqualTo(why == null ? 1 : 0);
    assertThat(numbers.sessions()).hasSize(why == null ? 1 : 0);
  }

  @Test
  void a_reading_sent_twice_counts_once() {
    List<PressureReading> readings =
        List.of(
            reading("2026-05-04T08:00:00", 120, 70),
            reading("2026-05-04T08:00:00", 120, 70),
            reading("2026-05-04T08:00:00", 121, 70));

    PressureNumbers numbers = numbers(readings, Protocol.FRANCE_2_2_3);

    assertThat(numbers.n()).isEqualTo(2);
    assertThat(numbers.duplicates()).isOne();
  }

  @Test
  void the_order_of_arrival_changes_nothing() {
    List<PressureReading> readings =
        new ArrayList<>(all(days(4, 6, 3, 131, 77), days(7, 9, 2, 142, 91)));
    readings.add(reading("2026-05-05T07:00:00", 150, 77));
    readings.add(reading("2026-05-05T07:00:00", 131, 77));
    readings.add(reading("2026-05-05T13:00:00", 300, 77));
    PressureNumbers numbers = numbers(readings, Protocol.ESH);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(readings, new Random(seed));
      assertThat(numbers(readings, Protocol.ESH)).isEqualTo(numbers);
    }
  }

  @Test
  void the_grid_shows_what_is_missing_and_what_is_more() {
    List<PressureReading> readings =
        all(
            days(4, 4, 3, 130, 80),
            List.of(
                reading("2026-05-06T20:00:00", 131, 81), reading("2026-05-06T14:00:00", 132, 82)));

    PressureNumbers numbers = numbers(readings, Protocol.FRANCE_2_2_3);

    assertThat(numbers.days()).hasSize(7);
    Day first = numbers.days().getFirst();
    assertThat(first.morning()).hasSize(3);
    assertThat(first.missing()).isZero();
    Day third = numbers.days().get(2);
    assertThat(third.number()).isEqualTo(3);
    assertThat(third.morning()).extracting(Day.Cell::placed).containsOnlyNulls();
    assertThat(third.evening().getFirst().placed()).isNotNull();
    assertThat(third.missing()).isEqualTo(3);
    assertThat(third.mean()).isEqualTo(new Pair(131, 81));
    assertThat(numbers.days().getLast().missing()).isEqualTo(4);
    assertThat(numbers.days().getLast().mean()).isNull();
    assertThat(numbers.other()).isOne();
  }

  @Test
  void a_series_with_days_leaves_out_the_readings_beside_them() {
    Series series = Series.from(LocalDate.parse("2026-05-05"), Protocol.FRANCE_2_2_3, PARIS);

    PressureNumbers numbers =
        PressureNumbers.of(all(days(4, 7, 2, 120, 70), days(12, 12, 2, 120, 70)), series);

    assertThat(numbers.counted()).isEqualTo(12);
    assertThat(numbers.other()).isEqualTo(8);
    assertThat(numbers.readings().getFirst().why()).isEqualTo(Why.OUTSIDE_DATES);
    assertThat(numbers.n()).isEqualTo(20);
    assertThat(numbers.days()).hasSize(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Series(
                Protocol.ESH, PARIS, LocalDate.parse("2026-05-05"), LocalDate.parse("2026-05-04")));
  }

  @Test
  void what_is_answered_is_spelt_in_words() {
    assertThat(Verdict.ELEVATED).hasToString("elevated");
    assertThat(Part.MORNING).hasToString("morning");
    assertThat(Use.COUNTED).hasToString("counted");
    assertThat(Why.FIRST_DAYS).hasToString("first-days");
  }

  @Test
  void protocols_are_found_by_their_ids() {
    for (Protocol protocol : Protocol.ALL) {
      assertThat(Protocol.of(protocol.id())).contains(protocol);
    }
    assertThat(Protocol.of("unheard-of")).isEmpty();
  }
}
