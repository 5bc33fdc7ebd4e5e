package org.trousse.record.glucose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.trousse.record.glucose.Fixture.every5Minutes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.trousse.record.derived.Quantiles;

/// Hours and days of the wall clock, across both changes of the clock.
final class LocalTimeTest {
  private static GlucoseNumbers full(String from, int hours) {
    double[] values = new double[hours * 12];
    Arrays.fill(values, 100);
    return GlucoseNumbers.of(every5Minutes(from, GlucoseUnit.MG_PER_DL, values));
  }

  @Test
  void a_spring_day_has_23_hours_and_expects_276() {
    GlucoseNumbers numbers = full("2026-03-28T23:00:00Z", 23);

    GlucoseDay day = numbers.daily().getFirst();
    assertThat(numbers.daily()).hasSize(1);
    assertThat(day.date()).isEqualTo(LocalDate.of(2026, 3, 29));
    assertThat(day.hours()).isEqualTo(23);
    assertThat(day.expected()).isEqualTo(276.0);
    assertThat(day.coverage()).isEqualTo(100.0);
    assertThat(numbers.hourly().get(2).n()).isZero();
    assertThat(numbers.hourly().get(3).n()).isEqualTo(12);
  }

  @Test
  void an_autumn_day_has_25_hours_and_expects_300() {
    GlucoseNumbers numbers = full("2026-10-24T22:00:00Z", 25);

    GlucoseDay day = numbers.daily().getFirst();
    assertThat(numbers.daily()).hasSize(1);
    assertThat(day.date()).isEqualTo(LocalDate.of(2026, 10, 25));
    assertThat(day.expected()).isEqualTo(300.0);
    assertThat(day.coverage()).isEqualTo(100.0);
    assertThat(numbers.hourly().get(2).n()).isEqualTo(24);
  }

  @Test
  void coverage_counts_elapsed_time_whatever_clocks_do() {
    assertThat(full("2026-10-24T22:00:00Z", 25).coverage().coverage()).isEqualTo(100.0);
    assertThat(full("2026-10-24T22:00:00Z", 25).coverage().expected()).isEqualTo(300.0);
  }

  @Test
  void a_missing_neighbour_does_not_count_and_a_missing_hour_stays_missing() {
    // 12:00 to 13:55 and 15:00 to 15:55 in Paris; 14 is missing
    List<GlucoseReading> readings = new ArrayList<>();
    GlucoseSeries first =
        every5Minutes("2026-06-01T10:00:00Z", GlucoseUnit.MG_PER_DL, twelve(100, 130));
    GlucoseSeries then = every5Minutes("2026-06-01T13:00:00Z", GlucoseUnit.MG_PER_DL, twelve(190));
    for (GlucoseSeries series : List.of(first, then)) {
      for (int place = 0; place < series.size(); place++) {
        readings.add(new GlucoseReading(series.at(place), series.value(place)));
      }
    }

    List<HourlyCurve.Hour> hourly =
        GlucoseNumbers.of(GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS))
            .hourly();

    assertThat(median(hourly, 12)).isCloseTo((4 * 100 + 130) / 5.0, within(1e-12));
    assertThat(median(hourly, 13)).isCloseTo((100 + 4 * 130) / 5.0, within(1e-12));
    assertThat(hourly.get(14).smoothed()).isNull();
    assertThat(hourly.get(14).raw()).isNull();
    assertThat(median(hourly, 15)).isCloseTo(190, within(1e-12));
  }

  @Test
  void the_hours_before_and_after_midnight_are_neighbours() {
    List<HourlyCurve.Hour> hourly =
        GlucoseNumbers.of(
                every5Minutes("2026-06-01T21:00:00Z", GlucoseUnit.MG_PER_DL, twelve(100, 160)))
            .hourly();

    assertThat(median(hourly, 23)).isCloseTo((4 * 100 + 160) / 5.0, within(1e-12));
    assertThat(median(hourly, 0)).isCloseTo((100 + 4 * 160) / 5.0, within(1e-12));
  }

  @Test
  void percentiles_are_linear_between_neighbours() {
    HourlyCurve.Hour noon =
        GlucoseNumbers.of(
                every5Minutes("2026-06-01T10:00:00Z", GlucoseUnit.MG_PER_DL, 10, 20, 30, 40))
            .hourly()
            .get(12);

    assertThat(Objects.requireNonNull(noon.raw()).p5()).isCloseTo(11.5, within(1e-12));
    assertThat(Objects.requireNonNull(noon.raw()).p25()).isCloseTo(17.5, within(1e-12));
    assertThat(Objects.requireNonNull(noon.raw()).p95()).isCloseTo(38.5, within(1e-12));
  }

  private static double median(List<HourlyCurve.Hour> hourly, int hour) {
    Quantiles smoothed = Objects.requireNonNull(hourly.get(hour).smoothed());
    return smoothed.p50();
  }

  /// Twelve of each.
  private static double[] twelve(double... values) {
    return Arrays.stream(values).flatMap(v -> Arrays.stream(new double[12]).map(_ -> v)).toArray();
  }
}
