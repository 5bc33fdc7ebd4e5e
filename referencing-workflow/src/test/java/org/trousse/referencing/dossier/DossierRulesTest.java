package org.trousse.referencing.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Track;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.dossier.quorum.Lack;
import org.trousse.referencing.dossier.quorum.Lack.Kind;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.finding.Outcome;

final class DossierRulesTest {
  private static Refusal refusal(Decision decision) {
    assertThat(decision).isInstanceOf(Refused.class);
    return ((Refused) decision).kind();
  }

  @Test
  void submits_only_when_every_mandatory_criterion_is_provided_or_checked() {
    Evidence half =
        new Evidence(
            Walk.SNAPSHOT, 1, "1.0.0", Track.EXCHANGE, RiskTier.R2, Walk.ASKED, Set.of("GOV-01"));
    Walk walk = new Walk(half);

    Decision early = walk.attempt(Walk.OWNER, MoveName.SUBMIT, ReasonCode.VENDOR_DECIDES);
    walk.act(Walk.PLATFORM, new Act.Find(List.of(Walk.finding(Outcome.PASSED))));
    walk.go(Walk.OWNER, MoveName.SUBMIT, ReasonCode.VENDOR_DECIDES);

    assertThat(refusal(early)).isEqualTo(Refusal.NOT_HERE);
    assertThat(((Refused) early).words().english()).contains("GOV-03").doesNotContain("GOV-01");
    assertThat(walk.dossier.state()).isEqualTo(State.SUBMITTED);
  }

  @Test
  void nobody_confirms_what_they_proposed() {
    Walk walk = Walk.to(State.COMMITTEE);
    walk.go(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");
    Act confirm = Walk.confirm(walk.dossier.version());

    assertThat(refusal(walk.attempt(Walk.SEAT, confirm))).isEqualTo(Refusal.SAME_PERSON);
    assertThat(refusal(walk.attempt(Walk.REVIEWER, confirm))).isEqualTo(Refusal.NOT_YOURS);
    assertThat(refusal(walk.attempt(Walk.INTERESTED, confirm))).isEqualTo(Refusal.INTEREST);
    assertThat(refusal(walk.attempt(Walk.OWNER, confirm))).isEqualTo(Refusal.NOT_YOURS);
    assertThat(refusal(walk.attempt(Walk.PLATFORM, confirm))).isEqualTo(Refusal.NOT_YOURS);
    walk.act(Walk.SECOND_SEAT, confirm);
    assertThat(walk.dossier.state()).isEqualTo(State.AGREEMENT);
    assertThat(((Event.Moved) walk.history.getLast().fact()).proposedBy())
        .isEqualTo(Walk.SEAT.account());
  }

  @Test
  void an_opinion_without_a_quorum_is_no_proposal() {
    Walk walk = Walk.to(State.COMMITTEE);
    Grounds grounds = Walk.grounds(walk.dossier, ReasonCode.CONFORM, "GOV-01");
    List<UUID> three = Walk.PRESENT.subList(0, 3);

    Decision few =
        walk.attempt(Walk.SEAT, new Act.Go(MoveName.OPINE_FAVOURABLE, grounds, three, Walk.BENCH));
    Decision blind =
        walk.attempt(Walk.SEAT, new Act.Go(MoveName.OPINE_FAVOURABLE, grounds, Walk.PRESENT));

    assertThat(refusal(few)).isEqualTo(Refusal.QUORUM);
    assertThat(((Refused) few).lacks()).extracting(Lack::kind).containsExactly(Kind.PRESENT);
    assertThat(((Refused) few).words().english())
        .isEqualTo("Members present who count: 3, at least 4 are needed.");
    assertThat(refusal(blind)).as("a desk that did not look").isEqualTo(Refusal.QUORUM);
  }

  @Test
  void who_sat_stands_in_the_proposal_and_in_the_decision() {
    Walk walk = Walk.to(State.AGREEMENT);

    List<Sitting> sat =
        walk.history.stream()
            .map(Event::fact)
            .flatMap(fact ->
                switch (fact) {
                  case Event.Proposed proposed -> Stream.ofNullable(proposed.sitting());
                  case Event.Moved moved -> Stream.ofNullable(moved.sitting());
                  default -> Stream.of();
                })
            .toList();

    assertThat(sat).hasSize(2).allMatch(one -> one.count() == 4 && one.citizens() == 2);
  }

  @Test
  void who_confirms_an_opinion_has_sat() {
    Walk walk = Walk.to(State.COMMITTEE);
    Grounds grounds = Walk.grounds(walk.dossier, ReasonCode.CONFORM, "GOV-01");
    Bench.Seat late = new Bench.Seat(new UUID(9, 8), OfficerRole.LEAD, false, false, List.of());
    Bench bench = new Bench(Stream.concat(Walk.BENCH.seats().stream(), Stream.of(late)).toList());
    walk.act(Walk.SEAT, new Act.Go(MoveName.OPINE_FAVOURABLE, grounds, Walk.PRESENT, Walk.BENCH));
    Act confirm = new Act.Confirm(walk.dossier.version(), Walk.SNAPSHOT, bench);

    Decision decision =
        walk.attempt(new Actor.Officer(late.account(), OfficerRole.LEAD, Set.of()), confirm);

    assertThat(refusal(decision)).isEqualTo(Refusal.QUORUM);
    assertThat(((Refused) decision).lacks()).extracting(Lack::kind).containsExactly(Kind.SECONDER);
  }

  @Test
  void a_move_that_is_no_opinion_says_nothing_of_who_sat() {
    Walk walk = Walk.to(State.LISTED);
    Grounds grounds = Walk.grounds(walk.dossier, ReasonCode.INCIDENT);

    Decision decision =
        walk.attempt(Walk.LEAD, new Act.Go(MoveName.SUSPEND, grounds, Walk.PRESENT, Walk.BENCH));

    assertThat(((Refused) decision).lacks())
        .extracting(Lack::kind)
        .containsExactly(Kind.NO_OPINION);
  }

  @Test
  void a_second_proposal_waits_until_the_first_is_declined() {
    Walk walk = Walk.to(State.COMMITTEE);
    walk.go(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");
    int number = walk.dossier.version();

    Decision second =
        walk.attempt(
            Walk.SECOND_SEAT, MoveName.OPINE_UNFAVOURABLE, ReasonCode.NOT_CONFORM, "GOV-01");
    walk.act(Walk.SECOND_SEAT, new Act.Decline(number, Walk.WORDS));

    assertThat(refusal(second)).isEqualTo(Refusal.PROPOSAL);
    assertThat(walk.dossier.proposal()).isNull();
    assertThat(refusal(walk.attempt(Walk.LEAD, Walk.confirm(number)))).isEqualTo(Refusal.PROPOSAL);
    walk.byTwo(Walk.SECOND_SEAT, Walk.SEAT, MoveName.OPINE_UNFAVOURABLE, ReasonCode.NOT_CONFORM);
    assertThat(walk.dossier.state()).isEqualTo(State.UNFAVOURABLE);
  }

  @Test
  void confirms_only_the_evidence_that_stands() {
    Walk walk = Walk.to(State.SUSPENDED);
    walk.go(Walk.REVIEWER, MoveName.LIFT, ReasonCode.MENDED, "GOV-01");
    int number = walk.dossier.version();

    Decision stale = walk.attempt(Walk.LEAD, new Act.Confirm(number, "b".repeat(64)));
    walk.act(Walk.OWNER, revision("d", "GOV-01"));
    Decision gone = walk.attempt(Walk.LEAD, new Act.Confirm(number, "d".repeat(64)));

    assertThat(refusal(stale)).isEqualTo(Refusal.STALE);
    assertThat(refusal(gone)).isEqualTo(Refusal.PROPOSAL);
  }

  private static Act.Revise revision(String letter, String... retest) {
    Evidence evidence = Walk.evidence(Track.EXCHANGE, RiskTier.R1);
    return new Act.Revise(
        new Evidence(
            letter.repeat(64),
            2,
            evidence.specification(),
            evidence.track(),
            evidence.tier(),
            evidence.asked(),
            evidence.provided()),
        Set.of(retest));
  }

  @Test
  void looks_at_the_condition_again_when_the_second_person_confirms() {
    Walk walk = Walk.to(State.COMMITTEE);
    walk.go(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");
    int number = walk.dossier.version();
    walk.act(Walk.PLATFORM, new Act.Find(List.of(Walk.finding(Outcome.FAILED))));

    Decision decision = walk.attempt(Walk.LEAD, Walk.confirm(number));

    assertThat(refusal(decision)).isEqualTo(Refusal.NOT_HERE);
  }

  @Test
  void lifting_a_suspension_keeps_the_approvals_end_and_takes_two() {
    Walk walk = Walk.to(State.LISTED);
    Instant until = walk.validUntil();
    walk.wait(Duration.ofDays(30)).go(Walk.REVIEWER, MoveName.SUSPEND, ReasonCode.INCIDENT);

    walk.wait(Duration.ofDays(30))
        .byTwo(Walk.REVIEWER, Walk.SECOND_REVIEWER, MoveName.LIFT, ReasonCode.MENDED);

    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);
    assertThat(walk.validUntil()).isEqualTo(until);
  }

  @Test
  void a_suspension_makes_no_provisional_listing_final() {
    Walk walk = Walk.to(State.LISTED_PROVISIONAL);
    Instant until = walk.validUntil();

    walk.go(Walk.LEAD, MoveName.SUSPEND, ReasonCode.COURT)
        .wait(Duration.ofDays(300))
        .byTwo(Walk.REVIEWER, Walk.LEAD, MoveName.LIFT, ReasonCode.COURT);

    assertThat(walk.dossier.state()).isEqualTo(State.LISTED_PROVISIONAL);
    assertThat(walk.validUntil()).isEqualTo(until);
  }

  @Test
  void lists_provisionally_only_once_and_only_at_low_risk_or_with_evidence_pending() {
    Walk risky = new Walk(Walk.evidence(Track.EXCHANGE, RiskTier.R3));
    Walk hooked = Walk.to(State.HOOKUP);
    risky.dossier =
        new Dossier(
            hooked.dossier.identity(),
            hooked.dossier.standing(),
            risky.dossier.evidence(),
            hooked.dossier.verdicts(),
            Set.of(),
            null,
            hooked.dossier.version());

    Decision settled =
        risky.attempt(
            Walk.REVIEWER, MoveName.LIST_PROVISIONALLY, ReasonCode.EVIDENCE_PENDING, "GOV-01");
    risky.judge("GOV-01", VerdictWord.NOT_VERIFIED, null);
    Decision pending =
        risky.attempt(
            Walk.REVIEWER, MoveName.LIST_PROVISIONALLY, ReasonCode.EVIDENCE_PENDING, "GOV-01");
    Decision full = risky.attempt(Walk.REVIEWER, MoveName.LIST, ReasonCode.CONFORM, "GOV-01");

    assertThat(refusal(settled)).isEqualTo(Refusal.NOT_HERE);
    assertThat(pending).isInstanceOf(Decided.class);
    assertThat(refusal(full)).isEqualTo(Refusal.NOT_HERE);
  }

  @Test
  void an_app_without_exchange_is_listed_by_its_signature() {
    Walk walk = Walk.to(State.AGREEMENT);
    Dossier old = walk.dossier;
    walk.dossier =
        new Dossier(
            old.identity(),
            old.standing(),
            Walk.evidence(Track.LISTING, RiskTier.R1),
            old.verdicts(),
            old.retest(),
            null,
            old.version());

    walk.go(Walk.OWNER, MoveName.SIGN, ReasonCode.VENDOR_DECIDES);

    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);
    assertThat(walk.dossier.standing().listedAt()).isEqualTo(walk.now);
  }

  @Test
  void renewal_asks_again_only_what_changed() {
    Walk walk = Walk.to(State.LISTED);
    walk.act(Walk.OWNER, revision("e", "GOV-01"));
    walk.go(Walk.PLATFORM, MoveName.BEGIN_RENEWAL, ReasonCode.VALIDITY_ENDS);

    assertThat(walk.dossier.retest()).containsExactly("GOV-01");
    assertThat(refusal(walk.attempt(Walk.REVIEWER, MoveName.RENEW, ReasonCode.CONFORM, "GOV-01")))
        .isEqualTo(Refusal.NOT_HERE);
    walk.judge("GOV-01", VerdictWord.CONFORM, null);
    walk.go(Walk.REVIEWER, MoveName.RENEW, ReasonCode.CONFORM, "GOV-01");
    assertThat(walk.dossier.state()).isEqualTo(State.LISTED);
    assertThat(walk.dossier.standing().judgedManifest()).isEqualTo(2);
  }

  @Test
  void reserves_lead_to_the_agreement_and_blocking_ones_back_to_the_vendor() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);
    walk.judge("GOV-01", VerdictWord.PARTIAL, LocalDate.of(2026, 6, 30));
    walk.go(Walk.REVIEWER, MoveName.REPORT, ReasonCode.CONFORM);

    Decision plain =
        walk.attempt(Walk.SEAT, MoveName.OPINE_FAVOURABLE, ReasonCode.CONFORM, "GOV-01");
    walk.byTwo(Walk.SEAT, Walk.LEAD, MoveName.OPINE_FAVOURABLE_WITH_RESERVES, ReasonCode.CONFORM);

    assertThat(refusal(plain)).isEqualTo(Refusal.NOT_HERE);
    assertThat(walk.dossier.state()).isEqualTo(State.AGREEMENT);
    walk = Walk.to(State.FAV_BLOCKING_RESERVES);
    walk.go(Walk.EDITOR, MoveName.BEGIN_REMEDY, ReasonCode.NEXT_STEP);
    assertThat(walk.dossier.state()).isEqualTo(State.REMEDIATION);
  }

  @Test
  void appeals_for_60_days_and_once() {
    Walk late = Walk.to(State.UNFAVOURABLE).wait(Duration.ofDays(60).plusMillis(1));
    Walk walk = Walk.to(State.UNFAVOURABLE).wait(Duration.ofDays(59));

    Decision tooLate = late.attempt(Walk.OWNER, MoveName.APPEAL, ReasonCode.NEW_FACTS);
    walk.go(Walk.OWNER, MoveName.APPEAL, ReasonCode.NEW_FACTS)
        .byTwo(Walk.SEAT, Walk.LEAD, MoveName.REJECT_APPEAL, ReasonCode.DECISION_STANDS);

    assertThat(refusal(tooLate)).isEqualTo(Refusal.NOT_HERE);
    assertThat(walk.dossier.state()).isEqualTo(State.UNFAVOURABLE);
    assertThat(refusal(walk.attempt(Walk.OWNER, MoveName.APPEAL, ReasonCode.NEW_FACTS)))
        .isEqualTo(Refusal.NOT_HERE);
  }

  @Test
  void an_appeal_that_is_upheld_goes_back_to_experts_after_an_opinion_else_to_admissibility() {
    Walk opinion = Walk.to(State.APPEAL);
    Walk lapse = Walk.to(State.LAPSED).go(Walk.OWNER, MoveName.APPEAL, ReasonCode.NEW_FACTS);

    opinion.byTwo(Walk.SEAT, Walk.LEAD, MoveName.UPHOLD_APPEAL, ReasonCode.NEW_FACTS);
    lapse.byTwo(Walk.SEAT, Walk.LEAD, MoveName.UPHOLD_APPEAL, ReasonCode.NEW_FACTS);

    assertThat(opinion.dossier.state()).isEqualTo(State.EXPERT_REVIEW);
    assertThat(opinion.dossier.retest()).containsExactly("GOV-01");
    assertThat(lapse.dossier.state()).isEqualTo(State.ADMISSIBILITY);
  }

  @Test
  void begins_anew_when_the_last_dossier_ended_and_three_months_after_an_unfavourable_opinion() {
    Walk open = Walk.to(State.DRAFT);
    Walk bad = Walk.to(State.UNFAVOURABLE);
    Instant soon = bad.now.plus(Duration.ofDays(80));
    Instant later = bad.now.plus(Duration.ofDays(93));

    assertThat(refusal(DossierRules.begin(Walk.identity(2), open.dossier, Walk.OWNER, open.now)))
        .isEqualTo(Refusal.NOT_YET);
    assertThat(refusal(DossierRules.begin(Walk.identity(2), bad.dossier, Walk.OWNER, soon)))
        .isEqualTo(Refusal.NOT_YET);
    assertThat(DossierRules.begin(Walk.identity(2), bad.dossier, Walk.OWNER, later))
        .isInstanceOf(Decided.class);
    assertThat(refusal(DossierRules.begin(Walk.identity(2), null, Walk.READER, later)))
        .isEqualTo(Refusal.NOT_YOURS);
    assertThat(refusal(DossierRules.begin(Walk.identity(2), null, Walk.STRANGER, later)))
        .isEqualTo(Refusal.NOT_YOURS);
  }

  @Test
  void a_question_stops_our_clock_and_opens_the_evidence_to_the_vendor() {
    Walk walk = Walk.to(State.EXPERT_REVIEW);

    Decision before = walk.attempt(Walk.OWNER, revision("f"));
    walk.act(Walk.REVIEWER, new Act.Stop(Walk.WORDS)).wait(Duration.ofDays(20));
    walk.act(Walk.OWNER, revision("f"));
    walk.act(Walk.REVIEWER, new Act.Resume());

    assertThat(refusal(before)).isEqualTo(Refusal.NOT_HERE);
    assertThat(walk.evidence().snapshot()).startsWith("ff");
    assertThat(walk.clock().used(walk.now)).isZero();
  }

  @Test
  void the_same_evidence_again_is_no_event() {
    Walk walk = Walk.exchanging();

    Decision again =
        walk.attempt(
            Walk.OWNER, new Act.Revise(Walk.evidence(Track.EXCHANGE, RiskTier.R1), Set.of()));

    assertThat(((Decided) again).events()).isEmpty();
  }
}
