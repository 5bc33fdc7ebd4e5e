package org.trousse.catalogue.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegisterCsvTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@now", "\tx"})
  void a_name_never_becomes_a_formula(String name) {
    assertThat(RegisterCsv.cell(name)).isEqualTo("'" + name);
  }

  @Test
  void signs_of_the_format_are_quoted() {
    assertThat(RegisterCsv.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(RegisterCsv.cell("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(RegisterCsv.cell("a\r\nb")).isEqualTo("\"a\r\nb\"");
    assertThat(RegisterCsv.cell("\r\n=1")).isEqualTo("\"'\r\n=1\"");
    assertThat(RegisterCsv.cell("plain")).isEqualTo("plain");
  }

  @Test
  void signs_of_xml_are_written_as_such_and_control_characters_not_at_all() {
    assertThat(DecisionsFeed.escaped("<a & \"b\">\u0007"))
        .isEqualTo("&lt;a &amp; &quot;b&quot;&gt;");
  }
}
