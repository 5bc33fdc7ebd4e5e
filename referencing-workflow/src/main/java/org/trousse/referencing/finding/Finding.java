package org.trousse.referencing.finding;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.trousse.referencing.text.Text;

/// The result of one automatic check of one criterion.
///
/// @param criterion its id
/// @param looked what was looked at, e.g. an address; no secret and no body
/// @param saw one line for each thing seen, in both languages
/// @param mend what to do; empty where nothing is to be mended
public record Finding(
    String criterion,
    Outcome outcome,
    Instant at,
    List<String> looked,
    List<Text> saw,
    List<Text> mend) {
  public Finding {
    looked = List.copyOf(looked);
    saw = List.copyOf(saw);
    mend = List.copyOf(mend);
  }

  /// What two looks at one criterion say together: one failure fails it, and it passes when both
  /// do.
  public static Finding both(Finding one, Finding other) {
    return new Finding(
        one.criterion,
        worse(one.outcome, other.outcome),
        one.at.isAfter(other.at) ? one.at : other.at,
        joined(one.looked, other.looked),
        joined(one.saw, other.saw),
        joined(one.mend, other.mend));
  }

  private static Outcome worse(Outcome one, Outcome other) {
    if (one == Outcome.FAILED || other == Outcome.FAILED) {
      return Outcome.FAILED;
    }
    return one == Outcome.PASSED ? other : one;
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
