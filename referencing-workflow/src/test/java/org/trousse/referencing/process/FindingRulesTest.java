package org.trousse.referencing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class FindingRulesTest {
  private static Finding finding(String criterion, Outcome outcome) {
    Text saw = new Text(criterion + " " + outcome, criterion + " " + outcome);
    Instant at = Instant.parse("2026-03-02T09:00:00Z");
    return new Finding(criterion, outcome, at, List.of("x"), List.of(saw), List.of());
  }

  @Test
  void one_failure_of_two_looks_at_a_criterion_fails_it_and_both_are_told() {
    List<Finding> both =
        List.of(finding("DEV-03", Outcome.PASSED), finding("DEV-03", Outcome.FAILED));

    List<Finding> merged = FindingRules.merged(both);

    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(merged.getFirst().saw()).hasSize(2);
    assertThat(merged.getFirst().looked()).containsExactly("x");
  }

  @Test
  void before_an_app_is_listed_each_finding_counts() {
    List<Finding> run =
        List.of(finding("NET-01", Outcome.FAILED), finding("GOV-03", Outcome.NOT_VERIFIED));

    assertThat(FindingRules.told(State.REMEDIATION, List.of(run))).isEqualTo(run);
  }

  @Test
  void a_listed_app_does_not_fail_by_one_bad_moment() {
    List<Finding> now =
        List.of(finding("NET-01", Outcome.FAILED), finding("GOV-03", Outcome.PASSED));
    List<Finding> before = List.of(finding("NET-01", Outcome.PASSED));

    List<Finding> told = FindingRules.told(State.LISTED, List.of(now, before));

    assertThat(told).extracting(Finding::criterion).containsExactly("GOV-03");
  }

  @Test
  void a_listed_app_fails_when_it_is_seen_twice_in_a_row() {
    List<Finding> failed = List.of(finding("NET-01", Outcome.FAILED));
    List<Finding> passed = List.of(finding("NET-01", Outcome.PASSED));

    List<Finding> told = FindingRules.told(State.LISTED, List.of(failed, failed, passed));

    assertThat(told).isEqualTo(failed);
  }

  @Test
  void a_look_that_saw_nothing_takes_nothing_from_a_listed_app() {
    List<Finding> unseen = List.of(finding("NET-01", Outcome.NOT_VERIFIED));

    assertThat(FindingRules.told(State.LISTED, List.of(unseen))).isEmpty();
  }
}
