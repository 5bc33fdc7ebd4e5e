package org.trousse.referencing.check.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// GOV-03: whoever finds a hole finds a contact too (RFC 9116).
final class SecurityTxtCheck implements Check {
  private static final String PATH = "/.well-known/security.txt";

  /// RFC 9116 §2.5.5 recommends less than a year.
  private static final Duration AHEAD_MAX = Duration.ofDays(366);

  @Override
  public String criterion() {
    return "GOV-03";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return List.of(new Look.Fetch(subject.manifest().pages().securityTxt()));
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    URI address = subject.manifest().pages().securityTxt();
    FindingDraft draft = new FindingDraft(criterion(), subject.now()).looked(address);
    Optional<Sight.Page> page = Pages.answered(draft, address, seen);
    if (page.isEmpty()) {
      return draft.done();
    }
    place(draft, address, page.get());
    SecurityTxt file = SecurityTxt.parse(page.get().body());
    if (Pages.html(page.get())) {
      draft.fault(
          new Text(
              "L’adresse répond par une page web, pas par un fichier security.txt.",
              "The address answers with a web page, not with a security.txt file."),
          new Text(
              "Servez un fichier texte (text/plain; charset=utf-8), sans mise en page.",
              "Serve a text file (text/plain; charset=utf-8) without any markup."));
      return draft.done();
    }
    contact(draft, file);
    expires(draft, file, subject.now());
    canonical(draft, file, address);
    once(draft, file, address);
    return draft.done();
  }

  private static void place(FindingDraft draft, URI address, Sight.Page page) {
    if (!PATH.equals(address.getPath()) || !PATH.equals(page.at().getPath())) {
      draft.fault(
          new Text(
              "Le fichier n’est pas à l’adresse " + PATH + ".",
              "The file is not at the address " + PATH + "."),
          new Text(
              "Publiez-le à cette adresse (RFC 9116 §3).",
              "Publish it at that address (RFC 9116 §3)."));
    }
    String type = page.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (!type.startsWith("text/plain")) {
      draft.fault(
          new Text(
              "Le fichier n’est pas annoncé comme text/plain.",
              "The file is not announced as text/plain."),
          new Text(
              "Envoyez l’en-tête Content-Type: text/plain; charset=utf-8.",
              "Send the header Content-Type: text/plain; charset=utf-8."));
    }
  }

  private static void contact(FindingDraft draft, SecurityTxt file) {
    List<String> contacts = file.all("contact");
    if (contacts.isEmpty()) {
      draft.fault(
          new Text("Il n’y a pas de champ Contact.", "There is no Contact field."),
          new Text(
              "Ajoutez par exemple « Contact: mailto:securite@votre-domaine ».",
              "Add for example “Contact: mailto:security@your-domain”."));
    } else if (!contacts.stream().allMatch(SecurityTxt::reachable)) {
      draft.fault(
          new Text(
              "Un champ Contact n’est pas une adresse https:, mailto: ou tel:.",
              "A Contact field is not an https:, mailto: or tel: address."),
          new Text(
              "Écrivez chaque contact comme une adresse, par exemple mailto:…",
              "Write each contact as an address, for example mailto:…"));
    } else {
      draft.saw(
          contacts.size() + " contact(s) de sécurité.", contacts.size() + " security contact(s).");
    }
  }

  private static void expires(FindingDraft draft, SecurityTxt file, Instant now) {
    Optional<Instant> end = file.expires();
    if (end.isEmpty()) {
      draft.fault(
          new Text(
              "Le champ Expires manque, est répété ou n’est pas une date.",
              "The Expires field is missing, repeated or no date."),
          new Text(
              "Écrivez une seule ligne, par exemple « Expires: 2027-06-30T00:00:00Z ».",
              "Write one line, for example “Expires: 2027-06-30T00:00:00Z”."));
    } else if (!end.get().isAfter(now)) {
      draft.fault(
          new Text(
              "Le fichier a expiré le " + end.get() + ".",
              "The file expired on " + end.get() + "."),
          new Text(
              "Relisez le fichier et donnez-lui une nouvelle date, à moins d’un an.",
              "Read the file again and give it a new date, less than a year ahead."));
    } else {
      draft.saw("Valable jusqu’au " + end.get() + ".", "Valid until " + end.get() + ".");
      if (end.get().isAfter(now.plus(AHEAD_MAX))) {
        draft.saw(
            "La date est à plus d’un an : la norme conseille moins.",
            "The date is more than a year ahead: the standard advises less.");
      }
    }
  }

  private static void canonical(FindingDraft draft, SecurityTxt file, URI address) {
    if (!file.all("canonical").isEmpty() && !file.names("canonical", address)) {
      draft.fault(
          new Text(
              "Le champ Canonical nomme une autre adresse que celle déclarée.",
              "The Canonical field names another address than the declared one."),
          new Text(
              "Ajoutez « Canonical: " + address + " », ou corrigez votre manifeste.",
              "Add “Canonical: " + address + "”, or mend your manifest."));
    }
  }

  /// A file that itself came over http, from an address that the operator opened for tests or for
  /// the demo, may name its neighbours there.
  private static boolean insecure(String value, URI address) {
    String neighbour = "http://" + address.getRawAuthority() + "/";
    return value.toLowerCase(Locale.ROOT).startsWith("http:")
        && !("http".equals(address.getScheme()) && value.startsWith(neighbour));
  }

  private static void once(FindingDraft draft, SecurityTxt file, URI address) {
    if (file.all("preferred-languages").size() > 1) {
      draft.fault(
          new Text("Preferred-Languages est répété.", "Preferred-Languages is repeated."),
          new Text("Gardez une seule ligne.", "Keep one line."));
    }
    for (String field : List.of("policy", "encryption", "acknowledgments", "hiring", "canonical")) {
      if (file.all(field).stream().anyMatch(value -> insecure(value, address))) {
        draft.fault(
            new Text(
                "Le champ " + field + " n’est pas en https.",
                "The field " + field + " is not https."),
            new Text(
                "Écrivez une adresse https (RFC 9116 §2.5).",
                "Write an https address (RFC 9116 §2.5)."));
      }
    }
    if (file.odd() > 0) {
      draft.fault(
          new Text(
              file.odd() + " ligne(s) ne sont ni un champ ni un commentaire.",
              file.odd() + " line(s) are neither a field nor a comment."),
          new Text(
              "Chaque ligne s’écrit « Champ: valeur » ; les commentaires commencent par #.",
              "Each line is written “Field: value”; comments begin with #."));
    }
  }
}
