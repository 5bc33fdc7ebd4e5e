package org.trousse.referencing.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;

/// When a listed app has drifted: what once passed has failed twice in a row. Once may be a bad
/// moment of the network; what could not be verified is neither a pass nor a failure.
public final class DriftRules {
  static final int FAILURES = 2;

  private DriftRules() {}

  /// The runs that count: those of the night, and what stood before the first of them. A vendor who
  /// tries twice while it releases has not drifted.
  public static List<List<Finding>> counted(List<CheckRun> newestFirst) {
    int firstNight = -1;
    for (int at = 0; at < newestFirst.size(); at++) {
      firstNight = newestFirst.get(at).trigger() == CheckRun.Trigger.NIGHTLY ? at : firstNight;
    }
    List<List<Finding>> counted = new ArrayList<>();
    for (int at = 0; at < newestFirst.size(); at++) {
      CheckRun run = newestFirst.get(at);
      if (run.trigger() == CheckRun.Trigger.NIGHTLY || at > firstNight) {
        counted.add(run.findings());
      }
    }
    return counted;
  }

  /// The newest findings of what drifted.
  ///
  /// @param newestFirst the findings of past runs, the newest run first
  public static List<Finding> drifted(List<List<Finding>> newestFirst) {
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    Map<String, List<Outcome>> history = new LinkedHashMap<>();
    for (List<Finding> run : newestFirst) {
      outcomes(run)
          .forEach((criterion, outcome) -> {
            if (outcome != Outcome.NOT_VERIFIED) {
              history.computeIfAbsent(criterion, first -> new ArrayList<>()).add(outcome);
            }
          });
    }
    Map<String, Outcome> newest = outcomes(newestFirst.getFirst());
    return newestFirst.getFirst().stream()
        .filter(finding -> finding.outcome() == Outcome.FAILED)
        .filter(finding -> newest.get(finding.criterion()) == Outcome.FAILED)
        .filter(finding -> drifted(finding.criterion(), history))
        .toList();
  }

  private static boolean drifted(String criterion, Map<String, List<Outcome>> history) {
    List<Outcome> outcomes = history.getOrDefault(criterion, List.of());
    int failures = 0;
    while (failures < outcomes.size() && outcomes.get(failures) == Outcome.FAILED) {
      failures++;
    }
    return failures >= FAILURES && failures < outcomes.size();
  }

  /// Several checks may look at one criterion: one failure fails it, and it passes when all do.
  static Map<String, Outcome> outcomes(List<Finding> run) {
    Map<String, Outcome> all = new LinkedHashMap<>();
    for (Finding finding : run) {
      all.merge(finding.criterion(), finding.outcome(), DriftRules::worse);
    }
    return all;
  }

  private static Outcome worse(Outcome one, Outcome other) {
    if (one == Outcome.FAILED || other == Outcome.FAILED) {
      return Outcome.FAILED;
    }
    return one == Outcome.PASSED ? other : one;
  }
}
