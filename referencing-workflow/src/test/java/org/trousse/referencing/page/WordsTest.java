package org.trousse.referencing.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final Words FRENCH = Words.in(Locale.FRENCH, "vendor");
  private static final Words ENGLISH = Words.in(Locale.ENGLISH, "vendor");

  @Test
  void both_languages_have_the_same_texts_with_the_same_places() {
    assertThat(FRENCH.keys()).isEqualTo(ENGLISH.keys()).isNotEmpty();
    for (String key : FRENCH.keys()) {
      assertThat(places(FRENCH.text(key))).as(key).isEqualTo(places(ENGLISH.text(key)));
    }
  }

  private static long places(String text) {
    return text.chars().filter(one -> one == '{').count();
  }

  @Test
  void french_counts_nothing_as_one_and_english_does_not() {
    assertThat(FRENCH.count("members.h2", 0)).isEqualTo("0 membre");
    assertThat(ENGLISH.count("members.h2", 0)).isEqualTo("0 members");
    assertThat(ENGLISH.count("members.h2", 1)).isEqualTo("1 member");
  }

  @Test
  void times_are_told_as_in_paris() {
    assertThat(FRENCH.moment(Instant.parse("2026-03-31T22:30:00Z")))
        .isEqualTo("1er avril 2026 à 00:30");
    assertThat(ENGLISH.day(Instant.parse("2026-03-31T22:30:00Z"))).isEqualTo("1 April 2026");
  }

  @Test
  void sizes_are_told_in_the_unit_that_fits() {
    assertThat(FRENCH.size(1023)).isEqualTo("1023 octets");
    assertThat(FRENCH.size(1024)).isEqualTo("1 Ko");
    assertThat(FRENCH.size(1536 * 1024)).isEqualTo("1,5 Mo");
    assertThat(ENGLISH.size(1536 * 1024)).isEqualTo("1.5 MB");
  }

  @Test
  void french_punctuation_does_not_leave_its_word() {
    assertThat(FRENCH.text("home.invited")).contains("invitation\u202f?");
    assertThat(FRENCH.text("colon")).isEqualTo("\u00a0: ");
  }
}
