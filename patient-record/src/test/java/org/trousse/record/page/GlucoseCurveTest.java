package org.trousse.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.GlucoseCurve.Mark;
import org.trousse.record.page.GlucoseCurve.Week;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

final class GlucoseCurveTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-11-22T13:32:05Z");
  private static final Instant START = GlucosePeriod.start(NOW, PARIS);

  @Test
  void a_silence_of_more_than_45_minutes_is_not_joined() {
    List<StoredReading> readings = new ArrayList<>(PageReadings.sensor(START, 100, 110));
    readings.addAll(PageReadings.sensor(START.plusSeconds(300 + 45 * 60), 120, 130));
    List<StoredReading> apart = new ArrayList<>(PageReadings.sensor(START, 100, 110));
    apart.addAll(PageReadings.sensor(START.plusSeconds(300 + 45 * 60 + 1), 120, 130));

    assertThat(first(readings).trace()).containsOnlyOnce("M");
    assertThat(first(apart).trace().chars().filter(c -> c == 'M')).hasSize(2);
  }

  @Test
  void a_single_low_value_among_4032_is_still_drawn() {
    int[] levels = new int[4_032];
    Arrays.fill(levels, 120);
    Week flat = first(PageReadings.sensor(START, levels));
    levels[100] = 45;

    Week dip = first(PageReadings.sensor(START, levels));

    assertThat(dip.trace()).isNotEqualTo(flat.trace());
    assertThat(dip.says()).contains("45");
    assertThat(dip.trace().length()).isLessThan(12_000);
  }

  @Test
  void the_day_is_as_wide_when_the_clock_goes_back() {
    Instant now = Instant.parse("2026-10-26T12:00:00Z");
    Instant noon = Instant.parse("2026-10-25T11:00:00Z");
    StoredReading prick = PageReadings.of(Measure.BLOOD_GLUCOSE, noon, "100");

    Week week =
        GlucoseCurve.of(GlucosePeriod.of(List.of(prick), now, PARIS), Words.in(Locale.FRENCH))
            .get(1);

    assertThat(week.dots().getFirst().x())
        .isBetween(
            GlucoseCurve.LEFT + 5 * GlucoseCurve.DAY_WIDTH + GlucoseCurve.DAY_WIDTH / 2,
            GlucoseCurve.LEFT + 5 * GlucoseCurve.DAY_WIDTH + GlucoseCurve.DAY_WIDTH / 2 + 2);
  }

  @Test
  void hi_and_lo_are_marks_at_the_edges() {
    StoredReading high =
        PageReadings.of(Measure.BLOOD_GLUCOSE, START.plusSeconds(3_600), null, Flag.HI);
    StoredReading low =
        PageReadings.of(Measure.BLOOD_GLUCOSE, START.plusSeconds(90_000), null, Flag.LO);

    Week week = first(List.of(high, low));

    assertThat(week.marks()).extracting(Mark::above).containsExactly(true, false);
    assertThat(week.dots()).isEmpty();
    assertThat(week.says()).contains("de LO à HI");
  }

  @Test
  void two_days_without_data_are_said_in_the_drawing() {
    List<StoredReading> readings = new ArrayList<>(PageReadings.sensor(START, 100, 100));
    readings.addAll(PageReadings.sensor(START.plus(Duration.ofDays(2)), 100, 100));

    assertThat(first(readings).absences().getFirst().isWide()).isTrue();
  }

  @Test
  void the_table_says_the_extremes_of_each_hour() {
    GlucosePeriod period = GlucosePeriod.of(PageReadings.sensor(START, 62, 100, 190), NOW, PARIS);

    var oldest = GlucoseTable.of(period, Words.in(Locale.FRENCH)).getLast();

    assertThat(oldest.hours().getFirst()).isEqualTo(new GlucoseTable.Cell("62–190", true, true));
    assertThat(oldest.hours().get(1)).isEqualTo(new GlucoseTable.Cell("", false, false));
  }

  private static Week first(List<StoredReading> readings) {
    GlucosePeriod period = GlucosePeriod.of(readings, NOW, PARIS);
    return GlucoseCurve.of(period, Words.in(Locale.FRENCH)).getFirst();
  }
}
