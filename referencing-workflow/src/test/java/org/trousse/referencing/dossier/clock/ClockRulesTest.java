package org.trousse.referencing.dossier.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.finding.Outcome;

final class ClockRulesTest {
  /// What follows when nobody ever does anything; a state that is missing stays.
  private static final Map<State, State> IN_THE_END =
      new EnumMap<>(
          Map.of(
              State.DRAFT, State.ABANDONED,
              State.INCOMPLETE, State.LAPSED,
              State.REMEDIATION, State.LAPSED,
              State.FAV_BLOCKING_RESERVES, State.LAPSED,
              State.AGREEMENT, State.LAPSED,
              State.LISTED, State.UNDER_WATCH));

  @ParameterizedTest
  @EnumSource
  void time_alone_ends_what_the_vendor_leaves_and_never_punishes_for_officers(State state) {
    Walk walk = Walk.to(state);

    runOut(walk);

    assertThat(walk.dossier.state()).isEqualTo(IN_THE_END.getOrDefault(state, state));
    assertThat(ClockRules.next(walk.dossier)).isEmpty();
  }

  /// As the lane does it, until nothing is ever due again.
  private static void runOut(Walk walk) {
    for (int turn = 0; turn < 20; turn++) {
      Optional<Instant> next = ClockRules.next(walk.dossier);
      if (next.isEmpty()) {
        return;
      }
      assertThat(ClockRules.due(walk.dossier, next.get().minusMillis(1))).isEmpty();
      walk.now = next.get();
      Act act = ClockRules.due(walk.dossier, walk.now).orElseThrow();
      assertThat(walk.attempt(Walk.PLATFORM, act)).isInstanceOf(Decided.class);
      walk.act(Walk.PLATFORM, act);
    }
    throw new AssertionError("time runs in circles: " + walk.history);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {
        "ADMISSIBILITY",
        "AUTO_CHECK",
        "EXPERT_REVIEW",
        "COMMITTEE",
        "RENEWAL",
        "SUSPENDED",
        "HOOKUP",
        "UNDER_WATCH",
        "APPEAL"
      })
  void officers_are_called_once_when_a_clock_runs_out(State state) {
    Walk walk = Walk.to(state);

    runOut(walk);

    assertThat(walk.history.stream().filter(one -> one.fact() instanceof Event.Escalated))
        .hasSize(1);
  }

  @Test
  void an_overdue_reserve_puts_a_listed_app_under_watch_with_its_criterion() {
    Walk walk = Walk.to(State.LISTED);
    walk.judge("GOV-01", VerdictWord.PARTIAL, LocalDate.of(2026, 3, 31));

    walk.now = Instant.parse("2026-03-31T22:00:00Z");
    Act act = ClockRules.due(walk.dossier, walk.now).orElseThrow();

    Act.Go go = (Act.Go) act;
    assertThat(go.move()).isEqualTo(MoveName.WATCH);
    assertThat(go.grounds().code()).isEqualTo(ReasonCode.RESERVE_OVERDUE);
    assertThat(go.grounds().criteria()).containsExactly("GOV-01");
    assertThat(ClockRules.due(walk.dossier, walk.now.minusMillis(1))).isEmpty();
  }

  @Test
  void a_verdict_that_outlived_its_validity_expires_under_watch() {
    Walk walk = Walk.to(State.LISTED).wait(Duration.ofDays(200));
    walk.act(Walk.OWNER, new Act.Attest(Walk.SNAPSHOT));

    walk.now = ClockRules.next(walk.dossier).orElseThrow();
    walk.act(Walk.PLATFORM, ClockRules.due(walk.dossier, walk.now).orElseThrow());

    assertThat(walk.dossier.state()).isEqualTo(State.UNDER_WATCH);
    assertThat(walk.verdict("GOV-03").word()).isEqualTo(VerdictWord.EXPIRED);
    assertThat(walk.dossier.standing().since())
        .isEqualTo(Instant.parse("2027-01-13T00:00:00Z")); // an hour after it was due
  }

  @Test
  void renewal_begins_90_days_before_the_approval_ends() {
    Walk walk = Walk.to(State.LISTED);
    Instant until = walk.validUntil();
    assertThat(until).isEqualTo(Instant.parse("2028-01-12T23:00:00Z"));
    for (int month = 0; month < 21; month++) {
      walk.wait(Duration.ofDays(30));
      walk.act(Walk.OWNER, new Act.Attest(Walk.SNAPSHOT));
      walk.act(Walk.PLATFORM, new Act.Find(List.of(Walk.finding(Outcome.PASSED))));
    }

    Instant next = ClockRules.next(walk.dossier).orElseThrow();

    assertThat(next).isEqualTo(until.minus(Duration.ofDays(90)));
    assertThat(ClockRules.due(walk.dossier, next))
        .get()
        .isInstanceOfSatisfying(
            Act.Go.class, go -> assertThat(go.move()).isEqualTo(MoveName.BEGIN_RENEWAL));
  }

  @Test
  void a_provisional_listing_ends_after_12_months_only_if_something_is_still_pending() {
    Walk settled = Walk.to(State.LISTED_PROVISIONAL);
    Walk pending = Walk.to(State.LISTED_PROVISIONAL);
    pending.judge("GOV-01", VerdictWord.NOT_VERIFIED, null);

    runOut(pending);

    assertThat(ClockRules.next(settled.dossier)).isEmpty();
    assertThat(pending.dossier.state()).isEqualTo(State.DELISTED);
    assertThat(pending.dossier.standing().since())
        .isEqualTo(Instant.parse("2027-01-13T00:00:00Z")); // an hour after it was due
  }

  @Test
  void our_clock_runs_on_when_the_vendor_does_not_answer_for_30_days() {
    Walk walk = Walk.to(State.EXPERT_REVIEW).act(Walk.REVIEWER, new Act.Stop(Walk.WORDS));

    Instant next = ClockRules.next(walk.dossier).orElseThrow();

    assertThat(next).isEqualTo(Instant.parse("2026-02-11T23:00:00Z"));
    assertThat(ClockRules.due(walk.dossier, next)).contains(new Act.Resume());
    assertThat(ClockRules.read(walk.dossier, next).turn()).isEqualTo(Turn.VENDORS);
    assertThat(ClockRules.read(walk.dossier, next).used()).isZero();
  }
}
