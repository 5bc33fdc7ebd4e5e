package org.trousse.referencing.desk;

import java.util.List;
import java.util.Optional;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.question.Discussion;
import org.trousse.referencing.text.Text;

/// One criterion of one dossier, with all that is known of it.
///
/// @param notApplicable why it does not apply; empty: it does
/// @param finding the newest of the automatic check
/// @param files what stands handed in
/// @param discussion empty: nobody wrote yet
public record CriterionLine(
    Criterion criterion,
    boolean mandatory,
    Optional<Text> notApplicable,
    Progress progress,
    Optional<Verdict> verdict,
    Optional<Finding> finding,
    List<Evidence> files,
    Optional<Discussion> discussion) {
  public CriterionLine {
    files = List.copyOf(files);
  }

  /// How far it is, in the vendor's words.
  public enum Progress {
    TO_DO,
    /// Something is missing or wrong: the vendor's turn.
    TO_COMPLETE,
    PROVIDED,
    ACCEPTED,
    NOT_APPLICABLE
  }
}
