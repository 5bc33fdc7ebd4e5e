package org.trousse.referencing.check.roll;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.behaviour.BehaviourChecks;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.finding.Finding;

/// All automatic checks, one for each criterion.
public final class EveryCheck {
  private EveryCheck() {}

  /// In the order of the rolls. Where two look at one criterion, both must pass.
  public static List<Check> with(ValidatesFhir validator) {
    Map<String, Check> all = new LinkedHashMap<>();
    Stream.concat(CheckRoll.ALL.stream(), BehaviourChecks.all(validator).stream())
        .forEach(check -> all.merge(check.criterion(), check, Both::new));
    return List.copyOf(all.values());
  }

  private record Both(Check one, Check other) implements Check {
    @Override
    public String criterion() {
      return one.criterion();
    }

    @Override
    public List<Look> looks(Subject subject) {
      List<Look> all = new ArrayList<>(one.looks(subject));
      all.addAll(other.looks(subject));
      return all;
    }

    @Override
    public Finding judge(Subject subject, Seen seen) {
      return Finding.both(one.judge(subject, seen), other.judge(subject, seen));
    }
  }
}
