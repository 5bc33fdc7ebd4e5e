package org.trousse.platform.demo.dossier;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trousse.referencing.text.Text;

/// What the demo's officers and checks write.
final class DemoWords {
  static final Text SUBMITTED =
      new Text("Le dossier est prêt à être instruit.", "The dossier is ready to be judged.");
  static final Text TAKEN_IN = new Text("Le dossier est reçu.", "The dossier is taken in.");
  static final Text COMPLETE =
      new Text(
          "Toutes les pièces obligatoires sont là et se lisent.",
          "All mandatory evidence is there and can be read.");
  static final Text GREEN =
      new Text("Aucun contrôle automatique n’est en échec.", "No automatic check fails.");
  static final Text REPORTED =
      new Text(
          "L’instruction est finie : les avis sont motivés, critère par critère.",
          "The review is done: there is a reason for each verdict, criterion by criterion.");
  static final Text FAVOURABLE =
      new Text(
          "L’application fait ce qu’elle dit, et protège ce qu’elle lit.",
          "The app does what it says, and protects what it reads.");
  static final Text SIGNED = new Text("La convention est signée.", "The agreement is signed.");
  static final Text LISTED =
      new Text(
          "Le raccordement est vérifié : les patients peuvent trouver l’application.",
          "The hook-up is verified: patients can find the app.");
  static final Text PROVISIONAL =
      new Text(
          "Le rapport de test d’intrusion est attendu ; rien d’autre ne manque.",
          "The report of the penetration test is pending; nothing else is missing.");
  static final Text SUSPENDED =
      new Text(
          "Pendant vingt minutes, des courbes de nuit se sont affichées chez d’autres personnes"
              + " (incident inventé). L’accès est coupé le temps de comprendre.",
          "For twenty minutes, curves of the night were shown to other people (an invented"
              + " incident). Access is cut until it is understood.");
  static final Text RENEWAL =
      new Text(
          "Version 2.0 : le paquet et ses composants changent.",
          "Version 2.0: the package and its components change.");
  static final Text DRIFT =
      new Text(
          "security.txt avait expiré, deux nuits de suite.",
          "security.txt had expired, two nights in a row.");
  static final Text PASSED = new Text("Vu et conforme.", "Seen, and as it should be.");
  static final Text UNSEEN =
      new Text(
          "L’application n’a pas de pilote d’essai : rien n’a été joué.",
          "The app has no test driver: nothing was played.");
  static final Text LAST_SESSION =
      new Text(
          "La machine n’a pas pu regarder. Vu avec l’éditeur, lors de la séance d’essai du mois.",
          "The machine could not look. Seen with the vendor, in this month’s trial session.");
  static final Text RESERVE =
      new Text(
          "Deux graphiques n’ont pas encore de tableau qui dise la même chose.",
          "Two charts have no table yet that says the same.");
  static final Text AWAITED =
      new Text(
          "Le test est commandé ; son rapport n’est pas encore arrivé.",
          "The test is ordered; its report has not arrived yet.");

  /// What the bad vendor's endpoints show, by criterion.
  static final Map<String, Text> FAILING =
      Map.of(
          "GOV-03",
          new Text("security.txt a expiré.", "security.txt has expired."),
          "GOV-07",
          new Text("L’exercice a reçu le code 503.", "The drill was answered with status 503."),
          "GOV-08",
          new Text("La politique répond 404.", "The policy answers 404."),
          "COD-01",
          new Text(
              "La nomenclature décrit une autre version.",
              "The bill of materials describes another version."),
          "COD-06",
          new Text("Le paquet n’est pas signé.", "The package is not signed."));

  static final Text MEND =
      new Text("Corrigez, puis relancez le contrôle.", "Mend it, then run the check again.");

  private static final Text READ =
      new Text(
          "Pièce lue : datée, signée, elle porte sur cette version.",
          "Evidence read: dated, signed, and about this version.");

  private static final Map<String, Text> FAMILIES =
      Map.of(
          "GOV",
          new Text(
              "L’éditeur et ses engagements sont ceux du registre.",
              "The vendor and its commitments are those of the register."),
          "HOS",
          new Text(
              "Hébergeur, pays et certificat concordent avec le manifeste.",
              "Host, countries and certificate agree with the manifest."),
          "IDN",
          new Text(
              "Connexion essayée avec un compte de test : deux facteurs, session bornée.",
              "Sign-in tried with a test account: two factors, a session that ends."),
          "CNS",
          new Text(
              "Refuser et retirer ont été essayés : rien d’autre ne se ferme.",
              "Refusing and withdrawing were tried: nothing else closes."),
          "NET",
          new Text(
              "Échanges relevés pendant une heure d’usage : rien d’inattendu.",
              "Traffic recorded over an hour of use: nothing unexpected."),
          "PRV",
          new Text(
              "Notice claire, datée, et qui nomme chaque destinataire.",
              "A clear notice, dated, that names each recipient."),
          "ETH",
          new Text(
              "Affiché dans l’application, à l’endroit où on le cherche.",
              "Shown in the app, where people look for it."),
          "SAF",
          new Text(
              "Les risques sont listés, et chacun a sa parade.",
              "The risks are listed, and each has its answer."));

  private DemoWords() {}

  /// Why a criterion is fulfilled.
  static Text conform(String criterion) {
    return Objects.requireNonNull(FAMILIES.getOrDefault(criterion.substring(0, 3), READ));
  }

  /// A question, and what is answered.
  record Exchange(String criterion, String question, String answer) {}

  static final List<Exchange> QUESTIONS =
      List.of(
          new Exchange(
              "PRV-02",
              "Votre notice dit un an de conservation, la pièce PRV-03 dit deux. Laquelle est vraie"
                  + " ?",
              "Un an. La pièce date d’avant le changement, nous la remplaçons."),
          new Exchange(
              "COD-03",
              "Le test d’intrusion couvre-t-il aussi l’application iOS ?",
              "Oui, chapitre 4 du rapport."));

  /// Waits for an answer.
  static final Exchange OPEN_QUESTION =
      new Exchange(
          "GOV-07",
          "Votre adresse d’incident répond 503 à chaque exercice. Qui s’en occupe chez vous ?",
          "");
}
