package org.trousse.consent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  @Test
  @Tag("consent-124")
  void one_beyond_the_limit_is_told_when_to_come_back_and_nobody_else_is() {
    Limits limits = new Limits(3);
    for (int at = 0; at < 3; at++) {
      assertThat(limits.take("hostile")).isEmpty();
    }

    assertThat(limits.take("hostile").orElseThrow()).isBetween(1L, 21L);
    assertThat(limits.take("another")).isEmpty();
  }

  @Test
  @Tag("consent-49")
  void a_description_holds_no_control_character_quote_or_backslash() {
    OAuthError error = OAuthError.invalidRequest("a\r\nb\t\"c\"\\é");

    assertThat(error.description()).isEqualTo("a??b??c???");
  }

  @Test
  @Tag("consent-23")
  @Tag("consent-123")
  void a_repeated_parameter_is_refused_and_no_value_is_told_in_a_log() {
    assertThat(Form.of(List.of(Map.entry("code", "one"), Map.entry("code", "two")))).isEmpty();
    assertThat(Form.of(List.of(Map.entry("code", "secret"))).orElseThrow().toString())
        .contains("code")
        .doesNotContain("secret");
  }
}
