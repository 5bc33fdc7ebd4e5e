package org.trousse.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

final class CardTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-11-22T13:32:05Z");
  private static final Words FRENCH = Words.in(Locale.FRENCH);

  @Test
  void shows_the_devices_own_number_and_what_it_makes() {
    Card card = card("glucose", PageReadings.mmol(NOW, "6.20"));

    assertThat(card.latest().orElseThrow().figure()).isEqualTo("6,20");
    assertThat(card.latest().orElseThrow().unit()).isEqualTo("mmol/L");
    assertThat(card.more()).containsExactly("Soit 112\u00a0mg/dL");
  }

  @Test
  void shows_both_pressures_and_the_pulse() {
    Amounts said =
        new Amounts(new BigDecimal("128"), new BigDecimal("79"), null, new BigDecimal("64"));

    Card card = card("pressure", PageReadings.of(Measure.BLOOD_PRESSURE, NOW, said, null));

    assertThat(card.latest().orElseThrow().figure()).isEqualTo("128/79");
    assertThat(card.more()).containsExactly("Pouls\u00a0: 64 par minute");
  }

  @Test
  void says_hi_in_words_and_what_to_do() {
    Card card =
        card("glucose", PageReadings.of(Measure.BLOOD_GLUCOSE, NOW, (String) null, Flag.HI));

    assertThat(card.latest().orElseThrow().number()).isFalse();
    assertThat(card.latest().orElseThrow().figure()).contains("Trop haut");
    assertThat(card.latest().orElseThrow().doubts()).hasSize(2).last().asString().contains("112");
  }

  @Test
  void calls_a_sensor_silent_after_an_hour_and_a_weighing_old_after_a_week() {
    assertThat(old(Measure.INTERSTITIAL_GLUCOSE, Duration.ofHours(1))).isEmpty();
    assertThat(old(Measure.INTERSTITIAL_GLUCOSE, Duration.ofSeconds(3_601))).isNotEmpty();
    assertThat(old(Measure.BODY_WEIGHT, Duration.ofDays(7))).isEmpty();
    assertThat(old(Measure.BODY_WEIGHT, Duration.ofDays(7).plusSeconds(1))).isNotEmpty();
  }

  private static String old(Measure measure, Duration age) {
    StoredReading reading = PageReadings.of(measure, NOW.minus(age), "80");
    return card("weight", reading).latest().orElseThrow().old();
  }

  private static Card card(String measure, StoredReading reading) {
    return Card.of(measure, reading, null, FRENCH, NOW, PARIS);
  }
}
