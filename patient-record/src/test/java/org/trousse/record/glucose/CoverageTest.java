package org.trousse.record.glucose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.glucose.GlucoseSeries.Window;

final class CoverageTest {
  private static final Instant END = Instant.parse("2026-06-15T00:00:00Z");

  /// Readings of the last minutes before [#END], itself included.
  private static GlucoseSeries last(int n, int stepMinutes) {
    List<GlucoseReading> readings = new ArrayList<>();
    for (int reading = 0; reading < n; reading++) {
      readings.add(new GlucoseReading(END.minusSeconds(60L * stepMinutes * reading), 100));
    }
    return GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS);
  }

  @Test
  void fourteen_days_have_4032_slots_of_five_minutes() {
    Coverage coverage =
        GlucoseNumbers.of(last(4_032, 5), Window.endingAt(END, 14), null).coverage();

    assertThat(coverage.expected()).isEqualTo(4_032.0);
    assertThat(coverage.coverage()).isEqualTo(100.0);
    assertThat(coverage.missing()).isEqualTo(0.0);
  }

  @Test
  void the_windows_first_instant_is_outside_and_its_last_inside() {
    GlucoseNumbers numbers = GlucoseNumbers.of(last(289, 5), Window.endingAt(END, 1), null);

    assertThat(numbers.levels().n()).isEqualTo(288);
    assertThat(numbers.excluded().outsideWindow()).isEqualTo(1);
    assertThat(numbers.to()).isEqualTo(END);
  }

  @Test
  void half_a_window_is_half_by_one_definition_and_whole_by_the_others() {
    Coverage coverage =
        GlucoseNumbers.of(last(2_016, 5), Window.endingAt(END, 14), null).coverage();

    assertThat(coverage.coverage()).isEqualTo(50.0);
    assertThat(coverage.coverageActive()).isEqualTo(100.0);
    assertThat(coverage.coverageWorn()).isEqualTo(100.0);
    assertThat(coverage.missing()).isEqualTo(2_016.0);
  }

  @Test
  void a_whole_series_without_gaps_is_covered() {
    Coverage coverage = GlucoseNumbers.of(last(481, 3)).coverage();

    assertThat(coverage.interval()).isEqualTo(3);
    assertThat(coverage.expected()).isCloseTo(481, within(1e-9));
    assertThat(coverage.coverage()).isCloseTo(100, within(1e-9));
  }

  @Test
  void a_declared_interval_wins_over_the_median() {
    assertThat(GlucoseNumbers.of(last(10, 5), null, 15).coverage().interval()).isEqualTo(15);
  }

  /// R, numpy and the reference report round half to even.
  @ParameterizedTest
  @CsvSource({"150,2", "210,4", "299,5", "20,1", "300,5"})
  void the_median_step_is_rounded_half_to_even_and_is_a_minute_at_least(int seconds, int interval) {
    List<GlucoseReading> readings = new ArrayList<>();
    for (int reading = 0; reading < 5; reading++) {
      readings.add(new GlucoseReading(END.plusSeconds((long) seconds * reading), 100 + reading));
    }

    GlucoseSeries series = GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS);

    assertThat(GlucoseNumbers.of(series).coverage().interval()).isEqualTo(interval);
  }

  @Test
  void an_empty_window_of_a_known_interval_is_covered_by_nothing() {
    GlucoseSeries empty = GlucoseSeries.of(List.of(), GlucoseUnit.MG_PER_DL, Fixture.PARIS);

    Coverage coverage = GlucoseNumbers.of(empty, Window.endingAt(END, 14), 5).coverage();

    assertThat(coverage.coverage()).isEqualTo(0.0);
    assertThat(coverage.missing()).isEqualTo(4_032.0);
  }

  @Test
  void fourteen_days_of_enough_data_withhold_nothing() {
    Sufficiency enough =
        GlucoseNumbers.of(last(2_823, 5), Window.endingAt(END, 14), null).sufficiency();

    assertThat(enough.withheld()).isEmpty();
    assertThat(enough.warns()).isFalse();
  }

  @Test
  void one_reading_less_than_70_percent_of_14_days_withholds_the_gmi() {
    Sufficiency enough =
        GlucoseNumbers.of(last(2_822, 5), Window.endingAt(END, 14), null).sufficiency();

    assertThat(enough.withheld()).containsExactly("gmi", "gmiMmolMol", "eA1c");
    assertThat(enough.isWithheld("gmi")).isTrue();
    assertThat(enough.isWithheld("mean")).isFalse();
    assertThat(enough.warns()).isTrue();
  }

  @Test
  void thirteen_days_withhold_the_gmi_however_complete() {
    Sufficiency enough =
        GlucoseNumbers.of(last(13 * 288, 5), Window.endingAt(END, 13), null).sufficiency();

    assertThat(enough.withheld()).contains("gmi");
  }

  @ParameterizedTest
  @CsvSource({"287,true", "288,false"})
  void less_than_a_day_of_data_withholds_everything(int n, boolean withheld) {
    assertThat(GlucoseNumbers.of(last(n, 5)).sufficiency().isWithheld("mean")).isEqualTo(withheld);
  }

  @ParameterizedTest
  @CsvSource({"29,true", "30,false"})
  void a_deviation_takes_30_readings(int n, boolean withheld) {
    assertThat(GlucoseNumbers.of(last(n, 60)).sufficiency().withheld().contains("cv"))
        .isEqualTo(withheld);
  }

  @ParameterizedTest
  @CsvSource({"5,true", "8,false"})
  void a_curve_takes_7_days_that_are_covered(int days, boolean withheld) {
    assertThat(GlucoseNumbers.of(last(288 * days, 5)).sufficiency().isWithheld("hourly"))
        .isEqualTo(withheld);
  }
}
