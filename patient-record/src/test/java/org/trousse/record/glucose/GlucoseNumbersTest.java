package org.trousse.record.glucose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.trousse.record.glucose.Fixture.every5Minutes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.derived.Quantiles;
import org.trousse.record.glucose.GlucoseSeries.Excluded;
import org.trousse.record.glucose.HourlyCurve.Hour;

final class GlucoseNumbersTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final String NOON = "2026-06-01T12:00:00Z";

  @ParameterizedTest
  @ValueSource(strings = {"autumn-fortnight", "spring-days", "grams"})
  void agrees_with_numpy_on_every_number(String name) {
    Fixture fixture = Fixture.of(name);

    GlucoseNumbers numbers = fixture.numbers();

    assertThat(numbers.levels().n()).isEqualTo((int) fixture.number("n"));
    plain(numbers)
        .forEach((key, value) ->
            assertThat(Objects.requireNonNull(value, key).doubleValue())
                .as(key)
                .isCloseTo(fixture.number(key), EXACT));
  }

  private static Map<String, @Nullable Number> plain(GlucoseNumbers numbers) {
    GlucoseNumbers.Levels levels = numbers.levels();
    Bands bands = numbers.bands();
    Coverage coverage = numbers.coverage();
    Map<String, @Nullable Number> plain = new HashMap<>();
    plain.put("mean", levels.mean());
    plain.put("sd", levels.sd());
    plain.put("cv", levels.cv());
    plain.put("meanMgDl", levels.meanMgDl());
    plain.put("gmi", levels.gmi());
    plain.put("gmiMmolMol", levels.gmiMmolMol());
    plain.put("eA1c", levels.eA1c());
    plain.put("jIndex", levels.jIndex());
    plain.put("veryLow", bands.veryLow());
    plain.put("low", bands.low());
    plain.put("inRange", bands.inRange());
    plain.put("high", bands.high());
    plain.put("veryHigh", bands.veryHigh());
    plain.put("tightRange", bands.tightRange());
    plain.put("gri", bands.gri());
    plain.put("interval", coverage.interval());
    plain.put("days", coverage.days());
    plain.put("expected", coverage.expected());
    plain.put("missing", coverage.missing());
    plain.put("coverage", coverage.coverage());
    plain.put("coverageActive", coverage.coverageActive());
    plain.put("coverageWorn", coverage.coverageWorn());
    return plain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"autumn-fortnight", "spring-days", "grams"})
  void agrees_with_numpy_on_the_curve_the_days_and_the_events(String name) {
    Fixture fixture = Fixture.of(name);

    GlucoseNumbers numbers = fixture.numbers();

    assertThat(numbers.hourly()).hasSize(24);
    numbers.hourly().forEach(hour -> agrees(hour, fixture.words(Fixture.hour(hour.hour()))));
    for (GlucoseDay day : numbers.daily()) {
      List<String> expected = fixture.words("day." + day.date());
      assertThat(day.summary().n()).isEqualTo(Integer.parseInt(expected.get(0)));
      assertThat(day.summary().mean()).isCloseTo(Double.parseDouble(expected.get(1)), EXACT);
    }
    List<String> events = new ArrayList<>();
    for (int place = 0; place < (int) fixture.number("events"); place++) {
      events.add(fixture.text("event." + place));
    }
    assertThat(numbers.events().stream().map(GlucoseNumbersTest::said))
        .containsExactlyInAnyOrderElementsOf(events);
  }

  private static String said(GlucoseEvents.Event event) {
    return event.kind().word() + " " + event.start() + " " + event.minutes() + " " + event.open();
  }

  private static void agrees(Hour hour, List<String> expected) {
    assertThat(hour.n()).isEqualTo(Integer.parseInt(expected.getFirst()));
    Quantiles smoothed = hour.smoothed();
    if (smoothed == null) {
      assertThat(expected.get(1)).isEqualTo("null");
      return;
    }
    double[] found = {
      smoothed.p5(), smoothed.p25(), smoothed.p50(), smoothed.p75(), smoothed.p95()
    };
    for (int place = 0; place < found.length; place++) {
      assertThat(found[place]).isCloseTo(Double.parseDouble(expected.get(place + 1)), EXACT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100,5.702",
    "125,6.300",
    "150,6.898",
    "154,6.99368",
    "175,7.496",
    "200,8.094",
    "250,9.290",
    "300,10.486",
    "350,11.682",
    "145,6.7784"
  })
  void the_gmi_of_a_mean_is_the_published_one(double mean, double gmi) {
    GlucoseNumbers numbers = GlucoseNumbers.of(every5Minutes(NOON, GlucoseUnit.MG_PER_DL, mean));

    assertThat(numbers.levels().gmi()).isCloseTo(gmi, EXACT);
  }

  @Test
  void the_boundary_set_falls_on_its_sides() {
    Bands bands =
        GlucoseNumbers.of(
                every5Minutes(NOON, GlucoseUnit.MG_PER_DL, 53, 54, 69, 70, 180, 181, 250, 251))
            .bands();

    assertThat(bands.veryLowCount()).isEqualTo(1);
    assertThat(bands.lowCount()).isEqualTo(2);
    assertThat(bands.inRangeCount()).isEqualTo(2);
    assertThat(bands.highCount()).isEqualTo(2);
    assertThat(bands.veryHighCount()).isEqualTo(1);
    assertThat(bands.inRange()).isEqualTo(25.0);
  }

  @ParameterizedTest
  @CsvSource({
    "MG_PER_DL,53.999,veryLow",
    "MG_PER_DL,54,low",
    "MG_PER_DL,69.999,low",
    "MG_PER_DL,70,inRange",
    "MG_PER_DL,180,inRange",
    "MG_PER_DL,180.001,high",
    "MG_PER_DL,250,high",
    "MG_PER_DL,250.001,veryHigh",
    "MMOL_PER_L,2.99,veryLow",
    "MMOL_PER_L,3.0,low",
    "MMOL_PER_L,3.88,low",
    "MMOL_PER_L,3.89,low",
    "MMOL_PER_L,3.9,inRange",
    "MMOL_PER_L,10.0,inRange",
    "MMOL_PER_L,10.01,high",
    "MMOL_PER_L,13.9,high",
    "MMOL_PER_L,13.91,veryHigh",
    "G_PER_L,0.53,veryLow",
    "G_PER_L,0.54,low",
    "G_PER_L,0.69,low",
    "G_PER_L,0.70,inRange",
    "G_PER_L,1.80,inRange",
    "G_PER_L,1.81,high",
    "G_PER_L,2.50,high",
    "G_PER_L,2.51,veryHigh"
  })
  void every_edge_is_judged_in_the_units_own_thresholds(
      GlucoseUnit unit, double value, String band) {
    Bands bands = GlucoseNumbers.of(every5Minutes(NOON, unit, value)).bands();

    Map<String, Integer> counts =
        Map.of(
            "veryLow", bands.veryLowCount(),
            "low", bands.lowCount(),
            "inRange", bands.inRangeCount(),
            "high", bands.highCount(),
            "veryHigh", bands.veryHighCount());
    assertThat(counts.entrySet().stream().filter(e -> e.getValue() == 1).map(Map.Entry::getKey))
        .containsExactly(band);
  }

  @ParameterizedTest
  @CsvSource({
    "MG_PER_DL,140,1",
    "MG_PER_DL,140.1,0",
    "MG_PER_DL,69.9,0",
    "MMOL_PER_L,7.8,1",
    "MMOL_PER_L,7.81,0",
    "G_PER_L,1.40,1",
    "G_PER_L,1.41,0"
  })
  void the_tight_range_ends_at_140(GlucoseUnit unit, double value, int count) {
    assertThat(GlucoseNumbers.of(every5Minutes(NOON, unit, value)).bands().tightRangeCount())
        .isEqualTo(count);
  }

  @Test
  void nothing_has_no_numbers() {
    GlucoseNumbers numbers =
        GlucoseNumbers.of(GlucoseSeries.of(List.of(), GlucoseUnit.MG_PER_DL, Fixture.PARIS));

    assertThat(numbers.levels())
        .isEqualTo(
            new GlucoseNumbers.Levels(0, null, null, null, null, null, null, null, null, null));
    assertThat(numbers.bands().inRange()).isNull();
    assertThat(numbers.bands().gri()).isNull();
    assertThat(numbers.coverage().coverage()).isNull();
    assertThat(numbers.from()).isNull();
    assertThat(numbers.events()).isEmpty();
    assertThat(numbers.hourly()).allMatch(hour -> hour.smoothed() == null);
    assertThat(numbers.daily()).isEmpty();
    assertThat(numbers.sufficiency().withheld()).contains(Sufficiency.ALL);
  }

  @Test
  void one_reading_has_a_mean_and_no_scatter() {
    GlucoseNumbers numbers = GlucoseNumbers.of(every5Minutes(NOON, GlucoseUnit.MG_PER_DL, 112));

    assertThat(numbers.levels().mean()).isEqualTo(112);
    assertThat(numbers.levels().sd()).isNull();
    assertThat(numbers.levels().cv()).isNull();
    assertThat(numbers.levels().jIndex()).isNull();
    assertThat(numbers.coverage().interval()).isNull();
    assertThat(numbers.coverage().coverage()).isNull();
  }

  @Test
  void equal_readings_scatter_by_exactly_nothing() {
    double[] values = new double[1_000];
    Arrays.fill(values, 5.3);

    GlucoseNumbers.Levels levels =
        GlucoseNumbers.of(every5Minutes(NOON, GlucoseUnit.MMOL_PER_L, values)).levels();

    assertThat(levels.mean()).isEqualTo(5.3);
    assertThat(levels.sd()).isZero();
    assertThat(levels.cv()).isZero();
  }

  @Test
  void a_mean_of_zero_has_no_ratio() {
    assertThat(GlucoseNumbers.of(every5Minutes(NOON, GlucoseUnit.MG_PER_DL, 0, 0)).levels().cv())
        .isNull();
  }

  @Test
  void what_is_no_number_is_left_out_and_counted() {
    GlucoseNumbers numbers =
        GlucoseNumbers.of(
            every5Minutes(
                NOON, GlucoseUnit.MG_PER_DL, 100, Double.NaN, Double.POSITIVE_INFINITY, 120));

    assertThat(numbers.levels().n()).isEqualTo(2);
    assertThat(numbers.levels().mean()).isEqualTo(110);
    assertThat(numbers.excluded()).isEqualTo(new Excluded(0, 2, 0, 0));
  }

  @Test
  void the_same_time_and_value_counts_once_and_another_value_counts() {
    Instant noon = Instant.parse(NOON);
    List<GlucoseReading> readings =
        List.of(
            new GlucoseReading(noon, 100),
            new GlucoseReading(noon.plusSeconds(300), 110),
            new GlucoseReading(noon, 100),
            new GlucoseReading(noon, 130));

    GlucoseNumbers numbers =
        GlucoseNumbers.of(GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS));

    assertThat(numbers.levels().n()).isEqualTo(3);
    assertThat(numbers.excluded().duplicate()).isEqualTo(1);
    assertThat(numbers.coverage().interval()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void order_and_repetition_of_the_input_change_nothing(long seed) {
    List<GlucoseReading> readings = Fixture.wandering(seed, 700);
    List<GlucoseReading> shuffled = new ArrayList<>(readings);
    shuffled.addAll(readings.subList(100, 140));
    Collections.shuffle(shuffled, new Random(seed));

    GlucoseNumbers numbers = numbers(readings);
    GlucoseNumbers others = numbers(shuffled);

    assertThat(others.excluded()).isEqualTo(new Excluded(0, 0, 40, 0));
    assertThat(others.levels()).isEqualTo(numbers.levels());
    assertThat(others.bands()).isEqualTo(numbers.bands());
    assertThat(others.coverage()).isEqualTo(numbers.coverage());
    assertThat(others.events()).isEqualTo(numbers.events());
    assertThat(others.hourly()).isEqualTo(numbers.hourly());
    assertThat(others.daily()).isEqualTo(numbers.daily());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void the_five_ranges_add_up_to_100(long seed) {
    Bands bands = numbers(Fixture.wandering(seed, 997)).bands();

    double sum =
        Objects.requireNonNull(bands.veryLow())
            + Objects.requireNonNull(bands.low())
            + Objects.requireNonNull(bands.inRange())
            + Objects.requireNonNull(bands.high())
            + Objects.requireNonNull(bands.veryHigh());
    assertThat(sum).isCloseTo(100, EXACT);
    assertThat(bands.n()).isEqualTo(997);
  }

  private static GlucoseNumbers numbers(List<GlucoseReading> readings) {
    return GlucoseNumbers.of(GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS));
  }

  @Test
  void a_mean_far_from_zero_loses_no_digit() {
    double[] values = new double[26_000];
    Arrays.setAll(values, place -> 1e9 + place % 2 * 0.001);

    GlucoseNumbers.Levels levels =
        GlucoseNumbers.of(every5Minutes(NOON, GlucoseUnit.MG_PER_DL, values)).levels();

    assertThat(levels.mean()).isCloseTo(1_000_000_000.0005, within(2e-7));
    assertThat(levels.sd()).isCloseTo(0.0005 * Math.sqrt(26_000.0 / 25_999), within(1e-7));
  }
}
