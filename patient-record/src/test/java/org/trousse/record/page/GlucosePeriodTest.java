package org.trousse.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.page.GlucosePoint.Range;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

final class GlucosePeriodTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-11-22T23:00:00Z").minusSeconds(1);
  private static final Words FRENCH = Words.in(Locale.FRENCH);

  @Test
  void classes_each_edge_on_the_right_side() {
    assertThat(range("69")).isEqualTo(Range.BELOW);
    assertThat(range("70")).isEqualTo(Range.WITHIN);
    assertThat(range("180")).isEqualTo(Range.WITHIN);
    assertThat(range("181")).isEqualTo(Range.ABOVE);
  }

  @Test
  void classes_in_the_unit_that_the_device_said() {
    assertThat(rangeMmol("3.88")).isEqualTo(Range.BELOW);
    assertThat(rangeMmol("3.9")).isEqualTo(Range.WITHIN);
    assertThat(rangeMmol("10.0")).isEqualTo(Range.WITHIN);
    assertThat(rangeMmol("10.1")).isEqualTo(Range.ABOVE);
  }

  @Test
  void counts_hi_as_above_and_lo_as_below() {
    assertThat(range(null, Flag.HI)).isEqualTo(Range.ABOVE);
    assertThat(range(null, Flag.LO)).isEqualTo(Range.BELOW);
    assertThat(GlucosePoint.of(sensor(null, Flag.ERROR))).isEmpty();
  }

  @Test
  void leaves_out_what_was_entered_in_error() {
    assertThat(GlucosePoint.of(PageReadings.inError(sensor("100")))).isEmpty();
  }

  @Test
  void percentages_add_up_to_a_hundred() {
    assertThat(GlucosePeriod.percentages(1, 1, 1)).containsExactly(34, 33, 33);
    assertThat(GlucosePeriod.percentages(0, 2, 1)).containsExactly(0, 67, 33);
    assertThat(GlucosePeriod.percentages(5, 0, 0)).containsExactly(100, 0, 0);
  }

  @Test
  void says_nothing_in_percent_with_less_than_a_day_of_values() {
    Instant start = NOW.minus(Duration.ofDays(3));

    assertThat(flat(start, 287).shares()).isEmpty();
    assertThat(flat(start, 288).shares()).isPresent();
  }

  @Test
  void coverage_counts_from_the_first_midnight_until_now() {
    Instant start = GlucosePeriod.start(NOW, PARIS);

    assertThat(flat(start, 14 * 288).shares().orElseThrow().coverage()).isEqualTo(100);
    assertThat(flat(start, 7 * 288).shares().orElseThrow().coverage()).isEqualTo(50);
  }

  @Test
  void reads_the_fortnight_aloud_with_its_silent_days() {
    List<StoredReading> readings = new ArrayList<>();
    int[] day = new int[288];
    Arrays.fill(day, 120);
    Arrays.fill(day, 0, 9, 60);
    Arrays.fill(day, 9, 52, 200);
    for (int number = 0; number < 14; number++) {
      if (number != 4 && number != 5) {
        Instant midnight = GlucosePeriod.start(NOW, PARIS).plus(Duration.ofDays(number));
        readings.addAll(PageReadings.sensor(midnight, day));
      }
    }
    GlucosePeriod period = GlucosePeriod.of(readings, NOW, PARIS);

    assertThat(GlucoseSentence.of(period, FRENCH))
        .isEqualTo(
            "Sur 14 jours, d’après le capteur\u00a0: 82\u00a0% du temps mesuré entre 70 et 180"
                + "\u00a0mg/dL (environ 20 heures sur 24), 3\u00a0% au-dessous, 15\u00a0% au-dessus"
                + "\u202f; 2 jours sans donnée.");
    assertThat(GlucoseSentence.coverage(period, FRENCH)).contains("86\u00a0%");
  }

  @Test
  void never_says_zero_percent_for_what_did_happen() {
    int[] levels = new int[1_000];
    Arrays.fill(levels, 100);
    levels[500] = 50;
    GlucosePeriod period =
        GlucosePeriod.of(PageReadings.sensor(NOW.minus(Duration.ofDays(5)), levels), NOW, PARIS);

    assertThat(GlucoseSentence.of(period, FRENCH))
        .contains(
            "plus de 99\u00a0% du temps", "moins de 1\u00a0% au-dessous", "0\u00a0% au-dessus");
  }

  @Test
  void finger_pricks_give_a_range_and_no_percentage() {
    List<StoredReading> pricks =
        List.of(
            PageReadings.of(Measure.BLOOD_GLUCOSE, NOW.minusSeconds(60), "62"),
            PageReadings.of(Measure.BLOOD_GLUCOSE, NOW.minusSeconds(90_000), "240"));

    assertThat(GlucoseSentence.of(GlucosePeriod.of(pricks, NOW, PARIS), FRENCH))
        .contains("2 mesures, de 62 à 240\u00a0mg/dL", "12 jours sans donnée")
        .doesNotContain("%");
  }

  private static GlucosePeriod flat(Instant start, int count) {
    int[] levels = new int[count];
    Arrays.fill(levels, 100);
    return GlucosePeriod.of(PageReadings.sensor(start, levels), NOW, PARIS);
  }

  private static Range range(@Nullable String value, Flag... flags) {
    return GlucosePoint.of(sensor(value, flags)).orElseThrow().range();
  }

  private static Range rangeMmol(String said) {
    return GlucosePoint.of(PageReadings.mmol(NOW, said)).orElseThrow().range();
  }

  private static StoredReading sensor(@Nullable String value, Flag... flags) {
    return PageReadings.of(Measure.INTERSTITIAL_GLUCOSE, NOW, value, flags);
  }
}
