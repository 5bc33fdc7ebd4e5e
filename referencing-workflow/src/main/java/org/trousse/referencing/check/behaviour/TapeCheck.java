package org.trousse.referencing.check.behaviour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// A check that judges the tapes of some scenes.
///
/// @param scenes what is played, for this app
/// @param concerns whether the app does what the criterion is about
/// @param elsewise why nothing is looked at where it does not
record TapeCheck(
    String criterion,
    Function<Subject, List<String>> scenes,
    Predicate<Subject> concerns,
    Text elsewise,
    Rule rule)
    implements Check {

  /// What tapes mean.
  @FunctionalInterface
  interface Rule {
    void judge(Subject subject, Map<String, Recording> tapes, Judgement judgement);
  }

  /// A check whose scenes are the same for every app.
  TapeCheck(
      String criterion,
      List<String> scenes,
      Predicate<Subject> concerns,
      Text elsewise,
      Rule rule) {
    this(criterion, subject -> scenes, concerns, elsewise, rule);
  }

  @Override
  public List<Look> looks(Subject subject) {
    return concerns.test(subject)
        ? scenes.apply(subject).stream().<Look>map(Look.Play::new).toList()
        : List.of();
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    List<String> looked = new ArrayList<>();
    if (!concerns.test(subject)) {
      return new Finding(
          criterion, Outcome.NOT_VERIFIED, subject.now(), looked, List.of(elsewise), List.of());
    }
    Judgement judgement = new Judgement();
    Map<String, Recording> tapes = new HashMap<>();
    for (String scene : scenes.apply(subject)) {
      switch (seen.at(new Look.Play(scene))) {
        case Sight.Tape tape -> {
          looked.add("sandbox: " + scene + " (" + tape.taken().size() + ")");
          tapes.put(scene, new Recording(tape));
        }
        case Sight.NotSeen(Text why) -> judgement.unseen(why);
        default -> judgement.unseen("Rien n’a été joué.", "Nothing was played.");
      }
    }
    if (tapes.size() == scenes.apply(subject).size()) {
      rule.judge(subject, tapes, judgement);
    }
    return new Finding(
        criterion, judgement.outcome(), subject.now(), looked, judgement.saw(), judgement.mend());
  }
}
