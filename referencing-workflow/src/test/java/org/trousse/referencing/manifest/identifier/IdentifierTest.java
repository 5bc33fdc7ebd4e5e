package org.trousse.referencing.manifest.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentifierTest {
  @ParameterizedTest
  @CsvSource({
    "04000000000013, RIGHT",
    "04000000000014, WRONG_CHECK",
    "40000000000013, WRONG_CHECK", // two digits exchanged
    "4006381333931, RIGHT", // a GTIN-13
    "96385074, RIGHT", // a GTIN-8
    "(01)04000000000013, NO_SUCH_FORM",
    "040000000000130, NO_SUCH_FORM", // 15 digits
    "+A123BJC5D6E71G, RIGHT", // the example of ANSI/HIBC 2.6
    "+A123BJC5D6E71H, WRONG_CHECK",
    "+A123BJC5D6E72G, WRONG_CHECK",
    "A123BJC5D6E71G, NO_SUCH_FORM",
    "+1234BJC5D6E71G, NO_SUCH_FORM", // a labeler's code begins with a letter
    "=/A9999XYZ100T0944, RIGHT",
    "=/A9999XYZ100T094, NO_SUCH_FORM",
    "'', NO_SUCH_FORM",
  })
  void knows_a_udi_device_identifier(String text, UdiDi.Verdict verdict) {
    assertThat(UdiDi.of(text)).isEqualTo(verdict);
  }

  @Test
  void every_wrong_last_digit_is_found() {
    for (char digit = '0'; digit <= '9'; digit++) {
      assertThat(UdiDi.of("0400000000001" + digit))
          .isEqualTo(digit == '3' ? UdiDi.Verdict.RIGHT : UdiDi.Verdict.WRONG_CHECK);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456782", "123 456 782", "FR11123456782"})
  void a_french_number_with_its_key_is_right(String text) {
    assertThat(FrenchRegistration.isRight(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789",
        "12345678",
        "1234567820",
        "000000000",
        "FR12123456782",
        "FR123456782",
        "DE123456782",
        ""
      })
  void a_french_number_without_its_key_is_wrong(String text) {
    assertThat(FrenchRegistration.isRight(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.vendor.example", "a.b", "xn--bcher-kva.example", "1a.2b.co"})
  void a_public_name_is_right(String name) {
    assertThat(HostName.isRight(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "vendor.0x7f",
        "vendor.127",
        "[::1]",
        "::1",
        "API.vendor.example",
        "*.vendor.example",
        "-a.example",
        "a-.example",
        "a..example",
        ".example",
        "vendor.example.",
        "vendor_a.example",
        "vendor.example:443",
        "https://vendor.example",
        "user@vendor.example",
        ""
      })
  void what_is_no_public_name_is_wrong(String name) {
    assertThat(HostName.isRight(name)).isFalse();
  }

  @Test
  void a_label_has_at_most_63_characters_and_a_name_253() {
    String label = "a".repeat(63);
    String name = String.join(".", label, label, label, "a".repeat(61));

    assertThat(HostName.isRight(label + ".example")).isTrue();
    assertThat(HostName.isRight(label + "a.example")).isFalse();
    assertThat(name).hasSize(253);
    assertThat(HostName.isRight(name)).isTrue();
    assertThat(HostName.isRight(name + "a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "mqtt.vendor.example:8883, true",
    "mqtt.vendor.example:65535, true",
    "mqtt.vendor.example:65536, false",
    "mqtt.vendor.example:0, false",
    "mqtt.vendor.example, false",
    "127.0.0.1:8883, false",
  })
  void a_broker_is_a_name_and_a_port(String text, boolean right) {
    assertThat(HostName.isRightWithPort(text)).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({
    "help@vendor.example, true",
    "first.last+tag@vendor.example, true",
    "help@localhost, false",
    "help@@vendor.example, false",
    "help at vendor.example, false",
    "@vendor.example, false",
    "help@vendor.example>, false",
  })
  void an_address_for_mail_is_right_or_not(String text, boolean right) {
    assertThat(HostName.isRightMail(text)).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({
    "fr, true",
    "pt-BR, true",
    "zh-Hant, true",
    "gsw, true",
    "FR, false",
    "fr_FR, false",
    "french, false",
    "qq, false",
    "'', false",
  })
  void a_language_is_right_or_not(String tag, boolean right) {
    assertThat(LanguageTag.isRight(tag)).isEqualTo(right);
  }

  @Test
  void the_eea_has_thirty_countries_that_exist() {
    long count =
        java.util.Arrays.stream(java.util.Locale.getISOCountries())
            .filter(Country::isInEea)
            .count();

    assertThat(count).isEqualTo(30);
    assertThat(Country.isInEea("GB")).isFalse();
    assertThat(Country.isInEea("CH")).isFalse();
    assertThat(Country.exists("XX")).isFalse();
    assertThat(Country.exists("fr")).isFalse();
  }
}
