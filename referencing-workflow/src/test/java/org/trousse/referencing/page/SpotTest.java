package org.trousse.referencing.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SpotTest {
  private static final Spot SPOT =
      new Spot("editeur/:id/criteres/:one", "vendor/:id/criteria/:one");
  private static final Words FRENCH = Words.in(Locale.FRENCH, "vendor");
  private static final Words ENGLISH = Words.in(Locale.ENGLISH, "vendor");

  @Test
  void an_address_fills_in_what_varies_in_either_language() {
    assertThat(SPOT.address(FRENCH, 7, "GOV-01")).isEqualTo("/fr/editeur/7/criteres/GOV-01");
    assertThat(SPOT.address(ENGLISH, 7, "a/b")).isEqualTo("/en/vendor/7/criteria/a%2Fb");
    assertThat(SPOT.below(7, "GOV-01")).isEqualTo("editeur/7/criteres/GOV-01");
  }

  @Test
  void refuses_more_than_it_has_room_for() {
    assertThatThrownBy(() -> SPOT.address(FRENCH, 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knows_the_same_page_in_the_other_language() {
    assertThat(SPOT.counterpart("editeur/7/criteres/GOV-01", true))
        .contains("vendor/7/criteria/GOV-01");
    assertThat(SPOT.counterpart("vendor/7/criteria/GOV-01", false))
        .contains("editeur/7/criteres/GOV-01");
    assertThat(SPOT.counterpart("vendor/7/criteria/GOV-01", true)).isEmpty();
    assertThat(SPOT.counterpart("editeur/7", true)).isEmpty();
  }
}
