package org.trousse.referencing.check.behaviour;

import static org.trousse.referencing.check.behaviour.Recording.is;
import static org.trousse.referencing.check.behaviour.Recording.note;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.text.Text;

/// How an app asks: OAU-01, OAU-02, OAU-03, OAU-04, OAU-05.
final class AskingRules {
  private static final Text NEVER_ASKED =
      new Text(
          "L’application n’a jamais ouvert de demande d’autorisation.",
          "The app never opened an authorization request.");

  private AskingRules() {}

  /// OAU-01.
  static void codeWithPkce(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<Sight.Taken> asked =
        tape.at("authorize", "par").filter(one -> one.notes().containsKey("pkce")).toList();
    if (asked.isEmpty()) {
      judgement.unseen(NEVER_ASKED);
    }
    for (Sight.Taken one : asked) {
      if (!is(one, "pkce", "S256") || !is(one, "response_type", "code")) {
        String what = "response_type=" + note(one, "response_type") + ", PKCE " + note(one, "pkce");
        judgement.fault(
            new Text("La demande est partie avec " + what + ".", "The request had " + what + "."),
            new Text(
                "Demandez response_type=code avec un code_challenge S256 (RFC 7636).",
                "Ask for response_type=code with an S256 code_challenge (RFC 7636)."));
      }
    }
    tape.at("token")
        .filter(one -> !Set.of("authorization_code", "refresh_token").contains(note(one, "grant")))
        .forEach(one ->
            judgement.fault(
                new Text(
                    "Un jeton a été demandé par grant_type=" + note(one, "grant") + ".",
                    "A token was asked for by grant_type=" + note(one, "grant") + "."),
                new Text(
                    "N’utilisez que authorization_code et refresh_token.",
                    "Use authorization_code and refresh_token alone.")));
    if (tape.at("token").anyMatch(one -> is(one, "pkce", "wrong"))) {
      judgement.fault(
          new Text(
              "Le code_verifier ne correspond pas au code_challenge.",
              "The code_verifier does not match the code_challenge."),
          new Text(
              "Gardez le code_verifier de chaque demande jusqu’à l’échange du code.",
              "Keep each request’s code_verifier until its code is redeemed."));
    }
    if (judgement.clean()) {
      judgement.good(
          "Code d’autorisation avec PKCE S256, et rien d’autre.",
          "Authorization code with PKCE S256, and nothing else.");
    }
  }

  /// OAU-02.
  static void exactRedirects(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Manifest.Exchange app = subject.manifest().exchange();
    for (String uri : app == null ? List.<String>of() : app.redirectUris()) {
      if (!acceptable(uri, app != null && app.profile() == Manifest.Profile.SMART_PUBLIC)) {
        judgement.fault(
            new Text("Adresse de retour refusée : " + uri, "Redirect URI refused: " + uri),
            new Text(
                "Déclarez une adresse https complète, sans joker, sans fragment.",
                "Declare a whole https address, without wildcard and without fragment."));
      }
    }
    List<Sight.Taken> asked =
        only(tapes)
            .at("authorize", "par")
            .filter(one -> one.notes().containsKey("redirect"))
            .toList();
    if (asked.isEmpty()) {
      judgement.unseen(NEVER_ASKED);
    }
    if (asked.stream().anyMatch(one -> !is(one, "redirect", "exact"))) {
      judgement.fault(
          new Text(
              "L’application a demandé une adresse de retour que son manifeste ne déclare pas.",
              "The app asked for a redirect URI that its manifest does not declare."),
          new Text(
              "Envoyez l’adresse déclarée, à la lettre près.",
              "Send the declared address, to the letter."));
    }
    if (judgement.clean()) {
      judgement.good("Chaque adresse de retour est exacte.", "Every redirect URI is exact.");
    }
  }

  static boolean acceptable(String uri, boolean isPublic) {
    try {
      URI parsed = URI.create(uri);
      String scheme = String.valueOf(parsed.getScheme());
      boolean plain =
          !uri.contains("*") && parsed.getFragment() == null && parsed.getUserInfo() == null;
      boolean https = scheme.equals("https") && parsed.getHost() != null;
      boolean loopback =
          scheme.equals("http")
              && Set.of("127.0.0.1", "[::1]").contains(String.valueOf(parsed.getHost()));
      boolean own = isPublic && scheme.contains(".") && !uri.contains("://*");
      return plain && (https || loopback || own);
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /// OAU-03.
  static void leastScopes(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    Set<String> beyond = words(tape, "beyond", "authorize", "par");
    if (!beyond.isEmpty()) {
      judgement.fault(
          new Text(
              "Demandé mais non déclaré : " + String.join(", ", beyond) + ".",
              "Asked for and not declared: " + String.join(", ", beyond) + "."),
          new Text(
              "Demandez seulement ce que le manifeste déclare, avec sa raison.",
              "Ask only for what the manifest declares, with its reason."));
    }
    if (!tape.connected()) {
      judgement.unseen(NEVER_ASKED);
      return;
    }
    Set<String> unused =
        subject.manifest().wants().stream()
            .map(Manifest.Want::permission)
            .filter(permission -> !permission.startsWith("identity."))
            .collect(Collectors.toCollection(TreeSet::new));
    unused.removeAll(words(tape, "asks", "fhir"));
    if (!unused.isEmpty()) {
      judgement.fault(
          new Text(
              "Déclaré mais jamais utilisé dans le bac à sable : "
                  + String.join(", ", unused)
                  + ".",
              "Declared and never used in the sandbox: " + String.join(", ", unused) + "."),
          new Text(
              "Retirez ce droit du manifeste, ou utilisez-le quand le pilote le demande.",
              "Take this permission out of the manifest, or use it when the driver asks."));
    }
    if (judgement.clean()) {
      judgement.good(
          "Demandé, déclaré et utilisé se correspondent.",
          "What is asked for, declared and used is the same.");
    }
  }

  private static Set<String> words(Recording tape, String note, String... doors) {
    return tape.at(doors)
        .map(one -> note(one, note))
        .filter(words -> !words.isEmpty())
        .flatMap(words -> List.of(words.split(" ", -1)).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// OAU-04.
  static void tamperedAnswers(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    tapes.forEach((scene, tape) -> {
      if (tape.at("driver").noneMatch(one -> is(one, "step", "return"))) {
        judgement.unseen(
            "Scène " + scene + " : l’application n’a pas atteint le retour du navigateur.",
            "Scene " + scene + ": the app did not get as far as the browser’s return.");
      } else if (scene.equals("wrong-nonce")) {
        nonce(tape, judgement);
      } else if (tape.at("token").findAny().isPresent()) {
        judgement.fault(
            new Text(
                "Scène " + scene + " : le code d’une réponse falsifiée a été échangé.",
                "Scene " + scene + ": the code of a tampered answer was redeemed."),
            new Text(
                "Comparez state (RFC 6749 §10.12) et iss (RFC 9207) avant toute chose, et "
                    + "arrêtez-vous s’ils diffèrent.",
                "Compare state (RFC 6749 §10.12) and iss (RFC 9207) before anything else, and stop "
                    + "when they differ."));
      }
    });
    if (judgement.clean()) {
      judgement.good(
          "Les réponses falsifiées (state, iss, nonce) ont été refusées.",
          "Tampered answers (state, iss, nonce) were refused.");
    }
  }

  private static void nonce(Recording tape, Judgement judgement) {
    boolean openid = tape.at("authorize", "par").anyMatch(one -> is(one, "openid", "yes"));
    if (openid && tape.at("fhir", "device").findAny().isPresent()) {
      judgement.fault(
          new Text(
              "Le jeton d’identité portait un autre nonce, et l’application a continué.",
              "The ID token bore another nonce, and the app went on."),
          new Text(
              "Envoyez un nonce et comparez-le (OpenID Connect Core §3.1.3.7).",
              "Send a nonce and compare it (OpenID Connect Core §3.1.3.7)."));
    } else if (!openid) {
      judgement.good(
          "L’application ne demande pas de jeton d’identité : pas de nonce.",
          "The app asks for no ID token: no nonce.");
    }
  }

  /// OAU-05.
  static void noTokenInUrl(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    if (!tape.connected()) {
      judgement.unseen(NEVER_ASKED);
    }
    if (tape.at("fhir", "device").anyMatch(one -> is(one, "tokenInUrl", "yes"))) {
      judgement.fault(
          new Text("Un jeton se trouvait dans une adresse.", "A token stood in an address."),
          new Text(
              "Envoyez le jeton dans l’en-tête Authorization (RFC 6750 §2.1).",
              "Send the token in the Authorization header (RFC 6750 §2.1)."));
    }
    if (judgement.clean()) {
      judgement.good("Aucun jeton dans une adresse.", "No token in any address.");
    }
  }

  static Recording only(Map<String, Recording> tapes) {
    return tapes.values().iterator().next();
  }
}
