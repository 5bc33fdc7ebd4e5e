package org.trousse.sdk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlucoseSimulatorTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 8);
  private static final int DAYS = 14;
  private static final List<GlucoseProfile> PROFILES =
      List.of(
          GlucoseProfile.WELL_CONTROLLED,
          GlucoseProfile.NIGHT_LOWS,
          GlucoseProfile.HIGH_AND_VARIABLE,
          GlucoseProfile.CHILD);

  @Test
  void the_same_seed_tells_the_same_days() {
    List<GlucoseSimulator.Point> first = fortnight(GlucoseProfile.CHILD, 7);

    List<GlucoseSimulator.Point> second = fortnight(GlucoseProfile.CHILD, 7);

    assertThat(second).isEqualTo(first).hasSizeGreaterThan(3_900);
  }

  @Test
  void another_seed_tells_other_days() {
    assertThat(fortnight(GlucoseProfile.CHILD, 8)).isNotEqualTo(fortnight(GlucoseProfile.CHILD, 7));
  }

  @Test
  void a_day_is_the_same_however_many_days_are_told_before_it() {
    GlucoseSimulator simulator = new GlucoseSimulator(GlucoseProfile.NIGHT_LOWS, 3);
    LocalDateTime lastDay = FIRST_DAY.plusDays(DAYS - 1).atStartOfDay();

    List<GlucoseSimulator.Point> alone = simulator.readings(lastDay, lastDay.plusDays(1));

    List<GlucoseSimulator.Point> all =
        simulator.readings(FIRST_DAY.atStartOfDay(), lastDay.plusDays(1));
    assertThat(all).endsWith(alone.toArray(GlucoseSimulator.Point[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    // profile, mean from, to, sd from, to, within from, to, above to, below from, to
    "0, 110, 140, 22, 40, 0.88, 1.00, 0.12, 0.000, 0.04",
    "1, 120, 155, 28, 50, 0.70, 0.92, 0.25, 0.015, 0.10",
    "2, 180, 230, 45, 75, 0.15, 0.50, 0.85, 0.000, 0.04",
    "3, 135, 175, 35, 65, 0.55, 0.88, 0.45, 0.002, 0.08"
  })
  void each_profile_keeps_to_its_story(
      int profile,
      double meanFrom,
      double meanTo,
      double deviationFrom,
      double deviationTo,
      double withinFrom,
      double withinTo,
      double aboveTo,
      double belowFrom,
      double belowTo) {
    for (long seed = 1; seed <= 5; seed++) {
      DayStatistics all = DayStatistics.of(values(fortnight(PROFILES.get(profile), seed)));

      assertThat(all.mean()).as("mean, %s", all).isBetween(meanFrom, meanTo);
      assertThat(all.deviation()).as("sd, %s", all).isBetween(deviationFrom, deviationTo);
      assertThat(all.within()).as("within, %s", all).isBetween(withinFrom, withinTo);
      assertThat(all.above()).as("above, %s", all).isLessThanOrEqualTo(aboveTo);
      assertThat(all.below()).as("below, %s", all).isBetween(belowFrom, belowTo);
      assertThat(all.persistence()).as("lag-1, %s", all).isBetween(0.985, 0.999);
      // the hour without readings after a change of sensor counts as one step
      assertThat(all.fastestPerMinute()).as("fastest, %s", all).isBetween(1.0, 10.0);
    }
  }

  @Test
  void night_lows_are_at_night() {
    List<GlucoseSimulator.Point> points = fortnight(GlucoseProfile.NIGHT_LOWS, 2);

    assertThat(points)
        .filteredOn(point -> point.mgPerDl() < 60)
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.time().getHour()).isBetween(0, 7));
  }

  @Test
  void glucose_rises_after_breakfast_and_before_dawn() {
    double night = meanAt(GlucoseProfile.WELL_CONTROLLED, 4);
    double dawn = meanAt(GlucoseProfile.WELL_CONTROLLED, 6);
    double breakfast = meanAt(GlucoseProfile.WELL_CONTROLLED, 8);

    assertThat(dawn).isGreaterThan(night + 4);
    assertThat(breakfast).isGreaterThan(dawn + 15);
  }

  @Test
  void a_new_sensor_says_nothing_for_an_hour() {
    GlucoseSimulator simulator = new GlucoseSimulator(GlucoseProfile.WELL_CONTROLLED, 1);
    LocalDateTime start = simulator.sensorStart(FIRST_DAY.plusDays(11).atStartOfDay());

    assertThat(simulator.sensor(start.minusMinutes(1))).isPresent();
    assertThat(simulator.sensor(start)).isEmpty();
    assertThat(simulator.sensor(start.plusMinutes(59))).isEmpty();
    assertThat(simulator.sensor(start.plusMinutes(60))).isPresent();
    assertThat(simulator.sensorStart(start.minusSeconds(1))).isEqualTo(start.minusDays(10));
  }

  @Test
  void a_fortnight_lies_within_what_a_physiological_model_shows() throws IOException {
    Path folder = besidesTheRepository();
    if (!Files.isDirectory(folder)) {
      System.out.println("simglucose is not here: our days were not compared with its days");
      return;
    }
    List<DayStatistics> theirs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(GlucoseSimulatorTest::isDay).toList()) {
        theirs.add(DayStatistics.of(everyFiveMinutes(file)));
      }
    }

    List<DayStatistics> ours =
        PROFILES.stream()
            .flatMap(
                profile -> LongStream.rangeClosed(1, 5).mapToObj(seed -> fortnight(profile, seed)))
            .map(points -> DayStatistics.of(values(points)))
            .toList();

    assertThat(theirs).hasSize(30);
    assertWithin(ours, theirs, DayStatistics::mean, 0.05);
    // theirs hold no insulin-treated day as calm as a well-controlled one
    assertWithin(ours, theirs, DayStatistics::deviation, 0.30);
    assertWithin(ours, theirs, DayStatistics::within, 0.15);
    assertWithin(ours, theirs, DayStatistics::below, 0.05);
    assertWithin(ours, theirs, DayStatistics::persistence, 0.005);
    assertWithin(ours, theirs, DayStatistics::fastestPerMinute, 0.20);
  }

  /// Ours lie in the range of theirs, widened by `slack` of its ends.
  private static void assertWithin(
      List<DayStatistics> ours,
      List<DayStatistics> theirs,
      ToDoubleFunction<DayStatistics> figure,
      double slack) {
    double least = theirs.stream().mapToDouble(figure).min().orElseThrow() * (1 - slack);
    double most = theirs.stream().mapToDouble(figure).max().orElseThrow() * (1 + slack);
    for (DayStatistics each : ours) {
      assertThat(figure.applyAsDouble(each)).as("%s", each).isBetween(least, most);
    }
  }

  private static boolean isDay(Path file) {
    return file.getFileName().toString().matches("(adolescent|adult|child)-\\d{3}\\.csv");
  }

  /// The sensor's column, from steps of three minutes to steps of five.
  private static List<Double> everyFiveMinutes(Path file) throws IOException {
    List<Double> raw =
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> line.split(",", -1)[2])
            .filter(field -> !field.isEmpty())
            .map(Double::valueOf)
            .toList();
    List<Double> steps = new ArrayList<>();
    for (double at = 0; at <= raw.size() - 2; at += 5 / 3.0) {
      int place = (int) at;
      double part = at - place;
      steps.add(raw.get(place) * (1 - part) + raw.get(place + 1) * part);
    }
    return steps;
  }

  private static Path besidesTheRepository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder.resolveSibling("shared").resolve("data").resolve("simglucose");
  }

  private static double meanAt(GlucoseProfile profile, int hour) {
    GlucoseSimulator simulator = new GlucoseSimulator(profile, 4);
    return LongStream.range(0, 60)
        .mapToDouble(day -> simulator.blood(FIRST_DAY.plusDays(day).atTime(hour, 30)))
        .average()
        .orElseThrow();
  }

  private static List<GlucoseSimulator.Point> fortnight(GlucoseProfile profile, long seed) {
    LocalDateTime from = FIRST_DAY.atStartOfDay();
    return new GlucoseSimulator(profile, seed).readings(from, from.plusDays(DAYS));
  }

  private static List<Double> values(List<GlucoseSimulator.Point> points) {
    return points.stream().map(point -> (double) point.mgPerDl()).toList();
  }
}
