package org.trousse.referencing.check.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// ETH-01: an accessibility run on the declared pages, and a statement that can be read. What a
/// machine finds is a part only; a person decides in the end.
final class AxeCheck implements Check {
  private static final int PAGES_MAX = 10;

  @Override
  public String criterion() {
    return "ETH-01";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return Stream.concat(
            Stream.<Look>of(new Look.Fetch(subject.manifest().pages().accessibility())),
            pages(subject).map(Look.Axe::new))
        .toList();
  }

  private static Stream<URI> pages(Subject subject) {
    return subject.manifest().pages().toTest().stream().distinct().limit(PAGES_MAX);
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    URI statement = subject.manifest().pages().accessibility();
    FindingDraft draft = new FindingDraft(criterion(), subject.now()).looked(statement);
    Pages.answered(draft, statement, seen)
        .ifPresent(page -> {
          if (!Pages.names(Pages.words(page.body()), "accessib")) {
            draft.fault(
                new Text(
                    "La page déclarée ne parle pas d’accessibilité.",
                    "The declared page does not speak of accessibility."),
                new Text(
                    "Publiez une déclaration d’accessibilité à cette adresse.",
                    "Publish an accessibility statement at this address."));
          }
        });
    if (subject.manifest().pages().toTest().isEmpty()) {
      draft.unseen(
          new Text("Aucune page à examiner n’est déclarée.", "No page to look at is declared."),
          new Text("Déclarez les pages principales.", "Declare the main pages."));
    }
    draft.atMost(PAGES_MAX, subject.manifest().pages().toTest().size());
    pages(subject).forEach(page -> page(draft, subject, page, seen.at(new Look.Axe(page))));
    return draft.done();
  }

  private static void page(FindingDraft draft, Subject subject, URI page, Sight sight) {
    draft.looked(page);
    if (!(sight instanceof Sight.AxeReport report)) {
      Pages.unseen(draft, page, sight);
      return;
    }
    boolean total = subject.manifest().pages().accessibilityLevel().equals("total");
    for (String violation : report.violations()) {
      String line = violation.toLowerCase(Locale.ROOT);
      boolean grave = line.contains("critical") || line.contains("serious");
      if (grave || total) {
        draft.fault(
            new Text(page + " : " + violation, page + ": " + violation),
            new Text(
                "Corrigez cette règle (WCAG 2.1 AA), ou déclarez une conformité partielle si elle"
                    + " est mineure.",
                "Mend this rule (WCAG 2.1 AA), or declare partial conformity where it is minor."));
      } else {
        draft.saw(page + " (mineur) : " + violation, page + " (minor): " + violation);
      }
    }
    draft.saw(
        page + " : " + report.rulesPassed() + " règles respectées (" + report.engine() + ").",
        page + ": " + report.rulesPassed() + " rules passed (" + report.engine() + ").");
  }
}
