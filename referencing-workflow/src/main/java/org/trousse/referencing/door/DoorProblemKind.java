package org.trousse.referencing.door;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.trousse.referencing.dossier.quorum.Quorum;
import org.trousse.referencing.text.Text;
import org.trousse.sdk.Problem;

/// Every kind of problem that these doors tell (RFC 9457 §3.1.1), with the words of the page that
/// its type leads to.
public enum DoorProblemKind {
  SIGN_IN(
      "vendor-sign-in",
      401,
      new Text("Il faut s’identifier", "Sign in first"),
      new Text(
          "Envoyez une clé d’API vivante de votre organisation : Authorization: Bearer trousse_…,"
              + " ou connectez-vous.",
          "Send a living API key of your organisation: Authorization: Bearer trousse_…, or sign"
              + " in.")),
  FORM_TOKEN(
      "form-token",
      403,
      new Text("Le jeton du formulaire manque", "The form token is missing"),
      new Text(
          "Une session ne peut rien changer sans son jeton : envoyez-le dans X-CSRF-Token, ou"
              + " rechargez la page.",
          "A session changes nothing without its token: send it in X-CSRF-Token, or load the page"
              + " again.")),
  NOT_ALLOWED(
      "not-allowed",
      403,
      new Text("Ce n’est pas permis", "This is not allowed"),
      new Text(
          "Votre rôle, ou un lien d’intérêts, l’empêche.",
          "Your role, or an interest, is in the way.")),
  NO_SUCH_THING(
      "no-such-thing",
      404,
      new Text("Rien à cette adresse", "Nothing at this address"),
      new Text(
          "Il n’existe pas, ou il n’est pas à votre organisation : vérifiez l’identifiant.",
          "It does not exist, or it is not your organisation's: check the id.")),
  NOT_NOW(
      "not-now",
      409,
      new Text("Ce n’est pas possible en l’état", "Not possible as things stand"),
      new Text(
          "L’état du dossier ne le permet pas maintenant.",
          "The dossier does not allow it in its present state.")),
  STALE(
      "stale-snapshot",
      409,
      new Text("Les preuves ont changé", "The evidence has changed"),
      new Text(
          "Relisez le dossier, puis renvoyez la demande avec son snapshot.",
          "Read the dossier again, then send the request with its snapshot.")),
  JUDGED_MEANWHILE(
      "judged-meanwhile",
      409,
      new Text("Le critère a été jugé entre-temps", "The criterion was judged meanwhile"),
      new Text(
          "Lisez le nouvel avis, puis renvoyez la demande avec sa version.",
          "Read the new verdict, then send the request with its version.")),
  SECOND_PERSON(
      "second-person",
      403,
      new Text("Une seconde personne est nécessaire", "A second person is needed"),
      new Text(
          "Qui propose ne confirme pas : demandez à une autre personne.",
          "Who proposes does not confirm: ask somebody else.")),
  QUORUM(
      "quorum",
      409,
      new Text("Le quorum n’est pas atteint", "There is no quorum"),
      new Text(
          "Un avis dit qui a siégé : au moins %d membres, dont %d citoyens, sans lien d’intérêts avec"
                  .formatted(Quorum.OPINION.present(), Quorum.OPINION.citizens())
              + " l’éditeur ; qui propose et qui confirme en sont.",
          "An opinion says who sat: at least %d members, %d of them citizens, none with an interest"
                  .formatted(Quorum.OPINION.present(), Quorum.OPINION.citizens())
              + " in the vendor; whoever proposes and whoever confirms are among them.")),
  CHECKED_JUST_NOW(
      "checked-just-now",
      429,
      new Text("Un contrôle vient de commencer", "A check has just begun"),
      new Text(
          "Attendez dix secondes entre deux contrôles d’un dossier.",
          "Wait ten seconds between two checks of a dossier.")),
  NOT_READABLE(
      "not-readable",
      400,
      new Text("La demande est illisible", "The request cannot be read"),
      new Text(
          "Corrigez ce que dit le détail et renvoyez la demande.",
          "Mend what the detail says and send the request again.")),
  TOO_SLOW(
      "too-slow",
      408,
      new Text("L’envoi a duré trop longtemps", "Sending took too long"),
      new Text(
          "Un fichier arrive entier en 60 secondes, sans pause de plus de 10 secondes. Rien n’a été"
              + " gardé : renvoyez-le.",
          "A file arrives whole within 60 seconds, without a pause of more than 10. Nothing was"
              + " kept: send it again.")),
  FILE_TOO_LARGE(
      "file-too-large",
      413,
      new Text("Le fichier est trop grand", "The file is too large"),
      new Text(
          "Un fichier a au plus 10 Mo (10 485 760 octets). Rien n’a été gardé.",
          "A file has at most 10 MB (10,485,760 bytes). Nothing was kept.")),
  DOSSIER_FULL(
      "dossier-full",
      413,
      new Text("Le dossier est plein", "The dossier is full"),
      new Text(
          "Toutes les versions des pièces d’un dossier font au plus 200 Mo et 500 fichiers :"
              + " retirez des versions qui n’ont pas été déposées.",
          "All versions of a dossier's evidence take at most 200 MB and 500 files: remove versions"
              + " that were not submitted.")),
  FILE_KIND(
      "file-kind",
      415,
      new Text("Ce type de fichier n’est pas accepté", "This kind of file is not taken"),
      new Text(
          "Envoyez un PDF, un JSON (par exemple un SBOM CycloneDX), ou une image PNG, JPEG ou"
              + " WebP.",
          "Send a PDF, JSON (for example a CycloneDX SBOM), or a PNG, JPEG or WebP picture.")),
  BUSY(
      "vendor-busy",
      503,
      new Text("Trop d’envois à la fois", "Too many uploads at once"),
      new Text(
          "Rien n’a été gardé : renvoyez la demande après le délai de Retry-After.",
          "Nothing was kept: send the request again after Retry-After seconds."));

  private final String word;
  private final int status;
  private final String frenchTitle;
  private final String englishTitle;
  private final String frenchMend;
  private final String englishMend;

  DoorProblemKind(String word, int status, Text title, Text mend) {
    this.word = word;
    this.status = status;
    this.frenchTitle = title.french();
    this.englishTitle = title.english();
    this.frenchMend = mend.french();
    this.englishMend = mend.english();
  }

  /// The kind that a type's last part names; for its page.
  public static Optional<DoorProblemKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /// A problem of this kind in words of its own.
  public Problem problem(Text detail, Locale language, Map<String, Object> more) {
    return new Problem(word, status, title().in(language), detail.in(language), more);
  }

  /// The last part of its type.
  public String word() {
    return word;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  public Text title() {
    return new Text(frenchTitle, englishTitle);
  }

  /// What to do about it.
  public Text mend() {
    return new Text(frenchMend, englishMend);
  }
}
