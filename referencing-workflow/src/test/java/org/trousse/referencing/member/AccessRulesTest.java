package org.trousse.referencing.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.member.Who.By;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;

final class AccessRulesTest {
  private static final UUID OURS = new UUID(0, 1);
  private static final UUID THEIRS = new UUID(0, 2);
  private static final UUID SELF = new UUID(0, 3);

  /// Who may, in columns: owner, editor, reader; key of an owner, editor, reader; reviewer,
  /// committee, lead; platform.
  private static final String MATRIX =
      """
      READ_ORGANISATION    yyy yyy yyy n
      CHANGE_ORGANISATION  ynn nnn nnn n
      READ_MEMBERS         yyy yyy nny n
      MANAGE_MEMBERS       ynn nnn nnn n
      LEAVE                yyy nnn nnn n
      MANAGE_KEYS          ynn nnn nnn n
      READ_REQUEST_LOG     yyy yyy nnn n
      READ_DOSSIER         yyy yyy yyy y
      EDIT_DOSSIER         yyn yyn nnn n
      RUN_CHECKS           yyn yyn yny y
      READ_EVIDENCE        yyy yyy yyy y
      HAND_IN_EVIDENCE     yyn yyn nnn n
      READ_QUESTIONS       yyy yyy yyy n
      WRITE_MESSAGE        yyn yyn yny n
      ASK_VENDOR           nnn nnn yny n
      CLOSE_QUESTION       nnn nnn yny n
      SUBMIT_DOSSIER       yyn yyn nnn n
      SIGN_AGREEMENT       ynn ynn nnn n
      WITHDRAW_DOSSIER     ynn ynn nnn n
      APPEAL               ynn ynn nnn n
      ASSESS               nnn nnn yny n
      VOTE                 nnn nnn nyy n
      DECIDE               nnn nnn yny y
      """;

  private static List<Who> everybody(UUID organisation) {
    return List.of(
        member(organisation, Role.OWNER),
        member(organisation, Role.EDITOR),
        member(organisation, Role.READER),
        key(organisation, Role.OWNER),
        key(organisation, Role.EDITOR),
        key(organisation, Role.READER),
        officer(Officer.Role.REVIEWER, Set.of()),
        officer(Officer.Role.COMMITTEE, Set.of()),
        officer(Officer.Role.LEAD, Set.of()),
        new Who.Platform());
  }

  private static Who member(UUID organisation, Role role) {
    return new Vendor(organisation, new By.OfMember(SELF), role);
  }

  private static Who key(UUID organisation, Role role) {
    return new Vendor(organisation, new By.OfKey(SELF), role);
  }

  private static OfficerWho officer(Officer.Role role, Set<UUID> interests) {
    return new OfficerWho(SELF, role, false, interests);
  }

  private static Map<String, String> expected() {
    Map<String, String> rows = new LinkedHashMap<>();
    MATRIX
        .lines()
        .forEach(line -> {
          String[] cells = line.split(" +", 2);
          rows.put(cells[0], cells[1].replace(" ", ""));
        });
    return rows;
  }

  @Test
  void every_action_has_its_row() {
    assertThat(expected().keySet())
        .containsExactlyElementsOf(Arrays.stream(Action.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void each_may_what_the_table_says(Action action) {
    StringBuilder answers = new StringBuilder();

    for (Who who : everybody(OURS)) {
      answers.append(AccessRules.allows(who, action, OURS) ? 'y' : 'n');
    }

    assertThat(answers.toString()).isEqualTo(expected().get(action.name()));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void what_is_another_vendors_is_hidden_whatever_the_role(Action action) {
    List<Access> answers =
        everybody(THEIRS).stream()
            .filter(Vendor.class::isInstance)
            .map(who -> AccessRules.decide(who, action, OURS))
            .toList();

    assertThat(answers).hasSize(6).containsOnly(new Access.Hidden());
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void an_officer_with_an_interest_may_nothing_there_and_all_as_before_elsewhere(Action action) {
    for (Officer.Role role : Officer.Role.values()) {
      OfficerWho interested = officer(role, Set.of(OURS));

      assertThat(AccessRules.decide(interested, action, OURS))
          .isInstanceOf(Access.NotAllowed.class);
      assertThat(AccessRules.allows(interested, action, THEIRS))
          .isEqualTo(AccessRules.allows(officer(role, Set.of()), action, THEIRS));
    }
  }

  @Test
  void only_leads_manage_officers() {
    assertThat(everybody(OURS).stream().filter(AccessRules::managesOfficers))
        .containsExactly(officer(Officer.Role.LEAD, Set.of()));
  }

  @Test
  void ones_own_organisation_comes_before_ones_office() {
    Vendor own = (Vendor) member(OURS, Role.READER);
    OfficerWho office = officer(Officer.Role.LEAD, Set.of(OURS));
    Standing standing = new Standing(SELF, List.of(own), Optional.of(office));

    assertThat(standing.towards(OURS)).contains(own);
    assertThat(standing.towards(THEIRS)).contains(office);
    assertThat(Standing.none(SELF).towards(OURS)).isEmpty();
  }
}
