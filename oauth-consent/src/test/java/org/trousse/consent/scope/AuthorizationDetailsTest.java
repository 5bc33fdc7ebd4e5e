package org.trousse.consent.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.AuthorizationDetails.History;

final class AuthorizationDetailsTest {
  private static final String GOOD =
      """
      [{"type":"trousse_patient_data","actions":["read","add"],"kinds":["glucose"],"history":"today"},
       {"type":"trousse_patient_data","actions":["read"],"kinds":["identity","body-weight"],"history":"3-months"}]\
      """;

  private static AuthorizationDetails asked(String json) {
    return ((AuthorizationDetails.Asked) AuthorizationDetails.parse(json)).details();
  }

  @Test
  void asks_for_the_union_of_its_objects_and_the_widest_history() {
    AuthorizationDetails details = asked(GOOD);

    assertThat(details.permissions())
        .containsExactlyInAnyOrder(
            Permission.read(DataKind.IDENTITY),
            Permission.read(DataKind.GLUCOSE),
            Permission.add(DataKind.GLUCOSE),
            Permission.read(DataKind.BODY_WEIGHT));
    assertThat(details.history()).isEqualTo(History.MONTHS_3);
  }

  @Tag("consent-107")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[1]",
        "[{}]",
        "[{\"type\":\"other\",\"actions\":[\"read\"],\"kinds\":[\"glucose\"]}]",
        "[{\"actions\":[\"read\"],\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":\"read\",\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[],\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[1]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[\"pulse\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"delete\"],\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"add\"],\"kinds\":[\"identity\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\",\"read\"],\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[\"glucose\"],\"history\":1}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[\"glucose\"],\"history\":\"year\"}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[\"glucose\"],\"more\":1}]",
        "[{\"type\":\"trousse_patient_data\",\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[\"glucose\"]}]",
        "[{\"type\":\"trousse_patient_data\",\"actions\":[\"read\"],\"kinds\":[\"glucose\"]}] x"
      })
  void refuses_an_unknown_type_an_unknown_field_a_wrong_type_and_a_missing_field(String json) {
    assertThat(AuthorizationDetails.parse(json)).isInstanceOf(AuthorizationDetails.Invalid.class);
  }

  @Test
  void refuses_nesting_without_end() {
    assertThat(AuthorizationDetails.parse("[".repeat(60_000)))
        .isInstanceOf(AuthorizationDetails.Invalid.class);
  }

  @Tag("consent-107")
  @Test
  void returns_what_was_granted_and_never_more_than_the_grant_or_the_request() {
    Set<Permission> grant =
        Set.of(
            Permission.read(DataKind.GLUCOSE),
            Permission.add(DataKind.GLUCOSE),
            Permission.read(DataKind.BLOOD_PRESSURE));

    assertThat(asked(GOOD).granted(grant, Instant.parse("2026-11-01T00:00:00Z")))
        .contains(
            """
            [{"type":"trousse_patient_data","actions":["read","add"],"kinds":["glucose"],\
            "history_from":"2026-11-01T00:00:00Z"}]\
            """);
    assertThat(asked(GOOD).granted(Set.of(), null)).isEmpty();
    assertThat(AuthorizationDetails.NONE.granted(grant, null)).isEmpty();
  }
}
