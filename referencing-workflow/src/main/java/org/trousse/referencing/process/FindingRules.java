package org.trousse.referencing.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.trousse.referencing.check.DriftRules;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.Evidence.Asked;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// What of a run's findings a dossier hears. Pure.
public final class FindingRules {
  private static final int WORDS_MAX = 1_500;

  private FindingRules() {}

  /// One for each criterion: several checks may look at one, and one failure fails it.
  public static List<Finding> merged(Collection<Finding> findings) {
    Map<String, Finding> all = new LinkedHashMap<>();
    findings.forEach(one -> all.merge(one.criterion(), one, Finding::both));
    return List.copyOf(all.values());
  }

  /// What becomes a verdict. An app that patients use does not fail by one bad moment of the
  /// network: there a failure counts when it was seen twice in a row, and a look that saw nothing
  /// takes nothing away.
  ///
  /// @param newestFirst the findings of past runs, this one first
  public static List<Finding> told(State state, List<List<Finding>> newestFirst) {
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    List<Finding> now = merged(newestFirst.getFirst());
    if (!state.live() && state != State.SUSPENDED) {
      return now;
    }
    Set<String> drifted = new TreeSet<>();
    DriftRules.drifted(newestFirst).forEach(one -> drifted.add(one.criterion()));
    return now.stream()
        .filter(one -> one.outcome() == Outcome.PASSED || drifted.contains(one.criterion()))
        .toList();
  }

  /// The criteria that a machine alone decides and that fail.
  public static List<String> failing(Dossier dossier) {
    return dossier.verdicts().values().stream()
        .filter(one -> one.machine() && one.word() == VerdictWord.NOT_CONFORM_MAJOR)
        .map(one -> one.criterion())
        .toList();
  }

  /// The criteria that a machine alone decides.
  public static List<String> ofMachine(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    return evidence == null
        ? List.of()
        : evidence.asked().entrySet().stream()
            .filter(one -> one.getValue().machine())
            .map(Map.Entry::getKey)
            .toList();
  }

  /// Whether no mandatory criterion of the machine's fails or waits for a verdict on what stands.
  public static boolean green(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    return evidence != null
        && evidence.asked().entrySet().stream()
            .filter(one -> one.getValue().machine() && one.getValue().mandatory())
            .allMatch(one -> settled(dossier, one));
  }

  private static boolean settled(Dossier dossier, Map.Entry<String, Asked> one) {
    return !dossier.retest().contains(one.getKey())
        && dossier.judged(one.getKey(), verdict -> verdict.settled());
  }

  /// Of what drifted, what the dossier is asked for.
  public static List<Finding> asked(Dossier dossier, Collection<Finding> drifted) {
    Evidence evidence = dossier.evidence();
    return evidence == null
        ? List.of()
        : merged(drifted).stream()
            .filter(one -> evidence.asked().containsKey(one.criterion()))
            .toList();
  }

  /// Why a dossier moves because of findings, in words.
  public static Text words(Collection<Finding> findings) {
    List<String> french = new ArrayList<>();
    List<String> english = new ArrayList<>();
    for (Finding one : findings) {
      Text saw = one.saw().isEmpty() ? new Text("échec", "it fails") : one.saw().getLast();
      french.add(one.criterion() + " : " + saw.french());
      english.add(one.criterion() + ": " + saw.english());
    }
    return new Text(cut(french.stream()), cut(english.stream()));
  }

  private static String cut(Stream<String> lines) {
    String words = String.join(" ", lines.toList());
    return words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX - 1) + "…";
  }
}
