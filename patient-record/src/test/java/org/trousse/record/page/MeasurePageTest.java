package org.trousse.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class MeasurePageTest {
  @Test
  void each_page_has_its_address_in_both_languages_and_finds_the_other() {
    for (MeasurePage page : MeasurePage.values()) {
      String french = page.path(Words.in(Locale.FRENCH));
      String english = page.path(Words.in(Locale.ENGLISH));

      assertThat(MeasurePage.counterpart(french, true)).contains(english);
      assertThat(MeasurePage.counterpart(english, false)).contains(french);
      assertThat(MeasurePage.counterpart(french, false)).isEmpty();
    }
    assertThat(MeasurePage.counterpart("mesures", true)).isEmpty();
  }

  @Test
  void every_card_leads_to_its_page() {
    assertThat(Card.none("pressure", Words.in(Locale.ENGLISH)).address())
        .isEqualTo("/en/measurements/blood-pressure");
    assertThat(Card.none("glucose", Words.in(Locale.FRENCH)).address())
        .isEqualTo("/fr/mesures/glycemie");
  }
}
