package org.trousse.referencing.check.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int PAGES_MAX = 5;

  private static final Text NO_RUN =
      new Text(
          "Si la page ne répond pas à tous, en https, en moins de 20 secondes, corrigez-la et"
              + " relancez ; sinon, un agent l’examine.",
          "If the page does not answer everybody, with https, within 20 seconds, mend it and run"
              + " again; otherwise an officer looks at it.");

  /// How the rules that pages break most often are kept.
  private static final Map<String, Text> MENDS =
      Map.ofEntries(
          mend(
              "image-alt",
              "donnez à chaque image un texte de remplacement (alt), vide si elle décore",
              "give each image a text alternative (alt), an empty one where it decorates"),
          mend(
              "color-contrast",
              "donnez au texte un contraste d’au moins 4,5 sur son fond (3 pour un grand texte)",
              "give text a contrast of at least 4.5 on its background (3 for large text)"),
          mend("label", "donnez à chaque champ une étiquette (label)", "give each field a label"),
          mend(
              "select-name",
              "donnez à chaque liste déroulante une étiquette (label)",
              "give each select a label"),
          mend(
              "button-name",
              "donnez à chaque bouton un texte lisible",
              "give each button a readable text"),
          mend(
              "link-name",
              "donnez à chaque lien un texte lisible",
              "give each link a readable text"),
          mend(
              "link-in-text-block",
              "distinguez les liens du texte autrement que par la seule couleur",
              "tell links from text by more than colour alone"),
          mend("document-title", "donnez un titre (title) à la page", "give the page a title"),
          mend(
              "html-has-lang",
              "dites la langue de la page (lang)",
              "say the language of the page (lang)"),
          mend(
              "html-lang-valid",
              "dites la langue de la page par un code valable, par exemple fr",
              "say the language of the page by a valid code, e.g. fr"),
          mend("list", "ne mettez que des li dans une liste", "put only li into a list"),
          mend("listitem", "mettez chaque li dans une liste", "put each li into a list"),
          mend(
              "meta-viewport",
              "n’empêchez pas l’agrandissement de la page",
              "do not keep people from zooming the page"),
          mend("frame-title", "donnez un titre (title) à chaque cadre", "give each frame a title"),
          mend(
              "scrollable-region-focusable",
              "rendez accessible au clavier ce qui défile",
              "let the keyboard reach what scrolls"));

  private static Map.Entry<String, Text> mend(String rule, String french, String english) {
    return Map.entry(rule, new Text(french, english));
  }

  private static final Set<String> GRAVE = Set.of("critical", "serious");

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
      Text why =
          sight instanceof Sight.NotSeen(var said)
              ? said
              : new Text("Rien de lisible.", "Nothing readable.");
      draft.unseen(new Text(page + " : " + why.french(), page + ": " + why.english()), NO_RUN);
      return;
    }
    boolean total = subject.manifest().pages().accessibilityLevel().equals("total");
    for (Sight.Violation violation : report.violations()) {
      if (GRAVE.contains(violation.impact()) || total) {
        draft.fault(line(page, violation), mend(violation));
      } else {
        Text line = line(page, violation);
        draft.saw(line.french(), line.english());
      }
    }
    draft.saw(
        page + " : " + report.rulesPassed() + " règles respectées (" + report.engine() + ").",
        page + ": " + report.rulesPassed() + " rules passed (" + report.engine() + ").");
  }

  /// The rule, its weight, how often, and where first.
  private static Text line(URI page, Sight.Violation violation) {
    String where =
        violation.elements().isEmpty() ? "" : " : " + String.join(" ; ", violation.elements());
    String rule = violation.rule() + " (";
    return new Text(
        page + " : " + rule + french(violation.impact()) + ") × " + violation.count() + where,
        page + ": " + rule + violation.impact() + ") × " + violation.count() + where);
  }

  private static String french(String impact) {
    return switch (impact) {
      case "critical" -> "critique";
      case "serious" -> "grave";
      case "moderate" -> "modéré";
      default -> "mineur";
    };
  }

  private static Text mend(Sight.Violation violation) {
    Text known = MENDS.get(violation.rule());
    String french =
        known == null
            ? "suivez cette règle d’axe (WCAG 2.1 AA) ou, si elle est mineure, déclarez une"
                + " conformité partielle"
            : known.french();
    String english = known == null ? violation.help() : known.english();
    return new Text(
        violation.rule() + " : " + french + ".", violation.rule() + ": " + english + ".");
  }
}
