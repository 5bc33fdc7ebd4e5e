package org.trousse.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;

final class RecordWordsTest {
  private static final Words FRENCH = Words.in(Locale.FRENCH);
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-11-22T13:32:05Z");

  @Test
  void both_languages_have_the_same_texts() {
    assertThat(FRENCH.keys()).isEqualTo(ENGLISH.keys());
  }

  @Test
  void every_doubt_and_meal_has_its_words() {
    for (Flag flag : Flag.values()) {
      if (!Doubts.QUIET.contains(flag)) {
        assertThat(ENGLISH.text(Doubts.key(flag))).isNotBlank();
      }
    }
    for (DeviceStatus status : DeviceStatus.values()) {
      assertThat(ENGLISH.text("status." + status.word())).isNotBlank();
    }
    for (Meal meal : Meal.values()) {
      assertThat(ENGLISH.text("meal." + meal.word())).isNotBlank();
    }
  }

  @Test
  void keeps_the_digits_and_writes_the_comma_in_french() {
    assertThat(FRENCH.number(new BigDecimal("70.00"))).isEqualTo("70,00");
    assertThat(ENGLISH.number(new BigDecimal("70.00"))).isEqualTo("70.00");
    assertThat(FRENCH.number(new BigDecimal("1E+2"))).isEqualTo("100");
  }

  @Test
  void sets_the_spaces_that_french_asks_for() {
    assertThat(FRENCH.text("card.pulse", 64)).isEqualTo("Pouls\u00a0: 64 par minute");
    assertThat(FRENCH.text("percent", 82)).isEqualTo("82\u00a0%");
    assertThat(ENGLISH.text("percent", 82)).isEqualTo("82%");
  }

  @Test
  void counts_zero_as_one_in_french_and_as_many_in_english() {
    assertThat(FRENCH.counted("ago.minutes", 0)).isEqualTo("il y a 0 minute");
    assertThat(ENGLISH.counted("ago.minutes", 0)).isEqualTo("0 minutes ago");
    assertThat(FRENCH.counted("ago.minutes", 2)).isEqualTo("il y a 2 minutes");
  }

  @Test
  void says_how_long_ago_in_the_largest_unit_that_fits() {
    assertThat(FRENCH.ago(NOW.minusSeconds(59), NOW)).isEqualTo("à l’instant");
    assertThat(FRENCH.ago(NOW.minusSeconds(60), NOW)).isEqualTo("il y a 1 minute");
    assertThat(FRENCH.ago(NOW.minusSeconds(3_599), NOW)).isEqualTo("il y a 59 minutes");
    assertThat(FRENCH.ago(NOW.minusSeconds(3_600), NOW)).isEqualTo("il y a 1 heure");
    assertThat(FRENCH.ago(NOW.minusSeconds(48 * 3_600), NOW)).isEqualTo("il y a 2 jours");
    assertThat(FRENCH.ago(NOW.plusSeconds(61), NOW)).contains("avenir");
  }

  @Test
  void says_the_day_in_the_patients_zone() {
    Instant beforeMidnight = Instant.parse("2026-11-21T22:59:00Z");
    Instant afterMidnight = Instant.parse("2026-11-21T23:00:00Z");

    assertThat(FRENCH.on(afterMidnight, NOW, PARIS)).isEqualTo("aujourd’hui à 00:00");
    assertThat(FRENCH.on(beforeMidnight, NOW, PARIS)).isEqualTo("hier à 23:59");
    assertThat(ENGLISH.on(NOW.minusSeconds(3 * 86_400), NOW, PARIS))
        .isEqualTo("Thursday 19 November at 14:32");
  }
}
