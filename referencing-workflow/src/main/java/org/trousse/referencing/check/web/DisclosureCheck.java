package org.trousse.referencing.check.web;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// GOV-08: a disclosure policy that can be read, and that security.txt leads to.
final class DisclosureCheck implements Check {
  private static final int WORDS_MIN = 60;
  private static final List<String> SUBJECTS =
      List.of("vulnérab", "vulnerab", "faille", "security issue", "problème de sécurité");
  private static final List<String> ACTIONS =
      List.of("signal", "divulgation", "report", "disclos", "rapport");

  @Override
  public String criterion() {
    return "GOV-08";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return List.of(
        new Look.Fetch(subject.manifest().pages().disclosure()),
        new Look.Fetch(subject.manifest().pages().securityTxt()));
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    URI policy = subject.manifest().pages().disclosure();
    URI securityTxt = subject.manifest().pages().securityTxt();
    FindingDraft draft =
        new FindingDraft(criterion(), subject.now()).looked(policy).looked(securityTxt);
    Pages.answered(draft, policy, seen).ifPresent(page -> says(draft, page));
    Optional<Sight.Page> file = Pages.answered(draft, securityTxt, seen);
    if (file.isPresent()) {
      SecurityTxt text = SecurityTxt.parse(file.get().body());
      if (Pages.html(file.get()) || !text.names("policy", policy)) {
        draft.fault(
            new Text(
                "security.txt ne mène pas à cette politique (champ Policy).",
                "security.txt does not lead to this policy (field Policy)."),
            new Text(
                "Ajoutez la ligne « Policy: " + policy + " ».",
                "Add the line “Policy: " + policy + "”."));
      } else {
        draft.saw("security.txt mène à la politique.", "security.txt leads to the policy.");
      }
    }
    return draft.done();
  }

  private static void says(FindingDraft draft, Sight.Page page) {
    String words = Pages.words(page.body());
    long count = words.split("\\s+").length;
    boolean about =
        SUBJECTS.stream().anyMatch(word -> Pages.names(words, word))
            && ACTIONS.stream().anyMatch(word -> Pages.names(words, word));
    if (count < WORDS_MIN || !about) {
      draft.fault(
          new Text(
              "La page ne dit pas comment signaler une vulnérabilité.",
              "The page does not say how to report a vulnerability."),
          new Text(
              "Dites où écrire, sous quel délai vous répondez, et ce que vous promettez à qui"
                  + " signale de bonne foi.",
              "Say where to write, how soon you answer, and what you promise to those who report in"
                  + " good faith."));
    } else {
      draft.saw("La page parle de signalement.", "The page speaks of reporting.");
    }
  }
}
