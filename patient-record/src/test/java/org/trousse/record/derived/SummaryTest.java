package org.trousse.record.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  /// By hand: mean 130, squares 25+25+100+0+100 = 250, steps 10, 15, 10, 10.
  @Test
  void agrees_with_a_series_worked_out_by_hand() {
    Summary summary = Summary.of(new double[] {125, 135, 120, 130, 140}).orElseThrow();

    assertThat(summary.n()).isEqualTo(5);
    assertThat(summary.mean()).isEqualTo(130);
    assertThat(summary.sd()).isCloseTo(Math.sqrt(62.5), within(1e-12));
    assertThat(summary.cv()).isCloseTo(100 * Math.sqrt(62.5) / 130, within(1e-12));
    assertThat(summary.arv()).isEqualTo(11.25);
    assertThat(summary.sv()).isCloseTo(Math.sqrt(525 / 4.0), within(1e-12));
    assertThat(summary.min()).isEqualTo(120);
    assertThat(summary.max()).isEqualTo(140);
  }

  @Test
  void one_value_has_no_spread() {
    Summary summary = Summary.of(new double[] {120}).orElseThrow();

    assertThat(summary).isEqualTo(new Summary(1, 120, null, null, null, null, 120, 120));
  }

  @Test
  void nothing_has_no_statistics() {
    assertThat(Summary.of(new double[0])).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Summary.median(new double[0]));
  }

  @Test
  void equal_values_do_not_spread_at_all() {
    double[] values = new double[1_001];
    Arrays.fill(values, 80.1);

    Summary summary = Summary.of(values).orElseThrow();

    assertThat(summary.sd()).isZero();
    assertThat(summary.mean()).isEqualTo(80.1);
  }

  @Test
  void a_mean_of_zero_has_no_coefficient_of_variation() {
    Summary summary = Summary.of(new double[] {-1, 1}).orElseThrow();

    assertThat(summary.cv()).isNull();
    assertThat(summary.sd()).isEqualTo(Math.sqrt(2));
  }

  @Test
  void a_sum_keeps_what_addition_rounds_off() {
    assertThat(1 + 1e100 + 1 - 1e100).isZero();

    assertThat(Summary.sum(new double[] {1, 1e100, 1, -1e100})).isEqualTo(2);
  }

  @Test
  void the_median_is_the_middle_or_between_the_two_middle_ones() {
    assertThat(Summary.median(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Summary.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }
}
