package org.trousse.referencing.check.behaviour;

import static org.trousse.referencing.check.behaviour.AskingRules.only;
import static org.trousse.referencing.check.behaviour.Recording.is;
import static org.trousse.referencing.check.behaviour.Recording.note;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.text.Text;

/// How an app keeps and proves its tokens: OAU-06, OAU-07, OAU-08, OAU-09, CNS-02.
final class TokenRules {
  /// In the sandbox two seconds stand for the minute that the criterion allows.
  static final Duration STOP_WITHIN = Duration.ofSeconds(2);

  private static final Text NO_TOKEN =
      new Text("L’application n’a pas obtenu de jeton.", "The app got no token.");

  private TokenRules() {}

  /// OAU-06.
  static void refresh(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<Sight.Taken> refreshes =
        tape.at("token").filter(one -> is(one, "grant", "refresh_token")).toList();
    boolean lost = refreshes.stream().anyMatch(one -> is(one, "lost", "yes"));
    if (!lost) {
      judgement.unseen(
          "L’application n’a jamais renouvelé son jeton (offline_access ?).",
          "The app never refreshed its token (offline_access?).");
      return;
    }
    for (Sight.Taken one : refreshes) {
      if (Set.of("replayed", "unknown").contains(note(one, "refresh"))) {
        judgement.fault(
            new Text(
                "Un ancien jeton de renouvellement a été réutilisé.",
                "An old refresh token was used again."),
            new Text(
                "Remplacez le jeton de renouvellement à chaque réponse, avant de l’utiliser.",
                "Replace the refresh token at each answer, before it is used."));
      }
    }
    long answered =
        refreshes.stream()
            .filter(one -> Recording.succeeded(one) && !is(one, "lost", "yes"))
            .count();
    boolean wentOn =
        refreshes.stream()
            .map(Sight.Taken::at)
            .max(Instant::compareTo)
            .filter(last ->
                tape.at("fhir").anyMatch(one -> Recording.succeeded(one) && one.at().isAfter(last)))
            .isPresent();
    if (answered < 2 || !wentOn) {
      judgement.fault(
          new Text(
              "Après une réponse perdue, l’application n’a pas repris.",
              "After an answer was lost, the app did not go on."),
          new Text(
              "Renvoyez le même jeton de renouvellement quand la réponse n’est pas arrivée.",
              "Send the same refresh token again when no answer arrived."));
    }
    if (judgement.clean()) {
      judgement.good(
          "La rotation est suivie, et une réponse perdue est rattrapée.",
          "Rotation is followed, and a lost answer is made up for.");
    }
  }

  /// OAU-07.
  static void bound(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    if (tape.at("token").findAny().isEmpty()) {
      judgement.unseen(NO_TOKEN);
    }
    List<String> proofs =
        tape.at("token", "fhir")
            .map(one -> note(one, "proof"))
            .filter(proof -> !proof.isEmpty() && !proof.equals("valid"))
            .distinct()
            .toList();
    for (String proof : proofs) {
      String what = proof.equals("none") ? "DPoP: –" : "DPoP: " + proof;
      judgement.fault(
          new Text(
              "Un jeton est passé sans preuve de possession valable (" + what + ").",
              "A token travelled without a proof of possession that holds (" + what + ")."),
          new Text(
              "Liez les jetons à une clé par DPoP (RFC 9449), à chaque requête.",
              "Bind tokens to a key by DPoP (RFC 9449), in every request."));
    }
    if (judgement.clean()) {
      judgement.good("Chaque jeton est lié à une clé.", "Every token is bound to a key.");
    }
  }

  /// OAU-08.
  static void assertions(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    List<Sight.Taken> calls =
        tapes.values().stream().flatMap(tape -> tape.at("token", "par")).toList();
    if (calls.isEmpty()) {
      judgement.unseen(NO_TOKEN);
    }
    calls.stream()
        .map(one -> note(one, "client"))
        .filter(client -> !client.isEmpty() && !client.equals("proven"))
        .distinct()
        .forEach(client ->
            judgement.fault(
                new Text(
                    "L’authentification du client a été refusée : " + client + ".",
                    "The client’s authentication was refused: " + client + "."),
                new Text(
                    "Signez une assertion neuve pour chaque requête : iss, sub, aud, jti, exp ≤ 5 "
                        + "minutes (RFC 7523).",
                    "Sign a fresh assertion for each request: iss, sub, aud, jti, exp ≤ 5 minutes "
                        + "(RFC 7523).")));
    Recording rotation = tapes.get("key-rotation");
    Manifest.Exchange app = subject.manifest().exchange();
    boolean byAddress = app != null && app.jwksUri() != null;
    if (byAddress && rotation != null) {
      rotated(rotation, judgement);
    } else {
      judgement.good(
          "Les clés sont dans le manifeste : elles changent avec lui.",
          "The keys stand in the manifest: they change with it.");
    }
    if (judgement.clean()) {
      judgement.good("Chaque assertion est valable.", "Every assertion holds.");
    }
  }

  private static void rotated(Recording tape, Judgement judgement) {
    Set<String> kids =
        tape.at("token")
            .filter(Recording::succeeded)
            .map(one -> note(one, "kid"))
            .collect(Collectors.toSet());
    if (kids.size() < 2) {
      judgement.fault(
          new Text(
              "Après rotate-key, aucune requête n’a été signée par la nouvelle clé.",
              "After rotate-key, no request was signed by the new key."),
          new Text(
              "Publiez d’abord la nouvelle clé à jwksUri, puis signez avec elle.",
              "Publish the new key at jwksUri first, then sign with it."));
    }
  }

  /// OAU-09.
  static void stops(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    Optional<Instant> told =
        tape.at("fhir", "token")
            .filter(one -> is(one, "token", "revoked") || is(one, "refresh", "ended"))
            .map(Sight.Taken::at)
            .findFirst();
    if (told.isEmpty()) {
      judgement.unseen(
          "L’application n’est pas allée jusqu’à la fin de l’autorisation.",
          "The app did not get as far as the end of the permission.");
      return;
    }
    long late =
        tape.at("fhir", "token", "device", "par")
            .filter(one -> one.at().isAfter(told.get().plus(STOP_WITHIN)))
            .count();
    if (late > 0) {
      judgement.fault(
          new Text(
              "Après le retrait, " + late + " appels de trop.",
              "After the withdrawal, " + late + " calls too many."),
          new Text(
              "Arrêtez la synchronisation dès que le jeton et son renouvellement sont refusés.",
              "Stop syncing as soon as the token and its refresh are refused."));
    } else {
      judgement.good(
          "L’application s’est arrêtée après le retrait.", "The app stopped after the withdrawal.");
    }
  }

  /// CNS-02.
  static void partialGrant(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    if (!tape.connected()) {
      judgement.fault(
          new Text(
              "Avec une partie des droits seulement, l’application ne s’est pas connectée.",
              "With a part of the permissions only, the app did not connect."),
          new Text(
              "Lisez scope dans la réponse et continuez avec ce qui est accordé.",
              "Read scope in the answer and go on with what is granted."));
      return;
    }
    if (tape.at("authorize").count() > 1) {
      judgement.fault(
          new Text(
              "L’application a redemandé aussitôt ce que le patient a refusé.",
              "The app asked again at once for what the patient kept."),
          new Text("Respectez le refus du patient.", "Respect what the patient keeps."));
    }
    Set<String> used =
        tape.at("fhir")
            .filter(Recording::succeeded)
            .flatMap(one -> List.of(note(one, "asks").split(" ", -1)).stream())
            .collect(Collectors.toSet());
    List<String> idle =
        tape.at("authorize")
            .flatMap(one -> List.of(note(one, "granted").split(" ", -1)).stream())
            .filter(one -> !one.isEmpty() && !one.startsWith("identity."))
            .filter(one -> !used.contains(one))
            .distinct()
            .toList();
    if (!idle.isEmpty()) {
      judgement.fault(
          new Text(
              "Accordé mais inutilisé : " + String.join(", ", idle) + ".",
              "Granted and left unused: " + String.join(", ", idle) + "."),
          new Text(
              "Chaque droit doit fonctionner sans les autres.",
              "Each permission must work without the others."));
    }
    if (judgement.clean()) {
      judgement.good(
          "L’application fonctionne avec une partie des droits.",
          "The app works with a part of the permissions.");
    }
  }
}
