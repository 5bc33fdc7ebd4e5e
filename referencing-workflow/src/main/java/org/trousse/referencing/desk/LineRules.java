package org.trousse.referencing.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Level;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Evidence.Asked;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.RiskTierRules;
import org.trousse.referencing.manifest.SpecificationRules;
import org.trousse.referencing.manifest.SpecificationRules.Applicability;
import org.trousse.referencing.question.Discussion;
import org.trousse.referencing.question.Turn;
import org.trousse.referencing.revision.RevisionRules;
import org.trousse.referencing.text.Text;

/// A dossier, criterion by criterion. Pure.
final class LineRules {
  private LineRules() {}

  /// What is known beside the dossier.
  ///
  /// @param manifest the one that it stands on; null before the first that can be read
  /// @param findings the newest of each criterion on that manifest
  /// @param files that stand
  record Known(
      Specification specification,
      @Nullable Manifest manifest,
      List<Finding> findings,
      List<Evidence> files,
      List<Discussion> discussions,
      LocalDate today) {}

  /// All of the specification, in its order.
  static List<CriterionLine> lines(Dossier dossier, Known known) {
    Manifest manifest = known.manifest();
    Map<String, Applicability> applicable =
        manifest == null
            ? Map.of()
            : SpecificationRules.of(known.specification(), manifest, RiskTierRules.of(manifest));
    List<CriterionLine> all = new ArrayList<>();
    for (Criterion criterion : known.specification().criteria()) {
      all.add(line(dossier, known, criterion, applicable.get(criterion.id())));
    }
    return all;
  }

  private static CriterionLine line(
      Dossier dossier, Known known, Criterion criterion, @Nullable Applicability applicability) {
    String id = criterion.id();
    Optional<Text> not =
        applicability instanceof Applicability.NotApplicable(var reason)
            ? Optional.of(reason)
            : Optional.empty();
    Optional<Verdict> verdict = Optional.ofNullable(dossier.verdicts().get(id));
    Optional<Finding> finding =
        known.findings().stream().filter(one -> one.criterion().equals(id)).findFirst();
    List<Evidence> files =
        known.files().stream().filter(one -> one.criterion().equals(id)).toList();
    Optional<Discussion> discussion =
        known.discussions().stream().filter(one -> one.criterion().equals(id)).findFirst();
    Facts facts =
        new Facts(
            not.isEmpty(),
            RevisionRules.asksForNothing(criterion),
            verdict,
            dossier.retest().contains(id),
            finding.map(Finding::outcome),
            !files.isEmpty(),
            discussion.filter(one -> one.open() && one.turn() == Turn.VENDOR).isPresent(),
            known.today());
    return new CriterionLine(
        criterion,
        mandatory(dossier, criterion, not.isEmpty()),
        not,
        progress(facts),
        verdict,
        finding,
        files,
        discussion);
  }

  private static boolean mandatory(Dossier dossier, Criterion criterion, boolean applies) {
    var evidence = dossier.evidence();
    if (evidence == null) {
      return applies && criterion.level() == Level.MANDATORY;
    }
    Asked asked = evidence.asked().get(criterion.id());
    return asked != null && asked.mandatory();
  }

  /// What is known of one criterion.
  ///
  /// @param asksForNothing the machine sees for itself: nothing is to be handed in
  /// @param retest something changed since the verdict
  /// @param asked a question waits for the vendor
  record Facts(
      boolean applies,
      boolean asksForNothing,
      Optional<Verdict> verdict,
      boolean retest,
      Optional<Outcome> finding,
      boolean files,
      boolean asked,
      LocalDate today) {}

  /// How far it is. What must be mended comes first, then what was judged, then what is there.
  static Progress progress(Facts facts) {
    if (!facts.applies()) {
      return Progress.NOT_APPLICABLE;
    }
    if (facts.asked()) {
      return Progress.TO_COMPLETE;
    }
    if (facts.verdict().isPresent() && !facts.retest()) {
      return judged(facts, facts.verdict().get());
    }
    if (facts.finding().filter(one -> one == Outcome.FAILED).isPresent()) {
      return Progress.TO_COMPLETE;
    }
    boolean there =
        facts.files()
            || facts.asksForNothing()
            || facts.finding().filter(one -> one == Outcome.PASSED).isPresent();
    return there ? Progress.PROVIDED : Progress.TO_DO;
  }

  private static Progress judged(Facts facts, Verdict verdict) {
    return switch (verdict.word()) {
      case CONFORM, NOT_APPLICABLE -> Progress.ACCEPTED;
      case PARTIAL -> verdict.overdue(facts.today()) ? Progress.TO_COMPLETE : Progress.ACCEPTED;
      case NOT_CONFORM_MINOR, NOT_CONFORM_MAJOR, EXPIRED -> Progress.TO_COMPLETE;
      case NOT_VERIFIED -> facts.files() ? Progress.PROVIDED : Progress.TO_COMPLETE;
    };
  }
}
