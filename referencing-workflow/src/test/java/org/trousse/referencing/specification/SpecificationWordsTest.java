package org.trousse.referencing.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.criterion.Condition;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.criterion.Level;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.page.Words;

final class SpecificationWordsTest {
  @Test
  void both_languages_have_the_same_texts() {
    assertThat(Words.in(Locale.FRENCH, SpecificationRoutes.PREFIX).keys())
        .isEqualTo(Words.in(Locale.ENGLISH, SpecificationRoutes.PREFIX).keys());
  }

  @Test
  void every_word_of_the_data_has_its_text() {
    for (Words words : SpecificationRoutes.both()) {
      for (State state : State.values()) {
        assertThat(words.text("state." + state)).isNotBlank();
        assertThat(words.text("state." + state + ".what")).isNotBlank();
        assertThat(words.text("state." + state + ".clock")).isNotNull();
      }
      for (Condition condition : Condition.values()) {
        assertThat(words.text("condition." + condition)).isNotBlank();
      }
      for (Level level : Level.values()) {
        assertThat(words.text("level." + level)).isNotBlank();
      }
      for (Decider decider : Decider.values()) {
        assertThat(words.text("decider." + decider)).isNotBlank();
        assertThat(words.text("decider." + decider + ".long")).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, 1 hour, 1 heure",
    "PT1H, 1 hour, 1 heure",
    "PT1H1M, 2 hours, 2 heures",
    "PT47H, 47 hours, 47 heures",
    "PT48H, 2 days, 2 jours",
    "PT49H, 3 days, 3 jours",
    "P10D, 10 days, 10 jours",
  })
  void a_time_is_said_in_hours_or_days(Duration time, String english, String french) {
    assertThat(OverviewView.lasting(Words.in(Locale.ENGLISH, SpecificationRoutes.PREFIX), time))
        .isEqualTo(english);
    assertThat(OverviewView.lasting(Words.in(Locale.FRENCH, SpecificationRoutes.PREFIX), time))
        .isEqualTo(french);
  }

  @Test
  void french_punctuation_does_not_break() {
    assertThat(Words.in(Locale.FRENCH, SpecificationRoutes.PREFIX).text("others"))
        .isEqualTo("Autres versions\u00a0:");
  }
}
