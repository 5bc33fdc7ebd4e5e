package org.trousse.platform.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.consent.page.Words;

final class DemoDeviceTest {
  @ParameterizedTest
  @EnumSource
  void each_of_our_devices_has_a_name_in_both_languages(DemoDevice.Kind kind) {
    assertThat(Words.in(Locale.ENGLISH).own(kind.label())).contains(kind.label());
    assertThat(Words.in(Locale.FRENCH).own(kind.label()))
        .hasValueSatisfying(name -> assertThat(name).endsWith(")").isNotEqualTo(kind.label()));
  }
}
