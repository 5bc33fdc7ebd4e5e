package org.trousse.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.trousse.consent.permission.Permission;

final class WordsTest {
  @Test
  void both_languages_have_the_same_texts() {
    assertThat(Words.in(Locale.FRENCH).keys()).isEqualTo(Words.in(Locale.ENGLISH).keys());
  }

  @Test
  void every_permission_has_its_words_for_oneself_and_for_a_child() {
    for (Permission permission : Permission.all()) {
      for (Words words : PageRoutes.both()) {
        assertThat(words.permission(permission, true)).isNotBlank();
        assertThat(words.permission(permission, false))
            .isNotBlank()
            .isNotEqualTo(words.permission(permission, true));
        assertThat(words.text("kind." + permission.kind().word() + ".name")).isNotBlank();
      }
    }
  }
}
