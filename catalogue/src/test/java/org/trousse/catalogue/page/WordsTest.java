package org.trousse.catalogue.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.trousse.catalogue.claim.Claim;

final class WordsTest {
  private static final Words FRENCH = Words.in(Locale.FRENCH);
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);

  @Test
  void both_languages_say_the_same_things() {
    assertThat(FRENCH.keys())
        .isEqualTo(ENGLISH.keys())
        .allMatch(key -> key.startsWith("catalogue."));
  }

  @Test
  void every_claim_has_its_words() {
    for (Claim claim : Claim.values()) {
      if (claim != Claim.DATA) {
        assertThat(FRENCH.text("claim." + claim.word())).isNotBlank();
      }
    }
  }

  @Test
  void days_and_numbers_are_written_as_people_write_them() {
    assertThat(FRENCH.day(LocalDate.of(2026, 3, 1))).isEqualTo("1er mars 2026");
    assertThat(ENGLISH.day(LocalDate.of(2026, 3, 1))).isEqualTo("1 March 2026");
    assertThat(ENGLISH.decimal(13.5)).isEqualTo("13.5");
    assertThat(FRENCH.decimal(6)).isEqualTo("6");
    assertThat(FRENCH.country("DE")).isEqualTo("Allemagne");
  }
}
