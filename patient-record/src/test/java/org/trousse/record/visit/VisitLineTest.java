package org.trousse.record.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VisitLineTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant VISIT = NOW.minus(Duration.ofDays(3));

  @Test
  void a_sheet_begins_at_the_last_visit_and_after_14_days_without_one() {
    assertThat(VisitPeriod.of(VISIT, NOW).from()).isEqualTo(VISIT);
    assertThat(VisitPeriod.of(null, NOW).from()).isEqualTo(NOW.minus(Duration.ofDays(14)));
    assertThat(VisitPeriod.of(NOW.minus(Duration.ofDays(91)), NOW).lastVisit()).isNull();
    assertThat(VisitPeriod.of(NOW.plusSeconds(1), NOW).lastVisit()).isNull();
  }

  @Test
  void what_is_measured_at_the_end_of_the_visit_belongs_to_the_next_sheet() {
    VisitPeriod period = VisitPeriod.of(VISIT, NOW);

    assertThat(period.holds(VISIT)).isTrue();
    assertThat(period.isBefore(VISIT)).isFalse();
    assertThat(period.isBefore(VISIT.minusMillis(1))).isTrue();
    assertThat(period.isBefore(period.before())).isTrue();
    assertThat(period.isBefore(period.before().minusMillis(1))).isFalse();
  }

  @Test
  void means_of_pressure_are_compared_with_those_of_the_14_days_before() {
    VisitLine line =
        VisitLine.of(
            VisitKind.PRESSURE,
            List.of(
                pressure(-1, 140, 90),
                pressure(-2, 130, 80),
                pressure(-4, 120, 70),
                pressure(-16, 124, 74),
                pressure(-18, 200, 120)),
            VisitPeriod.of(VISIT, NOW));

    assertThat(line.mean()).isEqualTo(new VisitLine.Pair(135, 85.0));
    assertThat(line.before()).isEqualTo(new VisitLine.Pair(122, 72.0));
    assertThat(line.change()).isEqualTo(new VisitLine.Pair(13, 13.0));
    assertThat(line.newest()).isEqualTo(pressure(-1, 140, 90));
    assertThat(line.inTarget()).isEqualTo(50.0);
  }

  @Test
  void a_weight_is_compared_with_the_one_before_the_visit() {
    VisitLine line =
        VisitLine.of(
            VisitKind.WEIGHT,
            List.of(one(-5, 80.0), one(-4, 79.0), one(-2, 80.2), one(-1, 81.0)),
            VisitPeriod.of(VISIT, NOW));

    VisitLine.Pair change = Objects.requireNonNull(line.change());
    assertThat(change.value()).isCloseTo(2.0, within(1e-9));
    assertThat(line.inTarget()).isNull();
  }

  @Test
  void without_anything_before_nothing_changed() {
    VisitLine line =
        VisitLine.of(VisitKind.TEMPERATURE, List.of(one(-1, 38.4)), VisitPeriod.of(VISIT, NOW));

    assertThat(line.change()).isNull();
    assertThat(line.inTarget()).isEqualTo(0.0);
  }

  @ParameterizedTest
  @CsvSource({
    "GLUCOSE_SENSOR, 69.9, , false",
    "GLUCOSE_SENSOR, 70, , true",
    "GLUCOSE_FINGER, 180, , true",
    "GLUCOSE_FINGER, 180.1, , false",
    "PRESSURE, 134.9, 84.9, true",
    "PRESSURE, 135, 70, false",
    "PRESSURE, 120, 85, false",
    "TEMPERATURE, 37.9, , true",
    "TEMPERATURE, 38.0, , false",
    "WEIGHT, 200, , true",
  })
  void the_edges_of_the_general_targets(
      VisitKind kind, double value, @Nullable Double diastolic, boolean in) {
    assertThat(VisitLine.isInTarget(kind, new Value(NOW, value, diastolic))).isEqualTo(in);
  }

  private static Value pressure(int days, double systolic, double diastolic) {
    return new Value(NOW.plus(Duration.ofDays(days)), systolic, diastolic);
  }

  private static Value one(int days, double value) {
    return new Value(NOW.plus(Duration.ofDays(days)), value, null);
  }
}
