package org.trousse.record.create;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBoundsTest {
  @Test
  void nests_up_to_its_limit_and_not_beyond() {
    int max = JsonBounds.DEPTH_MAX;

    assertThat(JsonBounds.holds("[".repeat(max) + "]".repeat(max))).isTrue();
    assertThat(JsonBounds.holds("[".repeat(max + 1) + "]".repeat(max + 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e9999", "1E+9999", "1.5e-12345", "[1, 2e0000000009]"})
  void refuses_a_number_whose_plain_form_fills_the_memory(String json) {
    assertThat(JsonBounds.holds(json)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999",
        "1.5E-10",
        "true",
        "{\"a1e99999\":\"2e99999 [[[\\\" {\"}",
        "[false, 1e5]"
      })
  void lets_ordinary_json_through(String json) {
    assertThat(JsonBounds.holds(json)).isTrue();
  }
}
