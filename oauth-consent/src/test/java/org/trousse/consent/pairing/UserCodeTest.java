package org.trousse.consent.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserCodeTest {
  @ParameterizedTest
  @Tag("consent-87")
  @ValueSource(strings = {"WDJB-MJHT", "wdjbmjht", " wdjb mjht ", "WDJB–MJHT", "w-d-j-b-m-j-h-t"})
  void case_dashes_and_spaces_are_forgiven(String typed) {
    assertThat(UserCode.read(typed)).contains(new UserCode("WDJBMJHT"));
  }

  @ParameterizedTest
  @Tag("consent-87")
  @ValueSource(strings = {"", "WDJBMJH", "WDJBMJHTT", "WDJB-MJHA", "WDJB-MJH1"})
  void anything_else_is_no_code(String typed) {
    assertThat(UserCode.read(typed)).isEmpty();
  }

  /// RFC 8628 §5.1: with 10,000 codes alive, a year of guessing at the full rate on one node finds
  /// about six, each of which still needs a patient's sign-in; one account finds about one in ten
  /// years.
  @Test
  @Tag("consent-89")
  void the_expected_rate_of_right_guesses_is_small() {
    double codes = Math.pow(UserCode.ALPHABET.length(), UserCode.LENGTH);
    double alive = 10_000;
    double windowsPerYear = 365.25 * 86_400 / Guesses.WINDOW.toSeconds();

    double ofAll = Guesses.OF_ALL * windowsPerYear * alive / codes;
    double ofOneAccount = Guesses.PER_ACCOUNT * windowsPerYear * alive / codes;

    assertThat(ofAll).isLessThan(7);
    assertThat(ofOneAccount * 5).isLessThan(1);
  }
}
