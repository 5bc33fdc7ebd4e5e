package org.trousse.record.temperature;

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
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Unit;

final class TemperatureNumbersTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({"37.9, 0", "37.99, 0", "37.999999999, 0", "38.0, 1", "38.01, 1"})
  void fever_starts_at_38_0_unrounded(double celsius, int febrile) {
    TemperatureNumbers numbers = numbers(on("2026-05-04T08:00", celsius));

    assertThat(numbers.febrile()).isEqualTo(febrile);
    assertThat(numbers.episodes()).hasSize(febrile);
    assertThat(numbers.days().getFirst().febrile()).isEqualTo(febrile);
  }

  @ParameterizedTest
  @CsvSource({"33.9, false", "34.0, true", "42.5, true", "42.51, false", "NaN, false"})
  void what_nobody_believes_is_excluded_and_counted(double celsius, boolean plausible) {
    TemperatureNumbers numbers = numbers(on("2026-05-04T08:00", celsius));

    assertThat(numbers.n()).isEqualTo(plausible ? 1 : 0);
    assertThat(numbers.excluded()).isEqualTo(plausible ? 0 : 1);
    assertThat(numbers.toConfirm()).hasSize(plausible ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"2026-05-05T07:59, 1", "2026-05-05T08:00, 2", "2026-05-05T08:01, 2"})
  void an_episode_ends_with_24_hours_without_fever(String next, int episodes) {
    TemperatureNumbers numbers = numbers(on("2026-05-04T08:00", 38.5), on(next, 38.2));

    assertThat(numbers.episodes()).hasSize(episodes);
  }

  @Test
  void an_episode_says_how_high_how_long_and_whether_it_is_over() {
    TemperatureNumbers numbers =
        numbers(
            on("2026-05-04T08:00", 37.8),
            on("2026-05-04T12:00", 38.2),
            on("2026-05-04T20:00", 39.1),
            on("2026-05-05T08:00", 37.9),
            on("2026-05-05T14:00", 38.0),
            on("2026-05-06T08:00", 37.2),
            on("2026-05-06T14:00", 36.9));

    assertThat(numbers.episodes())
        .containsExactly(
            new Episode(
                at("2026-05-04T12:00"),
                at("2026-05-05T14:00"),
                at("2026-05-06T14:00"),
                39.1,
                3,
                1));
  }

  @Test
  void an_episode_that_the_series_does_not_outlast_is_open_until_it_is_known() {
    List<TemperatureReading> readings = List.of(on("2026-05-04T12:00", 38.2));

    assertThat(TemperatureNumbers.of(readings, PARIS).episodes().getFirst().over()).isNull();
    assertThat(over(readings, "2026-05-05T11:59")).isNull();
    assertThat(over(readings, "2026-05-05T12:00")).isEqualTo(at("2026-05-05T12:00"));
    assertThat(TemperatureNumbers.of(readings, PARIS).episodes().getFirst().belowAfter()).isZero();
  }

  @Test
  void a_day_shows_its_highest_and_where_it_was_measured() {
    TemperatureNumbers numbers =
        numbers(
            sited("2026-05-04T08:00", 37.6, BodySite.ARMPIT),
            sited("2026-05-04T12:00", 38.1, BodySite.RECTUM),
            sited("2026-05-04T23:59", 38.1, BodySite.TYMPANUM),
            on("2026-05-05T00:00", 37.0));

    assertThat(numbers.days())
        .containsExactly(
            new Day(LocalDate.parse("2026-05-04"), 38.1, BodySite.RECTUM, 3, 2),
            new Day(LocalDate.parse("2026-05-05"), 37.0, null, 1, 0));
    assertThat(numbers.sites())
        .isEqualTo(Map.of(BodySite.ARMPIT, 1, BodySite.RECTUM, 1, BodySite.TYMPANUM, 1));
    assertThat(numbers.mean()).isCloseTo(37.7, within(1e-12));
  }

  @Test
  void days_of_23_and_25_hours_are_days() {
    TemperatureNumbers numbers =
        numbers(
            TemperatureReading.of(Instant.parse("2026-03-28T23:00:00Z"), 37.1),
            TemperatureReading.of(Instant.parse("2026-03-29T21:59:59Z"), 37.2),
            TemperatureReading.of(Instant.parse("2026-03-29T22:00:00Z"), 37.3),
            TemperatureReading.of(Instant.parse("2026-10-24T22:00:00Z"), 37.4),
            TemperatureReading.of(Instant.parse("2026-10-25T22:59:59Z"), 37.5));

    assertThat(numbers.days()).extracting(Day::n).containsExactly(2, 1, 2);
  }

  @Test
  void notes_of_antipyretics_mark_the_curve_and_change_nothing() {
    List<TemperatureReading> readings = List.of(on("2026-05-04T12:00", 38.2));
    Antipyretic late = new Antipyretic(at("2026-05-04T20:00"), "synthetic note");
    Antipyretic early = new Antipyretic(at("2026-05-04T13:00"), "synthetic note");

    TemperatureNumbers numbers = TemperatureNumbers.of(readings, List.of(late, early), null, PARIS);

    assertThat(numbers.marks()).containsExactly(early, late);
    assertThat(numbers.episodes()).isEqualTo(TemperatureNumbers.of(readings, PARIS).episodes());
  }

  @Test
  void nothing_has_no_numbers() {
    TemperatureNumbers numbers = numbers();

    assertThat(numbers.mean()).isNull();
    assertThat(numbers.max()).isNull();
    assertThat(numbers.from()).isNull();
    assertThat(numbers.episodes()).isEmpty();
  }

  @Test
  void a_reading_sent_twice_counts_once() {
    TemperatureNumbers numbers =
        numbers(
            on("2026-05-04T08:00", 38.2),
            on("2026-05-04T08:00", 38.2),
            sited("2026-05-04T08:00", 38.2, BodySite.EAR));

    assertThat(numbers.n()).isEqualTo(2);
    assertThat(numbers.duplicates()).isOne();
  }

  @Test
  void fahrenheit_meets_the_threshold_exactly() {
    assertThat(
            numbers(on("2026-05-04T08:00", TemperatureReading.celsius(100.4, Unit.FAHRENHEIT)))
                .febrile())
        .isOne();
    assertThat(TemperatureReading.celsius(38.5, Unit.CELSIUS)).isEqualTo(38.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemperatureReading.celsius(38.5, Unit.KG));
  }

  /// The slow way: every feverish reading asks all the others.
  @Test
  void random_series_have_the_episodes_of_a_slow_second_implementation() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      List<TemperatureReading> readings = new ArrayList<>();
      for (int count = random.nextInt(40); count > 0; count--) {
        Instant at = Instant.ofEpochSecond(1_780_000_000L + 900L * random.nextInt(2_000));
        readings.add(TemperatureReading.of(at, (360 + random.nextInt(30)) / 10.0));
      }
      TemperatureNumbers numbers = TemperatureNumbers.of(readings, PARIS);

      List<Instant> fever =
          readings.stream()
              .filter(reading -> reading.celsius() >= 38)
              .map(TemperatureReading::at)
              .toList();
      assertThat(numbers.episodes())
          .extracting(Episode::from)
          .containsExactlyElementsOf(
              fever.stream()
                  .filter(one ->
                      fever.stream()
                          .noneMatch(other ->
                              other.isBefore(one) && other.plusSeconds(86_400).isAfter(one)))
                  .distinct()
                  .sorted()
                  .toList());
      Collections.shuffle(readings, random);
      assertThat(TemperatureNumbers.of(readings, PARIS)).isEqualTo(numbers);
    }
  }

  private static @Nullable Instant over(List<TemperatureReading> readings, String now) {
    return TemperatureNumbers.of(readings, List.of(), at(now), PARIS).episodes().getFirst().over();
  }

  private static TemperatureNumbers numbers(TemperatureReading... readings) {
    return TemperatureNumbers.of(List.of(readings), PARIS);
  }

  private static TemperatureReading on(String local, double celsius) {
    return TemperatureReading.of(at(local), celsius);
  }

  private static TemperatureReading sited(String local, double celsius, BodySite site) {
    return new TemperatureReading(at(local), null, celsius, site);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(PARIS).toInstant();
  }
}
