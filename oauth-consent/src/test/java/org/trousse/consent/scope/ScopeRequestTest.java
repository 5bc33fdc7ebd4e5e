package org.trousse.consent.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ResourceType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

final class ScopeRequestTest {
  private static final String WEIGHT = "http://loinc.org|29463-7";
  private static final String GLUCOSE =
      "http://loinc.org|2339-0,http://loinc.org|2345-7,http://loinc.org|99504-3";

  static ScopeRequest asked(String text) {
    return switch (ScopeRequest.parse(text)) {
      case ScopeRequest.Asked(ScopeRequest request) -> request;
      case ScopeRequest.Invalid(String why) -> throw new AssertionError(text + ": " + why);
    };
  }

  private static Set<String> permissions(String text) {
    return asked(text).permissions().stream().map(Permission::word).collect(Collectors.toSet());
  }

  @Tag("consent-99")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient/Observation.",
        "patient/Observation",
        "patient/Observation.sr",
        "patient/Observation.rr",
        "patient/Observation.rx",
        "patient/Observation.R",
        "patient/Observations.rs",
        "patient/observation.rs",
        "patient/.rs",
        "patient/**.rs",
        "patient/Observation.rs?",
        "patient/Observation.rs?code",
        "patient/Observation.rs?code=",
        "patient/Observation.rs?code=29463-7&",
        "patient/Observation.rs?code=,29463-7",
        "patient/Observation.read?code=29463-7",
        "patient/Observation.reads",
        "patient/Observation.rs.rs",
        "user/Observation.",
        "system/Nothing.rs",
        "patient/Observation.rs\"",
        "patient/Observation.rs\\",
        "patient/Observation.rs\topenid",
        "patient/Observation.rsé"
      })
  void refuses_what_the_grammar_does_not_hold(String scope) {
    assertThat(ScopeRequest.parse(scope)).isInstanceOf(ScopeRequest.Invalid.class);
    assertThat(ScopeRequest.parse("openid " + scope + " fhirUser"))
        .isInstanceOf(ScopeRequest.Invalid.class);
  }

  @Tag("consent-99")
  @Test
  void takes_every_ordered_subset_of_the_letters_and_no_other_order() {
    for (int bits = 1; bits < 32; bits++) {
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        if ((bits & (1 << i)) != 0) {
          letters.append("cruds".charAt(i));
        }
      }
      assertThat(ScopeRequest.parse("patient/Observation." + letters))
          .isInstanceOf(ScopeRequest.Asked.class);
      if (letters.length() > 1) {
        assertThat(ScopeRequest.parse("patient/Observation." + letters.reverse()))
            .isInstanceOf(ScopeRequest.Invalid.class);
      }
    }
  }

  @Tag("consent-99")
  @Test
  void knows_exactly_the_types_of_R4() {
    Set<String> types =
        Arrays.stream(ResourceType.values()).map(Enum::name).collect(Collectors.toSet());

    assertThat(ResourceTypes.R4).isEqualTo(types);
  }

  @Tag("consent-106")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient/Observation.rs?status=final",
        "patient/Observation.rs?code:in=http://example.org/set",
        "patient/Observation.rs?code:not=29463-7",
        "patient/Observation.rs?subject.name=a",
        "patient/Observation.rs?_filter=code",
        "patient/Observation.rs?_id=1",
        "patient/Observation.rs?code=29463-7&status=final",
        "patient/Patient.r?name=a",
        "patient/*.rs?code=29463-7",
        "patient/Condition.rs?code:in=a"
      })
  void refuses_a_parameter_modifier_chain_or_filter_that_it_cannot_hold_an_app_to(String scope) {
    assertThat(ScopeRequest.parse(scope)).isInstanceOf(ScopeRequest.Invalid.class);
  }

  @Tag("consent-100")
  @ParameterizedTest
  @CsvSource({
    "patient/Observation.read, patient/Observation.rs",
    "patient/Observation.write, patient/Observation.cud",
    "patient/Observation.*, patient/Observation.cruds",
    "patient/*.read, patient/*.rs",
    "patient/*.*, patient/*.cruds",
    "patient/Patient.read, patient/Patient.rs"
  })
  void reads_the_words_of_version_1_as_those_of_version_2(String old, String now) {
    assertThat(asked(old).permissions()).isEqualTo(asked(now).permissions()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "patient/Patient.r, identity.read",
    "patient/Patient.c, ''",
    "patient/Patient.s, ''",
    "patient/Observation.rs?code=29463-7, body-weight.read",
    "patient/Observation.r?code=http://loinc.org|29463-7, body-weight.read",
    "patient/Observation.c?code=http://loinc.org|29463-7, body-weight.add",
    "patient/Observation.crs?code=http://loinc.org|29463-7, body-weight.read body-weight.add",
    "patient/Observation.ud?code=http://loinc.org|29463-7, ''",
    "patient/Observation.rs?code=http://snomed.info/sct|29463-7, ''",
    "patient/Observation.rs?category=laboratory, ''",
    "patient/Observation.rs?category=vital-signs&code=29463-7, body-weight.read",
    "patient/Observation.rs?category=laboratory&code=29463-7, ''",
    "patient/Condition.rs?category=problem-list-item, ''",
    "user/Observation.rs, ''",
    "system/*.cruds, ''",
    "openid fhirUser launch/patient offline_access, ''",
    "profile email launch launch/encounter __ours, ''"
  })
  void asks_the_patient_for_kinds_in_directions(String scope, String words) {
    Set<String> expected = words.isEmpty() ? Set.of() : Set.of(words.split(" "));

    assertThat(permissions(scope)).isEqualTo(expected);
  }

  @Tag("consent-103")
  @Test
  void offers_each_kind_when_all_Observations_are_asked() {
    assertThat(permissions("patient/Observation.rs"))
        .containsExactlyInAnyOrder(
            "glucose.read", "blood-pressure.read", "body-weight.read", "body-temperature.read")
        .isEqualTo(permissions("patient/Observation.rs?category=vital-signs"));
  }

  @Tag("consent-101")
  @Test
  void takes_two_granular_scopes_on_one_type_as_a_union() {
    String two =
        "patient/Observation.rs?code=29463-7 patient/Observation.rs?code=http://loinc.org|8310-5";

    assertThat(permissions(two))
        .containsExactlyInAnyOrder("body-weight.read", "body-temperature.read");
  }

  @Tag("consent-101")
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "openid", "profile"})
  void takes_no_resource_scope_as_nothing(String scope) {
    assertThat(asked(scope).permissions()).isEmpty();
    assertThat(asked(scope).namesPatient()).isFalse();
  }

  @Test
  void refuses_a_part_of_a_kind_and_says_what_to_ask() {
    assertThat(ScopeRequest.parse("patient/Observation.rs?code=2339-0"))
        .isInstanceOfSatisfying(
            ScopeRequest.Invalid.class, invalid -> assertThat(invalid.why()).contains(GLUCOSE));
    assertThat(
            permissions(
                "patient/Observation.rs?code=2339-0"
                    + " patient/Observation.rs?code=2345-7,99504-3"))
        .containsExactly("glucose.read");
  }

  @Tag("consent-102")
  @Test
  void lets_create_alone_create_and_nothing_else() {
    ScopeRequest create = asked("patient/Observation.c");

    assertThat(create.allows('c', DataKind.BODY_WEIGHT)).isTrue();
    assertThat(create.allows('r', DataKind.BODY_WEIGHT)).isFalse();
    assertThat(create.allows('s', DataKind.BODY_WEIGHT)).isFalse();
    assertThat(create.allows(Permission.read(DataKind.BODY_WEIGHT))).isFalse();
  }

  @Test
  void tells_reading_from_searching() {
    ScopeRequest search = asked("patient/Observation.s");

    assertThat(search.allows('s', DataKind.GLUCOSE)).isTrue();
    assertThat(search.allows('r', DataKind.GLUCOSE)).isFalse();
  }

  @Test
  void reads_the_uri_form() {
    assertThat(
            permissions(
                "http://smarthealthit.org/fhir/scopes/patient/Observation.rs?code=" + WEIGHT))
        .containsExactly("body-weight.read");
  }

  @Test
  void takes_30_kB_of_scopes_and_refuses_more_than_its_limits() {
    String many = ("patient/Observation.rs?code=" + WEIGHT + " ").repeat(650);

    assertThat(many.length()).isGreaterThan(30 * 1024);
    assertThat(permissions(many)).containsExactly("body-weight.read");
    assertThat(ScopeRequest.parse("a".repeat(ScopeRequest.CHARACTERS_MAX)))
        .isInstanceOf(ScopeRequest.Asked.class);
    assertThat(ScopeRequest.parse("a".repeat(ScopeRequest.CHARACTERS_MAX + 1)))
        .isInstanceOf(ScopeRequest.Invalid.class);
  }

  @RepeatedTest(50)
  void never_fails_on_noise(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String[] pieces = {
      "patient",
      "/",
      "Observation",
      "*",
      ".",
      "c",
      "r",
      "s",
      "?",
      "code",
      "=",
      "&",
      "|",
      ",",
      "29463-7",
      " ",
      "openid",
      "category",
      "vital-signs",
      "\"",
      "é",
      "\u0000",
      "user",
      ".read"
    };
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      noise.append(pieces[random.nextInt(pieces.length)]);
    }

    if (ScopeRequest.parse(noise.toString()) instanceof ScopeRequest.Asked(ScopeRequest asked)) {
      String back = GrantedScope.of(asked, Set.copyOf(Permission.all()), true);
      assertThat(asked(back).permissions()).isEqualTo(asked.permissions());
    }
  }
}
