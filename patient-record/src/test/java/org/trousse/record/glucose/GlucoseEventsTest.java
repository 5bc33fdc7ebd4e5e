package org.trousse.record.glucose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trousse.record.glucose.GlucoseEvents.Event;
import org.trousse.record.glucose.GlucoseEvents.Kind;

final class GlucoseEventsTest {
  private static final String NOON = "2026-06-01T12:00:00Z";

  private static List<Event> events(Kind kind, GlucoseSeries series) {
    return GlucoseNumbers.of(series).events().stream()
        .filter(event -> event.kind() == kind)
        .toList();
  }

  private static GlucoseSeries every5(double... values) {
    return Fixture.every5Minutes(NOON, GlucoseUnit.MG_PER_DL, values);
  }

  @Test
  void fifteen_minutes_make_an_episode_and_its_end_is_the_first_point_back() {
    List<Event> events = events(Kind.LOW, every5(90, 69, 60, 69.9, 70, 80, 90));

    assertThat(events)
        .containsExactly(
            new Event(
                Kind.LOW,
                70,
                Instant.parse("2026-06-01T12:05:00Z"),
                Instant.parse("2026-06-01T12:20:00Z"),
                15,
                60,
                false));
  }

  @Test
  void ten_minutes_make_none() {
    assertThat(events(Kind.LOW, every5(90, 60, 60, 80, 80, 80, 80))).isEmpty();
  }

  @Test
  void a_return_of_ten_minutes_does_not_end_it() {
    List<Event> events = events(Kind.HIGH, every5(200, 200, 210, 170, 170, 190, 170, 170, 170));

    assertThat(events).hasSize(1);
    assertThat(events.getFirst().minutes()).isEqualTo(30);
    assertThat(events.getFirst().extreme()).isEqualTo(210);
    assertThat(events.getFirst().open()).isFalse();
  }

  @Test
  void the_thresholds_themselves_are_not_beyond() {
    assertThat(GlucoseNumbers.of(every5(70, 70, 70, 180, 180, 180)).events()).isEmpty();
    assertThat(GlucoseNumbers.of(every5(54, 54, 54, 250, 250, 250)).events())
        .extracting(Event::kind)
        .containsExactly(Kind.LOW, Kind.HIGH);
  }

  @Test
  void thresholds_are_those_of_the_unit() {
    GlucoseSeries series =
        Fixture.every5Minutes(NOON, GlucoseUnit.MMOL_PER_L, 3.88, 3.88, 3.88, 3.9, 3.9, 3.9);

    assertThat(events(Kind.LOW, series)).hasSize(1);
  }

  @Test
  void a_very_low_one_lies_within_a_low_one() {
    List<Event> events =
        GlucoseNumbers.of(every5(80, 65, 50, 50, 50, 60, 60, 65, 80, 80, 80)).events();

    assertThat(events).extracting(Event::kind).containsExactly(Kind.LOW, Kind.VERY_LOW);
    assertThat(events).extracting(Event::minutes).containsExactly(35L, 15L);
  }

  @Test
  void two_hours_and_one_point_more_are_extended() {
    double[] exactly = new double[25];
    Arrays.fill(exactly, 60);
    double[] shorter = new double[24];
    Arrays.fill(shorter, 60);

    assertThat(events(Kind.EXTENDED_LOW, every5(exactly))).hasSize(1);
    assertThat(events(Kind.EXTENDED_LOW, every5(shorter))).isEmpty();
  }

  @Test
  void a_break_of_one_point_keeps_it_from_being_extended() {
    double[] values = new double[49];
    Arrays.fill(values, 60);
    values[24] = 75;

    assertThat(events(Kind.EXTENDED_LOW, every5(values))).isEmpty();
    assertThat(events(Kind.LOW, every5(values))).hasSize(1);
  }

  @Test
  void the_end_of_the_readings_leaves_it_open() {
    Event event = events(Kind.LOW, every5(90, 60, 60, 60)).getFirst();

    assertThat(event.open()).isTrue();
    assertThat(event.end()).isEqualTo(Instant.parse("2026-06-01T12:15:00Z"));
    assertThat(event.minutes()).isEqualTo(15);
  }

  @Test
  void it_goes_on_across_a_silence_of_45_minutes_and_not_of_46() {
    assertThat(events(Kind.LOW, silence(45))).hasSize(1);
    assertThat(events(Kind.LOW, silence(45)).getFirst().minutes()).isEqualTo(75);
    assertThat(events(Kind.LOW, silence(46))).hasSize(2);
  }

  /// Three lows, a silence, and lows again.
  private static GlucoseSeries silence(int minutes) {
    List<GlucoseReading> readings = new ArrayList<>();
    Instant at = Instant.parse(NOON);
    for (int reading = 0; reading < 3; reading++) {
      readings.add(new GlucoseReading(at.plusSeconds(300L * reading), 60));
    }
    Instant again = at.plusSeconds(600 + 60L * minutes);
    for (int reading = 0; reading < 4; reading++) {
      readings.add(new GlucoseReading(again.plusSeconds(300L * reading), 60));
    }
    return GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS);
  }

  @Test
  void lies_on_a_grid_in_between_the_readings() {
    List<GlucoseReading> readings = new ArrayList<>();
    Instant at = Instant.parse(NOON);
    double[] values = {80, 80, 60, 60, 60, 60, 90, 90};
    for (int reading = 0; reading < values.length; reading++) {
      long late = reading == 0 ? 0 : 60;
      readings.add(new GlucoseReading(at.plusSeconds(300L * reading + late), values[reading]));
    }

    Event event =
        events(Kind.LOW, GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS))
            .getFirst();

    // 12:10 lies 4 of the 5 minutes from 80 to 60: 64
    assertThat(event.start()).isEqualTo(Instant.parse("2026-06-01T12:10:00Z"));
    assertThat(event.end()).isEqualTo(Instant.parse("2026-06-01T12:30:00Z"));
    assertThat(event.extreme()).isCloseTo(60, within(1e-9));
  }

  @Test
  void one_point_is_enough_every_15_minutes_and_hourly_readings_make_none() {
    assertThat(
            events(Kind.HIGH, Fixture.every(15, NOON, GlucoseUnit.MG_PER_DL, 100, 190, 100, 100)))
        .hasSize(1);
    assertThat(events(Kind.HIGH, Fixture.every(46, NOON, GlucoseUnit.MG_PER_DL, 190, 190, 190)))
        .isEmpty();
  }

  @Test
  void years_of_silence_cost_nothing() {
    List<GlucoseReading> readings = new ArrayList<>(Fixture.wandering(3, 500));
    readings.add(new GlucoseReading(Instant.parse("1900-01-01T00:00:00Z"), 100));
    readings.add(new GlucoseReading(Instant.parse("2199-12-31T00:00:00Z"), 100));

    long before = System.nanoTime();
    GlucoseNumbers.of(GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, Fixture.PARIS));

    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
  }
}
