package org.trousse.consent.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FormTest {
  @Test
  void names_and_values_are_decoded_and_an_empty_value_is_none() {
    Form form = Form.parse("scope=a+b%2Fc&state=&flag&x=1=2").orElseThrow();

    assertThat(form.get("scope")).contains("a b/c");
    assertThat(form.get("x")).contains("1=2");
    assertThat(form.has("state")).isFalse();
    assertThat(form.has("flag")).isFalse();
  }

  @Test
  @Tag("consent-23")
  void a_name_twice_a_broken_escape_and_too_many_parameters_are_refused() {
    assertThat(Form.parse("code=a&code=b")).isEmpty();
    assertThat(Form.parse("code=%zz")).isEmpty();
    assertThat(Form.parse("a&".repeat(64) + "b=1")).isEmpty();
  }

  @Test
  void nothing_is_an_empty_form() {
    assertThat(Form.parse("").orElseThrow().values()).isEmpty();
  }
}
