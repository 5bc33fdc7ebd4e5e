package org.trousse.referencing.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trousse.referencing.text.Text;

/// Gathers what a check sees until it is a [Finding]. One fault fails it; without a fault, one
/// thing that could not be looked at leaves it not verified.
public final class FindingDraft {
  private static final int LINES_MAX = 60;

  private final String criterion;
  private final Instant at;
  private final List<String> looked = new ArrayList<>();
  private final List<Text> saw = new ArrayList<>();
  private final List<Text> mend = new ArrayList<>();
  private boolean failed;
  private boolean unseen;

  public FindingDraft(String criterion, Instant at) {
    this.criterion = criterion;
    this.at = at;
  }

  /// What is looked at, e.g. an address.
  public FindingDraft looked(Object what) {
    if (looked.size() < LINES_MAX) {
      looked.add(String.valueOf(what));
    }
    return this;
  }

  public FindingDraft saw(String french, String english) {
    add(saw, new Text(french, english));
    return this;
  }

  /// Something that must be mended.
  public FindingDraft fault(Text seen, Text how) {
    failed = true;
    add(saw, seen);
    add(mend, how);
    return this;
  }

  /// Something that could not be looked at, and what would let us look.
  public FindingDraft unseen(Text why, Text how) {
    unseen = true;
    add(saw, why);
    add(mend, how);
    return this;
  }

  /// Says so when there is more than is looked at: what was left out is no pass.
  public FindingDraft atMost(int limit, int count) {
    return count <= limit
        ? this
        : unseen(
            new Text(
                "Seuls les " + limit + " premiers sur " + count + " ont été regardés.",
                "Only the first " + limit + " of " + count + " were looked at."),
            new Text("Déclarez-en moins.", "Declare fewer."));
  }

  /// So far nothing must be mended and everything was seen.
  public boolean clean() {
    return !failed && !unseen;
  }

  public Finding done() {
    Outcome outcome = failed ? Outcome.FAILED : unseen ? Outcome.NOT_VERIFIED : Outcome.PASSED;
    return new Finding(criterion, outcome, at, looked, saw, mend);
  }

  private static void add(List<Text> lines, Text line) {
    if (lines.size() < LINES_MAX && !lines.contains(line)) {
      lines.add(line);
    }
  }
}
