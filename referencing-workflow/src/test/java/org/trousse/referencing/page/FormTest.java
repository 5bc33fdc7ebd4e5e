package org.trousse.referencing.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FormTest {
  @Test
  void reads_a_field_of_half_a_million_characters() {
    String draft = "é{\"a\": 1}\n".repeat(50_000);

    Form form = Form.of("csrf=t&manifest=" + URLEncoder.encode(draft, StandardCharsets.UTF_8));

    assertThat(form.get("manifest")).isEqualTo(draft);
    assertThat(form.get("csrf")).isEqualTo("t");
  }

  @Test
  void the_end_of_a_line_is_one_character_as_it_was_written() {
    assertThat(Form.of("words=one%0D%0Atwo").get("words")).isEqualTo("one\ntwo");
  }

  @Test
  void what_was_not_sent_is_empty_and_what_was_sent_twice_counts_once() {
    Form form = Form.of("a=1&a=2&b");

    assertThat(form.get("a")).isEqualTo("1");
    assertThat(form.has("b")).isTrue();
    assertThat(form.has("c")).isFalse();
    assertThat(form.get("c")).isEmpty();
    assertThat(Form.of("").fields()).isEmpty();
  }

  @Test
  void a_form_of_500_fields_is_read_and_one_of_501_is_not() {
    String most = "a=1" + "&a=1".repeat(Form.FIELDS_MAX - 1);

    assertThat(Form.of(most).fields().get("a")).hasSize(Form.FIELDS_MAX);
    assertThatThrownBy(() -> Form.of(most + "&a=1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_form_says_nothing_of_what_was_written() {
    assertThat(Form.of("words=private").toString()).doesNotContain("private");
  }
}
