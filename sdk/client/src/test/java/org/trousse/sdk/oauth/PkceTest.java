package org.trousse.sdk.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PkceTest {
  @Test
  void challenges_as_appendix_b_of_rfc_7636() {
    Pkce pkce = new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    assertThat(pkce.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void a_fresh_one_is_another_and_shows_no_verifier() {
    SecureRandom random = new SecureRandom();

    Pkce first = Pkce.fresh(random);
    Pkce second = Pkce.fresh(random);

    assertThat(first.verifier()).hasSize(43).isNotEqualTo(second.verifier());
    assertThat(first.toString()).doesNotContain(first.verifier());
  }

  @ParameterizedTest
  @ValueSource(ints = {43, 128})
  void takes_verifiers_of_43_to_128_characters(int length) {
    assertThat(new Pkce("a".repeat(length)).challenge()).hasSize(43);
  }

  @ParameterizedTest
  @ValueSource(ints = {42, 129})
  void refuses_shorter_and_longer_ones(int length) {
    String verifier = "a".repeat(length);

    assertThatThrownBy(() -> new Pkce(verifier)).isInstanceOf(IllegalArgumentException.class);
  }
}
