package org.trousse.consent.page.relative;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActivationCodeTest {
  @ParameterizedTest
  @ValueSource(strings = {"BCDFGHJKLMNP", "bcdf-ghjk-lmnp", " BCDF GHJK\u2013LMNP "})
  void case_dashes_and_spaces_are_forgiven(String typed) {
    assertThat(ActivationCode.read(typed)).map(ActivationCode::shown).contains("BCDF-GHJK-LMNP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "BCDFGHJKLMN", "BCDFGHJKLMNPP", "ABCDFGHJKLMN", "BCDFGHJKLMN1"})
  void anything_else_is_no_code(String typed) {
    assertThat(ActivationCode.read(typed)).isEmpty();
  }

  @Test
  void a_fresh_one_is_read_back_and_never_told() {
    ActivationCode code = ActivationCode.fresh();

    assertThat(ActivationCode.read(code.shown())).contains(code);
    assertThat(code.toString()).doesNotContain(code.letters());
  }
}
