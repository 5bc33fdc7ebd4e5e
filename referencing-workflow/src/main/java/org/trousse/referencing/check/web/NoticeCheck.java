package org.trousse.referencing.check.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.Manifest.SubProcessor;
import org.trousse.referencing.text.Text;

/// PRV-02: a privacy notice in both languages that is dated, names who receives data, says what
/// must be said (GDPR articles 13 and 14) and can be read. A person decides in the end.
final class NoticeCheck implements Check {
  static final double GRADE_MIN = 40;
  private static final int WORDS_MIN = 150;

  private static final Pattern DATE =
      Pattern.compile(
          "(?iu)\\b(\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}"
              + "|\\d{1,2}(er|st|nd|rd|th)? (janvier|février|mars|avril|mai|juin|juillet|août"
              + "|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july"
              + "|august|september|october|november|december) \\d{4}"
              + "|(january|february|march|april|may|june|july|august|september|october|november"
              + "|december) \\d{1,2},? \\d{4})\\b");

  /// Something that the notice must say, by words of which one must be there.
  private record Duty(Text name, List<String> french, List<String> english) {}

  private static final List<Duty> DUTIES =
      List.of(
          new Duty(
              new Text("le responsable du traitement", "the controller"),
              List.of("responsable du traitement", "responsable de traitement"),
              List.of("controller")),
          new Duty(
              new Text("les finalités", "the purposes"),
              List.of("finalité", "pourquoi", "but "),
              List.of("purpose", "why we")),
          new Duty(
              new Text("les destinataires", "the recipients"),
              List.of("destinataire", "sous-traitant", "qui reçoit"),
              List.of("recipient", "processor", "who receives")),
          new Duty(
              new Text("la durée de conservation", "how long data are kept"),
              List.of("conserv", "durée"),
              List.of("retention", "retain", "keep", "kept")),
          new Duty(
              new Text("les droits d’accès et d’effacement", "the rights to access and erasure"),
              List.of("droit d'accès", "effacement", "vos droits"),
              List.of("right to access", "right of access", "erasure", "your rights", "delet")),
          new Duty(
              new Text("le retrait du consentement", "withdrawing consent"),
              List.of("retirer", "retrait"),
              List.of("withdraw")),
          new Duty(
              new Text("la plainte auprès de la CNIL", "complaints to the authority"),
              List.of("cnil", "autorité de contrôle"),
              List.of("cnil", "supervisory authority")));

  @Override
  public String criterion() {
    return "PRV-02";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return List.of(
        new Look.Fetch(subject.manifest().pages().privacyFrench()),
        new Look.Fetch(subject.manifest().pages().privacyEnglish()));
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    Manifest manifest = subject.manifest();
    notice(draft, manifest, manifest.pages().privacyFrench(), Locale.FRENCH, seen);
    notice(draft, manifest, manifest.pages().privacyEnglish(), Locale.ENGLISH, seen);
    return draft.done();
  }

  private static void notice(
      FindingDraft draft, Manifest manifest, URI address, Locale language, Seen seen) {
    draft.looked(address);
    Pages.answered(draft, address, seen).ifPresent(page -> read(draft, manifest, page, language));
  }

  private static void read(
      FindingDraft draft, Manifest manifest, Sight.Page page, Locale language) {
    boolean english = language.equals(Locale.ENGLISH);
    String where = english ? "[en] " : "[fr] ";
    String words = Pages.words(page.body());
    if (words.split("\\s+").length < WORDS_MIN) {
      draft.fault(
          new Text(where + "La page est presque vide.", where + "The page is almost empty."),
          new Text(
              "La notice doit être lisible sans JavaScript.",
              "The notice must be readable without JavaScript."));
      return;
    }
    if (!DATE.matcher(words).find()) {
      draft.fault(
          new Text(where + "La notice n’est pas datée.", where + "The notice is not dated."),
          new Text("Écrivez la date de la dernière version.", "Write the latest version’s date."));
    }
    for (Duty duty : DUTIES) {
      if ((english ? duty.english() : duty.french())
          .stream().noneMatch(word -> Pages.names(words, word))) {
        draft.fault(
            new Text(
                where + "Elle ne dit rien de : " + duty.name().french() + ".",
                where + "It says nothing of: " + duty.name().english() + "."),
            new Text(
                "Ajoutez un paragraphe sur " + duty.name().french() + ".",
                "Add a paragraph on " + duty.name().english() + "."));
      }
    }
    recipients(draft, manifest, words, language, where);
    grade(draft, english ? ReadingGrade.english(words) : ReadingGrade.french(words), where);
  }

  private static void recipients(
      FindingDraft draft, Manifest manifest, String words, Locale language, String where) {
    for (String name : named(manifest, language)) {
      if (!Pages.names(words, name)) {
        draft.fault(
            new Text(
                where + "Elle ne nomme pas « " + name + " ».",
                where + "It does not name “" + name + "”."),
            new Text(
                "Nommez chaque destinataire et contact que le manifeste déclare.",
                "Name each recipient and contact that the manifest declares."));
      }
    }
  }

  private static List<String> named(Manifest manifest, Locale language) {
    List<String> names = new java.util.ArrayList<>();
    names.add(manifest.editor().legalName());
    names.add(manifest.contacts().dataProtection());
    names.add(manifest.hosting().provider());
    manifest.hosting().subProcessors().stream()
        .filter(SubProcessor::healthData)
        .map(SubProcessor::name)
        .forEach(names::add);
    if (manifest.exchange() != null) {
      manifest.exchange().recipients().forEach(one -> names.add(one.in(language)));
    }
    return names.stream().distinct().toList();
  }

  private static void grade(FindingDraft draft, double grade, String where) {
    long rounded = Math.round(grade);
    draft.saw(
        where + "Facilité de lecture : " + rounded + " sur 100.",
        where + "Reading ease: " + rounded + " of 100.");
    if (grade < GRADE_MIN) {
      draft.fault(
          new Text(where + "Le texte est difficile à lire.", where + "The text is hard to read."),
          new Text(
              "Faites des phrases plus courtes, avec des mots courants (au moins 40 sur 100).",
              "Write shorter sentences with everyday words (at least 40 of 100)."));
    }
  }
}
