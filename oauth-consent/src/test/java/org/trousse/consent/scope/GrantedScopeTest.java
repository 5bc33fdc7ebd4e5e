package org.trousse.consent.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.scope.ScopeRequestTest.asked;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

final class GrantedScopeTest {
  private static final Set<Permission> ALL = Set.copyOf(Permission.all());
  private static final String WEIGHT = "?code=http://loinc.org|29463-7";
  private static final String TEMPERATURE = "?code=http://loinc.org|8310-5";

  private static String granted(String scope, Permission... permissions) {
    return GrantedScope.of(asked(scope), Set.of(permissions), true);
  }

  @ParameterizedTest
  @CsvSource({
    "patient/Observation.rs, patient/Observation.rs",
    "patient/Observation.cruds, patient/Observation.crs",
    "patient/Observation.cud, patient/Observation.c",
    "patient/*.cruds, patient/*.crs",
    "patient/Patient.rs, patient/Patient.r",
    "patient/Condition.rs, ''",
    "user/Observation.rs system/Observation.rs, ''",
    "fhirUser openid, openid fhirUser",
    "openid profile launch, openid",
    "patient/Observation.rs?category=vital-signs, patient/Observation.rs?category=vital-signs"
  })
  void returns_what_is_granted_whole_as_it_was_asked_and_leaves_out_what_is_not_here(
      String scope, String back) {
    assertThat(GrantedScope.of(asked(scope), ALL, true)).isEqualTo(back);
  }

  @Tag("consent-100")
  @ParameterizedTest
  @CsvSource({
    "patient/Observation.read", "patient/Observation.write", "patient/Observation.*",
    "patient/*.read", "patient/*.*", "patient/Patient.read"
  })
  void returns_version_1_when_version_1_was_asked(String scope) {
    assertThat(GrantedScope.of(asked(scope), ALL, true)).isEqualTo(scope);
  }

  @Tag("consent-42")
  @Tag("consent-103")
  @Test
  void returns_granular_scopes_and_not_the_broad_one_when_the_patient_allows_a_part() {
    assertThat(
            granted(
                "patient/Observation.rs",
                Permission.read(DataKind.BODY_WEIGHT),
                Permission.read(DataKind.BODY_TEMPERATURE)))
        .isEqualTo("patient/Observation.rs" + WEIGHT + " patient/Observation.rs" + TEMPERATURE);
    assertThat(granted("patient/Observation.read", Permission.read(DataKind.BODY_WEIGHT)))
        .isEqualTo("patient/Observation.rs" + WEIGHT);
    assertThat(
            granted(
                "patient/*.cruds",
                Permission.read(DataKind.IDENTITY),
                Permission.add(DataKind.BODY_WEIGHT)))
        .isEqualTo("patient/Patient.r patient/Observation.c" + WEIGHT);
    assertThat(
            granted(
                "patient/Observation.crs",
                Permission.read(DataKind.BODY_WEIGHT),
                Permission.add(DataKind.BODY_WEIGHT)))
        .isEqualTo("patient/Observation.crs" + WEIGHT);
  }

  @Tag("consent-112")
  @Test
  void never_returns_what_was_not_asked_however_much_is_granted() {
    assertThat(GrantedScope.of(asked("patient/Observation.r" + WEIGHT), ALL, true))
        .isEqualTo("patient/Observation.r" + WEIGHT);
    assertThat(GrantedScope.of(asked("openid"), ALL, true)).isEqualTo("openid");
  }

  @Tag("consent-62")
  @Test
  void returns_offline_access_only_when_refresh_tokens_are_given() {
    assertThat(GrantedScope.of(asked("openid offline_access online_access"), ALL, true))
        .isEqualTo("openid offline_access online_access");
    assertThat(GrantedScope.of(asked("openid offline_access online_access"), ALL, false))
        .isEqualTo("openid");
  }

  @Tag("consent-63")
  @ParameterizedTest
  @CsvSource({
    "patient/Observation.rs, patient/Observation.rs, true",
    "patient/Observation.rs, patient/Observation.r, true",
    "patient/Observation.rs, patient/Observation.read, true",
    "patient/Observation.rs, patient/Observation.rs?code=29463-7, true",
    "patient/*.rs, patient/Patient.r patient/Observation.s, true",
    "openid patient/Observation.rs, openid, true",
    "openid patient/Observation.rs, '', true",
    "patient/Observation.rs, patient/Observation.crs, false",
    "patient/Observation.r, patient/Observation.rs, false",
    "patient/Observation.rs?code=29463-7, patient/Observation.rs, false",
    "patient/Observation.rs?code=29463-7, patient/Observation.rs?code=8310-5, false",
    "patient/Observation.rs, patient/*.rs, false",
    "patient/Observation.rs, patient/Condition.rs, false",
    "patient/Observation.rs, openid, false",
    "patient/Observation.rs, offline_access, false"
  })
  void lets_a_refresh_narrow_and_never_widen(String current, String wanted, boolean allowed) {
    assertThat(asked(wanted).isWithin(asked(current))).isEqualTo(allowed);
  }

  @RepeatedTest(200)
  void holds_for_any_request_and_any_grant(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    ScopeRequest asked = asked(anyScope(random));
    Set<Permission> allowed = new TreeSet<>(Permission.all());
    allowed.removeIf(permission -> random.nextBoolean());

    ScopeRequest back = asked(GrantedScope.of(asked, allowed, random.nextBoolean()));

    Set<Permission> both = new TreeSet<>(asked.permissions());
    both.retainAll(allowed);
    assertThat(back.permissions()).isEqualTo(both);
    for (DataKind kind : DataKind.values()) {
      for (char letter : new char[] {'c', 'r', 's'}) {
        assertThat(!back.allows(letter, kind) || asked.allows(letter, kind)).isTrue();
      }
    }
  }

  private static String anyScope(Random random) {
    List<String> words = new ArrayList<>();
    String[] letters = {"c", "r", "s", "rs", "crs", "cruds", "u", "read", "write", "*"};
    for (int i = random.nextInt(6); i >= 0; i--) {
      String one = letters[random.nextInt(letters.length)];
      String type = new String[] {"Observation", "Patient", "*", "Condition"}[random.nextInt(4)];
      boolean filtered = type.equals("Observation") && one.length() < 4 && random.nextBoolean();
      List<Permission> all = Permission.all();
      DataKind kind = all.get(1 + random.nextInt(all.size() - 1)).kind();
      words.add(
          "patient/"
              + type
              + "."
              + one
              + (filtered && !one.equals("*") ? "?code=" + GrantedScope.values(kind.loinc()) : ""));
    }
    return String.join(" ", words);
  }
}
