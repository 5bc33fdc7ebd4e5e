package org.trousse.referencing.member.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.member.secret.InvitationRules.Outcome;

final class InvitationRulesTest {
  private static final Instant MADE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant END = MADE.plus(Invitation.LIFE);
  private static final Seat SEAT = new Seat.OfMember(new UUID(0, 1), Role.EDITOR);

  private static Optional<Invitation> invitation(
      @Nullable Instant used, @Nullable Instant withdrawn) {
    return Optional.of(
        new Invitation(new UUID(0, 2), SEAT, new UUID(0, 3), MADE, END, used, withdrawn));
  }

  @Test
  void lets_in_until_its_last_instant() {
    assertThat(InvitationRules.decide(invitation(null, null), false, false, END.minusNanos(1)))
        .isEqualTo(new Outcome.Welcome(SEAT));
    assertThat(InvitationRules.decide(invitation(null, null), false, false, END))
        .isEqualTo(new Outcome.Refused(InvitationRules.EXPIRED));
  }

  @Test
  void says_why_it_does_not_let_in() {
    assertThat(InvitationRules.decide(Optional.empty(), false, false, MADE))
        .isEqualTo(new Outcome.Refused(InvitationRules.UNKNOWN));
    assertThat(InvitationRules.decide(invitation(MADE, null), false, false, MADE))
        .isEqualTo(new Outcome.Refused(InvitationRules.USED));
    assertThat(InvitationRules.decide(invitation(null, MADE), false, false, MADE))
        .isEqualTo(new Outcome.Refused(InvitationRules.WITHDRAWN));
    assertThat(InvitationRules.decide(invitation(null, null), true, false, MADE))
        .isEqualTo(new Outcome.Refused(InvitationRules.ALREADY));
    assertThat(InvitationRules.decide(invitation(null, null), false, true, MADE))
        .isEqualTo(new Outcome.Refused(InvitationRules.FULL));
  }

  @Test
  void a_secret_is_never_in_its_words_and_a_key_shows_its_prefix_only() {
    Secret key = Secret.forScript();
    Secret link = Secret.forLink();

    assertThat(key.toString()).doesNotContain(key.value());
    assertThat(key.isApiKey()).isTrue();
    assertThat(key.value()).startsWith(key.prefix() + "_").hasSize(17 + 43);
    assertThat(link.isLink()).isTrue();
    assertThat(link.isApiKey()).isFalse();
  }
}
