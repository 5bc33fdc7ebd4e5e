package org.trousse.record.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.watch.Bounds.Level;

/// Critical bounds are inclusive, normal bounds exclusive.
final class BoundsTest {
  private static final Bounds PRESSURE = new Bounds(80.0, 90.0, 140.0, 180.0);
  private static final Bounds MOLAR = new Bounds(2.9, 3.9, 10.0, 13.9);

  @ParameterizedTest
  @CsvSource({
    "79.9, CRITICALLY_LOW",
    "80, CRITICALLY_LOW",
    "80.1, LOW",
    "89.9, LOW",
    "90, NORMAL",
    "90.1, NORMAL",
    "139.9, NORMAL",
    "140, NORMAL",
    "140.1, HIGH",
    "179.9, HIGH",
    "180, CRITICALLY_HIGH",
    "180.1, CRITICALLY_HIGH"
  })
  void each_edge_belongs_to_one_level(double value, Level level) {
    assertThat(PRESSURE.of(value)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "2.9, CRITICALLY_LOW",
    "3.0, LOW",
    "3.88, LOW",
    "3.9, NORMAL",
    "10.0, NORMAL",
    "10.1, HIGH",
    "13.9, CRITICALLY_HIGH"
  })
  void values_are_compared_unrounded_in_their_own_unit(double value, Level level) {
    assertThat(MOLAR.of(value)).isEqualTo(level);
  }

  @Test
  void a_bound_that_is_missing_bounds_nothing() {
    Bounds high = new Bounds(null, null, null, 38.0);

    assertThat(high.of(-1_000)).isEqualTo(Level.NORMAL);
    assertThat(high.of(37.999)).isEqualTo(Level.NORMAL);
    assertThat(high.of(38)).isEqualTo(Level.CRITICALLY_HIGH);
  }

  @ParameterizedTest
  @CsvSource({"54, 3.0", "63, 3.5", "70, 3.9", "140, 7.8", "180, 10.0", "250, 13.9"})
  void a_bound_of_the_consensus_has_its_own_number_in_each_unit(double milligrams, double molar) {
    assertThat(Bounds.glucose(milligrams, GlucoseUnit.MG_PER_DL, GlucoseUnit.MMOL_PER_L))
        .isEqualTo(molar);
    assertThat(Bounds.glucose(molar, GlucoseUnit.MMOL_PER_L, GlucoseUnit.MG_PER_DL))
        .isEqualTo(milligrams);
  }

  @Test
  void another_bound_is_converted_and_not_rounded() {
    assertThat(Bounds.glucose(75, GlucoseUnit.MG_PER_DL, GlucoseUnit.MMOL_PER_L))
        .isEqualTo(75 / 18.0156);
  }

  @ParameterizedTest
  @CsvSource({"90, 80, 140, 180", "80, 90, 85, 180", "80, 140, 140, 180", "80, 90, 190, 180"})
  void refuses_bounds_that_do_not_rise(double a, double b, double c, double d) {
    assertThatThrownBy(() -> new Bounds(a, b, c, d)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_no_bounds_at_all() {
    assertThatThrownBy(() -> new Bounds(null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
