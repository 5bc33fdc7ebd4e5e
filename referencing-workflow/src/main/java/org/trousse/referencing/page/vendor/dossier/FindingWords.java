package org.trousse.referencing.page.vendor.dossier;

import java.util.List;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.page.Words;

/// What an automatic check found, in a vendor's words.
///
/// @param head the outcome and when
public record FindingWords(
    String head, boolean passed, List<String> looked, List<String> saw, List<String> mend) {
  public FindingWords {
    looked = List.copyOf(looked);
    saw = List.copyOf(saw);
    mend = List.copyOf(mend);
  }

  static FindingWords of(Words words, Finding finding) {
    return new FindingWords(
        words.text("finding." + finding.outcome(), words.moment(finding.at())),
        finding.outcome() == Outcome.PASSED,
        finding.looked(),
        finding.saw().stream().map(words::of).toList(),
        finding.mend().stream().map(words::of).toList());
  }
}
