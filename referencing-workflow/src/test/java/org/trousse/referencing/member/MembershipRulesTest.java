package org.trousse.referencing.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.member.MembershipRules.Change;
import org.trousse.referencing.member.MembershipRules.Outcome;

final class MembershipRulesTest {
  private static final UUID ORGANISATION = new UUID(0, 9);
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private static Member member(UUID account, Role role) {
    return new Member(ORGANISATION, account, role, Instant.EPOCH);
  }

  private static final List<Member> ONE_OWNER =
      List.of(member(FIRST, Role.OWNER), member(SECOND, Role.EDITOR));
  private static final List<Member> TWO_OWNERS =
      List.of(member(FIRST, Role.OWNER), member(SECOND, Role.OWNER));

  @Test
  void the_last_owner_cannot_leave() {
    assertThat(MembershipRules.decide(ONE_OWNER, new Change(FIRST, null)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void the_last_owner_cannot_become_less() {
    assertThat(MembershipRules.decide(ONE_OWNER, new Change(FIRST, Role.EDITOR)))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(MembershipRules.decide(ONE_OWNER, new Change(FIRST, Role.OWNER)))
        .isEqualTo(new Outcome.Changed(Optional.of(Role.OWNER)));
  }

  @Test
  void one_of_two_owners_can_leave_or_become_less() {
    assertThat(MembershipRules.decide(TWO_OWNERS, new Change(FIRST, null)))
        .isEqualTo(new Outcome.Changed(Optional.empty()));
    assertThat(MembershipRules.decide(TWO_OWNERS, new Change(FIRST, Role.READER)))
        .isEqualTo(new Outcome.Changed(Optional.of(Role.READER)));
  }

  @Test
  void others_leave_and_rise_beside_one_owner() {
    assertThat(MembershipRules.decide(ONE_OWNER, new Change(SECOND, null)))
        .isEqualTo(new Outcome.Changed(Optional.empty()));
    assertThat(MembershipRules.decide(ONE_OWNER, new Change(SECOND, Role.OWNER)))
        .isEqualTo(new Outcome.Changed(Optional.of(Role.OWNER)));
  }

  @Test
  void nobody_else_is_changed() {
    assertThat(MembershipRules.decide(ONE_OWNER, new Change(new UUID(0, 3), Role.OWNER)))
        .isEqualTo(new Outcome.Unknown());
  }
}
