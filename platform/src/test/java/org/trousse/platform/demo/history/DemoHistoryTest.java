package org.trousse.platform.demo.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

final class DemoHistoryTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-11-22T09:31:12.345678Z");
  private static final DemoPerson LISE = DemoPeople.all().get(0);
  private static final DemoPerson JEANNE = DemoPeople.all().get(2);
  private static final DemoPerson HENRI = DemoPeople.all().get(4);

  private record Told(
      Measure measure, Instant at, DeviceId device, long nativeId, Amounts amounts, Payload bytes) {
    static Told of(Reading reading) {
      return new Told(
          reading.measure(),
          reading.reportedAt(),
          reading.device(),
          reading.nativeId(),
          reading.amounts(),
          reading.payload());
    }
  }

  static List<DemoPerson> people() {
    return DemoPeople.all();
  }

  @Test
  void later_on_the_same_day_the_same_readings_are_told_and_then_more() {
    List<Told> now = told(LISE, NOW);
    List<Told> later = told(LISE, NOW.plus(3, ChronoUnit.HOURS));

    assertThat(later).containsAll(now).hasSizeGreaterThan(now.size());
  }

  @Test
  void a_sensor_has_told_fourteen_days_of_five_minutes() {
    List<Reading> glucose = readings(LISE, Measure.INTERSTITIAL_GLUCOSE);

    Instant start = Instant.parse("2026-11-07T23:00:00Z");
    assertThat(glucose.getFirst().effectiveAt()).isEqualTo(start);
    assertThat(glucose.getLast().effectiveAt()).isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
    // 14 days and 127 since midnight, less the hour or two in which a new sensor warms up
    assertThat(glucose).hasSizeBetween(14 * 288 + 127 - 24, 14 * 288 + 127 - 12);
  }

  @Test
  void a_sensor_gap_is_two_whole_days() {
    List<Reading> glucose = readings(JEANNE, Measure.INTERSTITIAL_GLUCOSE);

    List<Duration> holes = new ArrayList<>();
    for (int i = 1; i < glucose.size(); i++) {
      holes.add(Duration.between(glucose.get(i - 1).effectiveAt(), glucose.get(i).effectiveAt()));
    }
    assertThat(holes)
        .filteredOn(hole -> hole.toHours() > 2)
        .singleElement()
        .satisfies(hole -> assertThat(hole).isBetween(Duration.ofHours(48), Duration.ofHours(49)));
  }

  @ParameterizedTest
  @MethodSource("people")
  void nothing_lies_in_the_future_and_no_identity_or_arrival_is_told_twice(DemoPerson person) {
    List<Reading> all = new DemoHistory(NOW, PARIS).of(person, Map.of());

    assertThat(all).hasSizeGreaterThan(14);
    assertThat(all).allSatisfy(each -> assertThat(each.effectiveAt()).isBeforeOrEqualTo(NOW));
    assertThat(all)
        .extracting(
            each -> List.of(each.measure(), each.reportedAt(), each.device(), each.nativeId()))
        .doesNotHaveDuplicates();
    assertThat(all).extracting(Reading::receivedAt).doesNotHaveDuplicates();
  }

  @Test
  void a_filling_that_goes_on_begins_where_the_record_ends() {
    Instant end = Instant.parse("2026-11-20T12:00:00Z");
    Map<Measure, Instant> newest = Map.of(Measure.BODY_WEIGHT, end, Measure.BLOOD_PRESSURE, end);

    List<Reading> rest = new DemoHistory(NOW, PARIS).of(HENRI, newest);

    assertThat(rest).isNotEmpty().allSatisfy(each -> assertThat(each.effectiveAt()).isAfter(end));
  }

  @Test
  void glucose_goes_on_a_day_earlier() {
    Instant end = Instant.parse("2026-11-20T12:00:00Z");

    List<Reading> rest =
        new DemoHistory(NOW, PARIS).of(LISE, Map.of(Measure.INTERSTITIAL_GLUCOSE, end));

    assertThat(rest)
        .filteredOn(each -> each.measure() == Measure.INTERSTITIAL_GLUCOSE)
        .first()
        .satisfies(each ->
            assertThat(each.effectiveAt())
                .isEqualTo(end.minus(1, ChronoUnit.DAYS).plusSeconds(300)));
  }

  @Test
  void tomorrow_s_telling_agrees_with_today_s_where_they_meet() {
    List<Told> today = told(LISE, NOW);
    List<Told> tomorrow = told(LISE, NOW.plus(1, ChronoUnit.DAYS));

    assertThat(tomorrow)
        .containsAll(today.stream().filter(DemoHistoryTest::staysTomorrow).toList());
  }

  private static boolean staysTomorrow(Told each) {
    return !each.at().isBefore(Instant.parse("2026-11-09T00:00:00Z"));
  }

  private static List<Told> told(DemoPerson person, Instant now) {
    return new DemoHistory(now, PARIS).of(person, Map.of()).stream().map(Told::of).toList();
  }

  private static List<Reading> readings(DemoPerson person, Measure measure) {
    return new DemoHistory(NOW, PARIS)
        .of(person, Map.of()).stream().filter(each -> each.measure() == measure).toList();
  }
}
