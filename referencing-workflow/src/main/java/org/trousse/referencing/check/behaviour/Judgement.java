package org.trousse.referencing.check.behaviour;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// What a rule found, line by line. A fault outweighs what could not be seen, and that outweighs
/// what was good.
final class Judgement {
  private static final int LINES_MAX = 20;

  private final Set<Text> saw = new LinkedHashSet<>();
  private final Set<Text> mend = new LinkedHashSet<>();
  private boolean failed;
  private boolean unseen;

  /// Something was as it should be.
  void good(String french, String english) {
    saw.add(new Text(french, english));
  }

  /// Something must be mended.
  void fault(Text seen, Text how) {
    failed = true;
    saw.add(seen);
    mend.add(how);
  }

  /// What the rule is about did not happen, so nothing follows.
  void unseen(Text why) {
    unseen = true;
    saw.add(why);
  }

  void unseen(String french, String english) {
    unseen(new Text(french, english));
  }

  Outcome outcome() {
    if (failed) {
      return Outcome.FAILED;
    }
    return unseen || saw.isEmpty() ? Outcome.NOT_VERIFIED : Outcome.PASSED;
  }

  boolean clean() {
    return !failed && !unseen;
  }

  List<Text> saw() {
    return bounded(saw);
  }

  List<Text> mend() {
    return bounded(mend);
  }

  private static List<Text> bounded(Set<Text> lines) {
    return new ArrayList<>(lines).subList(0, Math.min(lines.size(), LINES_MAX));
  }
}
