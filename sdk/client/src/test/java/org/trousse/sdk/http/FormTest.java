package org.trousse.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FormTest {
  @Test
  void what_is_written_reads_the_same() {
    Form form =
        Form.of("scope", "patient/Observation.rs?code=http://loinc.org|2339-0")
            .with("é", "a&b=c+d");

    Form read = Form.parse(form.encoded());

    assertThat(read).isEqualTo(form);
    assertThat(form.encoded())
        .isEqualTo(
            "scope=patient%2FObservation.rs%3Fcode%3Dhttp%3A%2F%2Floinc.org%7C2339-0"
                + "&%C3%A9=a%26b%3Dc%2Bd");
  }

  @Test
  void a_name_that_stands_twice_is_refused() {
    assertThatThrownBy(() -> Form.parse("code=a&state=b&code=c"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void values_are_not_printed() {
    assertThat(Form.of("code", "secret")).hasToString("Form[code]");
  }
}
