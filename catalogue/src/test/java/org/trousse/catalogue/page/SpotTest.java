package org.trousse.catalogue.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpotTest {
  @Test
  void a_page_has_its_counterpart_in_the_other_language_whichever_it_is_asked_for() {
    assertThat(Spot.counterpart("catalogue/comparer", true)).contains("catalogue/compare");
    assertThat(Spot.counterpart("catalogue/compare", false)).contains("catalogue/comparer");
    assertThat(Spot.counterpart("catalogue/diary/historique", true))
        .contains("catalogue/diary/history");
  }

  @Test
  void a_page_is_not_taken_for_an_app_that_is_called_like_it() {
    assertThat(Spot.counterpart("catalogue/compare", true)).isEmpty();
    assertThat(Spot.counterpart("catalogue/registre", false)).isEmpty();
  }
}
