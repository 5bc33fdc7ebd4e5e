package org.trousse.referencing.dossier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class JudgeRulesTest {
  private final Walk walk = Walk.to(State.EXPERT_REVIEW);

  private static Refusal refusal(Decision decision) {
    assertThat(decision).isInstanceOf(Refused.class);
    return ((Refused) decision).kind();
  }

  @Test
  void the_second_of_two_officers_is_shown_that_somebody_judged_meanwhile() {
    Act.Judge first = Walk.judgement(walk.dossier, "GOV-01", VerdictWord.CONFORM, null);
    Act.Judge second = Walk.judgement(walk.dossier, "GOV-01", VerdictWord.NOT_CONFORM_MINOR, null);

    walk.act(Walk.REVIEWER, first);

    assertThat(refusal(walk.attempt(Walk.SECOND_REVIEWER, second))).isEqualTo(Refusal.CONFLICT);
    walk.act(
        Walk.SECOND_REVIEWER,
        Walk.judgement(walk.dossier, "GOV-01", VerdictWord.NOT_CONFORM_MINOR, null));
    Verdict verdict = walk.verdict("GOV-01");
    assertThat(verdict.version()).isEqualTo(2);
    assertThat(verdict.by()).isEqualTo(Walk.SECOND_REVIEWER.account());
    assertThat(verdict.machine()).isFalse();
  }

  @Test
  void a_reserve_needs_a_due_date_to_come_and_nothing_else_has_one() {
    LocalDate today = LocalDate.of(2026, 1, 12);

    assertThat(refusal(judge(VerdictWord.PARTIAL, null))).isEqualTo(Refusal.DUE_DATE);
    assertThat(refusal(judge(VerdictWord.PARTIAL, today.minusDays(1)))).isEqualTo(Refusal.DUE_DATE);
    assertThat(refusal(judge(VerdictWord.CONFORM, today.plusDays(1)))).isEqualTo(Refusal.DUE_DATE);
    assertThat(judge(VerdictWord.PARTIAL, today)).isInstanceOf(Decided.class);
  }

  private Decision judge(VerdictWord word, @Nullable LocalDate due) {
    return walk.attempt(Walk.REVIEWER, Walk.judgement(walk.dossier, "GOV-01", word, due));
  }

  @Test
  void needs_words_the_evidence_that_stands_and_a_criterion_that_applies() {
    Act.Judge good = Walk.judgement(walk.dossier, "GOV-01", VerdictWord.CONFORM, null);
    Act.Judge silent =
        new Act.Judge(good.criterion(), good.word(), new Text("", "x"), null, 0, good.snapshot());
    Act.Judge stale =
        new Act.Judge(good.criterion(), good.word(), Walk.WORDS, null, 0, "b".repeat(64));

    assertThat(refusal(walk.attempt(Walk.REVIEWER, silent))).isEqualTo(Refusal.REASON);
    assertThat(refusal(walk.attempt(Walk.REVIEWER, stale))).isEqualTo(Refusal.STALE);
    assertThat(
            refusal(
                walk.attempt(
                    Walk.REVIEWER,
                    Walk.judgement(walk.dossier, "ZZZ-01", VerdictWord.CONFORM, null))))
        .isEqualTo(Refusal.CRITERIA);
  }

  @Test
  void an_officer_cannot_contradict_what_a_machine_alone_decides() {
    assertThat(
            refusal(
                walk.attempt(
                    Walk.LEAD, Walk.judgement(walk.dossier, "GOV-03", VerdictWord.CONFORM, null))))
        .isEqualTo(Refusal.NOT_YOURS);
  }

  @Test
  void an_officer_judges_what_the_machine_could_not_see_and_it_stands_until_the_machine_sees() {
    find(Outcome.NOT_VERIFIED);
    walk.judge("GOV-03", VerdictWord.CONFORM, null);

    find(Outcome.NOT_VERIFIED);
    assertThat(walk.verdict("GOV-03").machine()).isFalse();

    find(Outcome.FAILED);
    Verdict verdict = walk.verdict("GOV-03");
    assertThat(verdict.machine()).isTrue();
    assertThat(verdict.word()).isEqualTo(VerdictWord.NOT_CONFORM_MAJOR);
    assertThat(verdict.reason()).isEqualTo(Walk.WORDS);
  }

  private void find(Outcome outcome) {
    walk.act(Walk.PLATFORM, new Act.Find(List.of(Walk.finding(outcome))));
  }

  @Test
  void the_same_finding_night_after_night_is_said_again_only_once_a_week() {
    int before = walk.history.size();
    for (int night = 0; night < 14; night++) {
      walk.wait(Duration.ofHours(23));
      find(Outcome.PASSED);
    }

    assertThat(walk.history.size() - before).isEqualTo(2);
    assertThat(walk.verdict("GOV-03").validUntil()).isEqualTo("2027-01-26");
  }
}
