package org.trousse.referencing.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class DriftRulesTest {
  private static Finding finding(String criterion, char outcome) {
    return new Finding(
        criterion,
        switch (outcome) {
          case 'P' -> Outcome.PASSED;
          case 'F' -> Outcome.FAILED;
          default -> Outcome.NOT_VERIFIED;
        },
        Instant.EPOCH,
        List.of(),
        List.of(),
        List.of());
  }

  /// Runs of one criterion, the newest first; `-` is a run that did not look at it.
  @ParameterizedTest
  @CsvSource({
    "FFP, true",
    "FFFP, true",
    "FFPF, true",
    "FNFP, true",
    "F-FP, true",
    "FFNP, true",
    "FP, false",
    "F, false",
    "FF, false",
    "FFF, false",
    "FFN, false",
    "PFF, false",
    "NFFP, false",
    "FPF, false",
    "PP, false",
    "N, false",
    "'', false"
  })
  void drifts_when_what_once_passed_failed_twice_in_a_row(String runs, boolean drifted) {
    List<List<Finding>> history =
        runs.chars()
            .mapToObj(
                one -> one == '-' ? List.<Finding>of() : List.of(finding("NET-01", (char) one)))
            .toList();

    assertThat(DriftRules.drifted(history)).hasSize(drifted ? 1 : 0);
  }

  @Test
  void one_failure_of_several_checks_fails_their_criterion() {
    List<Finding> good = List.of(finding("DEV-03", 'P'), finding("DEV-03", 'P'));
    List<Finding> half = List.of(finding("DEV-03", 'P'), finding("DEV-03", 'F'));

    assertThat(DriftRules.drifted(List.of(half, half, good))).containsExactly(half.getLast());
    assertThat(DriftRules.drifted(List.of(good, half, half, good))).isEmpty();
    assertThat(DriftRules.outcomes(List.of(finding("A", 'P'), finding("A", 'N'))))
        .containsEntry("A", Outcome.NOT_VERIFIED);
  }

  private static CheckRun run(CheckRun.Trigger trigger, char outcome) {
    return new CheckRun(
        new UUID(0, 0),
        new UUID(0, 0),
        1,
        trigger,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        1,
        false,
        List.of(finding("A", outcome)));
  }

  @Test
  void what_a_vendor_tries_between_two_nights_does_not_count() {
    CheckRun tried = run(CheckRun.Trigger.VENDOR, 'F');
    CheckRun bad = run(CheckRun.Trigger.NIGHTLY, 'F');
    CheckRun good = run(CheckRun.Trigger.NIGHTLY, 'P');
    CheckRun submitted = run(CheckRun.Trigger.SUBMISSION, 'P');

    assertThat(DriftRules.drifted(DriftRules.counted(List.of(bad, tried, good)))).isEmpty();
    assertThat(DriftRules.drifted(DriftRules.counted(List.of(bad, tried, bad, good)))).hasSize(1);
    assertThat(DriftRules.drifted(DriftRules.counted(List.of(bad, bad, submitted)))).hasSize(1);
    assertThat(DriftRules.drifted(DriftRules.counted(List.of(bad, submitted)))).isEmpty();
  }

  @Test
  void only_what_drifted_is_told() {
    List<Finding> now = List.of(finding("A", 'F'), finding("B", 'F'), finding("C", 'P'));
    List<Finding> before = List.of(finding("A", 'F'), finding("B", 'P'), finding("C", 'F'));
    List<Finding> first = List.of(finding("A", 'P'), finding("B", 'P'), finding("C", 'P'));

    assertThat(DriftRules.drifted(List.of(now, before, first)))
        .extracting(Finding::criterion)
        .containsExactly("A");
  }

  @Test
  void a_draft_fails_by_one_fault_and_passes_only_when_all_was_seen() {
    Text words = new Text("a", "b");

    assertThat(new FindingDraft("A", Instant.EPOCH).done().outcome()).isEqualTo(Outcome.PASSED);
    assertThat(new FindingDraft("A", Instant.EPOCH).unseen(words, words).done().outcome())
        .isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(new FindingDraft("A", Instant.EPOCH).fault(words, words).unseen(words, words).done())
        .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.FAILED));
  }

  @Test
  void a_finding_is_read_as_it_was_written() {
    Finding finding =
        new Finding(
            "NET-01",
            Outcome.FAILED,
            Instant.parse("2026-11-22T12:00:00.123456Z"),
            List.of("a\"b"),
            List.of(new Text("é « ’", "\u0001\n")),
            List.of());

    assertThat(FindingJson.read(FindingJson.write(finding).toString())).isEqualTo(finding);
  }

  @Test
  void nights_are_spread_over_the_day_and_due_from_their_minute_on() {
    long different =
        Stream.generate(UUID::randomUUID)
            .limit(2_000)
            .map(NightlyLane::minuteOf)
            .distinct()
            .count();
    UUID dossier = new UUID(0, 61); // minute 61

    assertThat(different).isGreaterThan(900);
    assertThat(NightlyLane.due(dossier, Instant.parse("2026-11-22T01:00:59Z"))).isFalse();
    assertThat(NightlyLane.due(dossier, Instant.parse("2026-11-22T01:01:00Z"))).isTrue();
    assertThat(NightlyLane.due(dossier, Instant.parse("2026-11-22T23:59:59Z"))).isTrue();
  }
}
