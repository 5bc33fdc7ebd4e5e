package org.trousse.sdk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BodySimulatorsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Test
  void a_failing_heart_gains_two_kilograms_in_the_last_five_days() {
    WeightSimulator simulator = new WeightSimulator(81.3, 5);

    List<BigDecimal> mornings =
        IntStream.rangeClosed(0, 13)
            .mapToObj(back -> simulator.retaining(TODAY.minusDays(back).atTime(7, 30), TODAY))
            .toList();

    assertThat(mornings.get(0).subtract(mornings.get(5)))
        .isBetween(new BigDecimal("1.5"), new BigDecimal("2.5"));
    assertThat(mornings.get(5).subtract(mornings.get(13)).abs()).isLessThan(new BigDecimal("0.8"));
  }

  @Test
  void a_scale_shows_steps_of_fifty_grams() {
    WeightSimulator simulator = new WeightSimulator(64.2, 1);

    BigDecimal shown = simulator.at(TODAY.atTime(7, 0));

    assertThat(shown.remainder(new BigDecimal("0.05"))).isEqualByComparingTo("0");
    assertThat(shown).isBetween(new BigDecimal("63.6"), new BigDecimal("64.8"));
  }

  @Test
  void a_fever_climbs_within_hours_and_stays() {
    TemperatureSimulator simulator = new TemperatureSimulator(2);
    LocalDateTime onset = TODAY.minusDays(2).atTime(14, 0);

    List<Double> fever =
        IntStream.range(8, 48)
            .mapToObj(hour -> simulator.feverish(onset.plusHours(hour), onset).doubleValue())
            .toList();

    assertThat(simulator.feverish(onset.minusHours(1), onset).doubleValue()).isLessThan(37.5);
    assertThat(fever).allSatisfy(each -> assertThat(each).isBetween(37.3, 40.2));
    assertThat(fever).anySatisfy(each -> assertThat(each).isGreaterThan(38.5));
  }

  @Test
  void a_healthy_temperature_is_higher_in_the_evening() {
    TemperatureSimulator simulator = new TemperatureSimulator(2);

    BigDecimal morning = simulator.at(TODAY.atTime(5, 0));
    BigDecimal evening = simulator.at(TODAY.atTime(18, 0));

    assertThat(evening).isGreaterThan(morning).isLessThan(new BigDecimal("37.5"));
    assertThat(morning.scale()).isEqualTo(1);
  }

  @Test
  void a_blood_pressure_is_plausible_whenever_it_is_taken() {
    PressureSimulator simulator = new PressureSimulator(134, 82, 74, 9);

    List<PressureSimulator.Pressure> all =
        IntStream.range(0, 500)
            .mapToObj(i -> simulator.at(TODAY.atStartOfDay().minusHours(i)))
            .toList();

    assertThat(all)
        .allSatisfy(each -> {
          assertThat(each.systolic()).isBetween(100, 170);
          assertThat(each.mean()).isBetween(each.diastolic(), each.systolic());
          assertThat(each.diastolic()).isBetween(60, 105);
          assertThat(each.pulse()).isBetween(50, 100);
        });
  }

  @Test
  void the_same_moment_is_always_the_same() {
    LocalDateTime time = TODAY.atTime(7, 31, 12);

    assertThat(new PressureSimulator(134, 82, 74, 9).at(time))
        .isEqualTo(new PressureSimulator(134, 82, 74, 9).at(time));
    assertThat(new WeightSimulator(70, 9).at(time)).isEqualTo(new WeightSimulator(70, 9).at(time));
    assertThat(new TemperatureSimulator(9).at(time))
        .isEqualTo(new TemperatureSimulator(9).at(time));
  }
}
