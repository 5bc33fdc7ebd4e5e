package org.trousse.consent.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.app.SyntheticApps;
import org.trousse.consent.authorize.AuthorizationChecks.Fault;
import org.trousse.consent.authorize.AuthorizationChecks.Faulty;
import org.trousse.consent.authorize.AuthorizationChecks.Question;
import org.trousse.consent.authorize.AuthorizationChecks.Sound;

final class AuthorizationChecksTest {
  static final String FHIR = "https://trousse.example/fhir";
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String GOOD =
      "response_type=code&client_id=c&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=s&aud="
          + FHIR
          + "&scope=openid%20patient%2FObservation.rs&code_challenge_method=S256&code_challenge="
          + CHALLENGE;

  private static AuthorizationChecks.Read read(
      String query, SecurityProfile profile, boolean push) {
    return AuthorizationChecks.read(
        new Question(
            SyntheticApps.app("c", profile), Parameters.parse(query).orElseThrow(), FHIR, push));
  }

  /// Null: the request is sound.
  private static @Nullable Fault fault(String query) {
    return switch (read(query, SecurityProfile.SMART_PUBLIC, false)) {
      case Sound sound -> null;
      case Faulty(Fault fault) -> fault;
    };
  }

  private static AuthorizationRequest sound(String query) {
    return ((Sound) read(query, SecurityProfile.SMART_PUBLIC, false)).request();
  }

  private static String without(String name) {
    return GOOD.replaceAll("(^|&)" + name + "=[^&]*", "");
  }

  @Test
  void takes_a_sound_request_and_keeps_it_through_json() {
    AuthorizationRequest request = sound(GOOD + "&nonce=n&prompt=login%20consent&max_age=60");

    assertThat(AuthorizationRequest.of(StrictJson.object(request.json()).orElseThrow()))
        .isEqualTo(request);
    assertThat(request.state()).isEqualTo("s");
    assertThat(request.prompt()).containsExactlyInAnyOrder("login", "consent");
  }

  @Tag("consent-13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/cb/",
        "https://app.example/CB",
        "https://app.example/cb?a=2",
        "https://app.example/cb%23f",
        "https://app.example.evil.example/cb",
        "https://app.example:443/cb",
        "http://app.example/cb",
        "javascript:alert(1)"
      })
  void compares_the_redirect_uri_as_a_string_and_never_redirects_to_another(String uri) {
    String query = without("redirect_uri") + "&redirect_uri=" + uri;

    assertThat(fault(query)).isNotNull().extracting(Fault::mayRedirect).isEqualTo(false);
  }

  @Tag("consent-14")
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:5123/cb, true",
    "http://127.0.0.1/cb, true",
    "http://127.0.0.1:5123/cb/, false",
    "http://127.0.0.1:5123/cb?x=1, false",
    "http://localhost:5123/cb, false",
    "http://[::1]:5123/cb, false",
    "http://127.0.0.2:5123/cb, false",
    "http://user@127.0.0.1:5123/cb, false",
    "https://127.0.0.1:5123/cb, false"
  })
  void lets_a_loopback_redirect_have_any_port_and_nothing_else(String uri, boolean fine) {
    String query = without("redirect_uri") + "&redirect_uri=" + uri;

    assertThat(fault(query) == null).isEqualTo(fine);
  }

  @Tag("consent-12")
  @ParameterizedTest
  @ValueSource(strings = {"", "&aud=https://other.example/fhir", "&aud=https://trousse.example"})
  void stops_at_a_missing_or_wrong_aud_before_anybody_signs_in(String aud) {
    assertThat(fault(without("aud") + aud))
        .isNotNull()
        .extracting(Fault::mayRedirect)
        .isEqualTo(false);
    assertThat(fault(without("aud") + "&aud=" + FHIR + "/")).isNull();
  }

  @Tag("consent-15")
  @ParameterizedTest
  @EnumSource(SecurityProfile.class)
  void refuses_a_request_without_pkce_or_with_plain_in_every_profile(SecurityProfile profile) {
    String plain = without("code_challenge_method") + "&code_challenge_method=plain";

    for (String query :
        new String[] {without("code_challenge"), without("code_challenge_method"), plain}) {
      assertThat(read(query, profile, true)).isInstanceOf(Faulty.class);
    }
    assertThat(read(GOOD, profile, true)).isInstanceOf(Sound.class);
  }

  @Test
  void refuses_a_code_challenge_of_42_characters_and_of_44() {
    assertThat(fault(GOOD.substring(0, GOOD.length() - 1))).isNotNull();
    assertThat(fault(GOOD + "A")).isNotNull();
  }

  @Tag("consent-19")
  @ParameterizedTest
  @ValueSource(strings = {"token", "code id_token", "id_token", "code token", "none"})
  void knows_no_other_response_type_than_code(String type) {
    String query = without("response_type") + "&response_type=" + type.replace(" ", "%20");

    assertThat(fault(query)).extracting(Fault::error).isEqualTo("unsupported_response_type");
  }

  @Tag("consent-23")
  @Test
  void passes_over_unknown_parameters_and_refuses_a_repeated_one() {
    assertThat(fault(GOOD + "&unknown=1")).isNull();
    assertThat(fault(GOOD + "&state=t")).extracting(Fault::error).isEqualTo("invalid_request");
    assertThat(fault(GOOD + "&unknown=1&unknown=2")).isNotNull();
    assertThat(fault(GOOD + "&redirect_uri=https://app.example/cb"))
        .extracting(Fault::mayRedirect)
        .isEqualTo(false);
  }

  @Tag("consent-16")
  @Tag("consent-17")
  @Test
  void takes_a_state_of_4096_and_a_nonce_of_1024_characters_and_not_one_more() {
    String state = without("state") + "&state=" + "s".repeat(4_096);
    String nonce = GOOD + "&nonce=" + "n".repeat(1_024);

    assertThat(sound(state).state()).hasSize(4_096);
    assertThat(sound(nonce).nonce()).hasSize(1_024);
    assertThat(fault(state + "s")).isNotNull();
    assertThat(fault(nonce + "n")).isNotNull();
    assertThat(sound(without("state")).state()).isNull();
  }

  @Tag("consent-32")
  @Test
  void takes_a_request_of_a_FAPI_2_client_only_when_it_was_pushed() {
    assertThat(read(GOOD, SecurityProfile.FAPI2, false)).isInstanceOf(Faulty.class);
    assertThat(read(without("aud"), SecurityProfile.FAPI2, true)).isInstanceOf(Sound.class);
  }

  @Tag("consent-24")
  @Test
  void refuses_prompt_none_beside_another_word_and_unknown_words() {
    assertThat(fault(GOOD + "&prompt=none")).isNull();
    assertThat(fault(GOOD + "&prompt=none%20login")).isNotNull();
    assertThat(fault(GOOD + "&prompt=other")).isNotNull();
  }

  @Tag("consent-107")
  @ParameterizedTest
  @CsvSource({
    "'&authorization_details=[]', invalid_authorization_details",
    "'&request=eyJ', request_not_supported",
    "'&response_mode=fragment', invalid_request",
    "'&dpop_jkt=abc', invalid_request",
    "'&max_age=x', invalid_request",
    "'&grant_id=1', invalid_request",
    "'&grant_management_action=replace', invalid_request",
    "'&grant_management_action=merge', invalid_request"
  })
  void tells_the_app_what_is_wrong(String more, String error) {
    Fault fault = fault(GOOD + more);

    assertThat(fault).isNotNull();
    assertThat(Optional.ofNullable(fault).map(Fault::error)).contains(error);
    assertThat(Optional.ofNullable(fault).map(Fault::mayRedirect)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openid",
        "patient%2FObservation.x",
        "patient%2FCondition.rs",
        "patient%2FPatient.r"
      })
  void refuses_a_scope_out_of_the_grammar_and_one_that_the_app_may_not_ask(String scope) {
    assertThat(fault(without("scope") + "&scope=" + scope))
        .extracting(Fault::error)
        .isEqualTo("invalid_scope");
  }

  @Tag("consent-16")
  @Tag("consent-18")
  @Test
  void answers_with_iss_and_with_the_state_byte_for_byte() {
    Redirect redirect = new Redirect("https://trousse.example");
    String state = "a+b %&=#é\"" + "x".repeat(1_000);

    String url = redirect.code("https://app.example/cb?a=1", state, "code");
    Parameters back = Parameters.parse(url.substring(url.indexOf('?') + 1)).orElseThrow();

    assertThat(url).startsWith("https://app.example/cb?a=1&code=code&state=");
    assertThat(back.get("state")).isEqualTo(state);
    assertThat(back.get("iss")).isEqualTo("https://trousse.example");
    assertThat(redirect.error("https://app.example/cb", null, "access_denied", "a\r\n\"b"))
        .isEqualTo(
            "https://app.example/cb?error=access_denied&error_description=a%3F%3F%3Fb&iss=https%3A%2F%2Ftrousse.example");
  }

  @Test
  void bounds_the_number_of_parameters() {
    assertThat(Parameters.parse("a=1&".repeat(64))).isPresent();
    assertThat(Parameters.parse("a=1&".repeat(65))).isEmpty();
    assertThat(Parameters.parse("a=%zz")).isEmpty();
  }
}
