package org.trousse.sdk.referencing;

import java.time.Duration;
import java.util.List;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.json.JsonObject;

/// Why something is not given (RFC 9457). What to do about it stands with each.
public sealed interface DossierProblem {
  /// The server's words or ours, in the language of the client; no secret.
  String why();

  /// No answer came. Ask again later; what was sent may have been done.
  record Unreachable(String why) implements DossierProblem {}

  /// The answer is none that the API gives: a fault of one side.
  record NotUnderstood(String why) implements DossierProblem {}

  /// Not now (429, 503). Ask again after the wait.
  record Retry(Duration after, String why) implements DossierProblem {}

  /// The key or session is not known, or ended (401).
  record SignIn(String why) implements DossierProblem {}

  /// A role, an interest, or a missing form token is in the way (403).
  record NotAllowed(String why) implements DossierProblem {}

  /// Who proposed does not confirm: ask somebody else (403).
  record SecondPerson(String why) implements DossierProblem {}

  /// Nothing that is yours is there (404).
  record NoSuchThing(String why) implements DossierProblem {}

  /// The dossier's state does not allow it, or its condition does not hold (409).
  record NotNow(String why) implements DossierProblem {}

  /// The committee does not sit as it must for an opinion (409).
  ///
  /// @param missing e.g. `CITIZENS`, `PROPOSER`; the words say what each of them asks for
  record NoQuorum(String why, List<String> missing) implements DossierProblem {
    public NoQuorum {
      missing = List.copyOf(missing);
    }
  }

  /// The evidence has changed since it was read: read the dossier again (409).
  record StaleSnapshot(String why) implements DossierProblem {}

  /// Somebody judged the criterion meanwhile: read the dossier again (409).
  record JudgedMeanwhile(String why) implements DossierProblem {}

  /// The request is refused as it is: mend what the words say. A file is too large, of a kind that
  /// is not taken, or the dossier is full.
  ///
  /// @param type the last part of the problem's type, e.g. `file-kind`
  record Refused(int status, String type, String why) implements DossierProblem {}

  /// The wait is over before what was waited for; the last that was seen stands in the words.
  record StillWaiting(String why) implements DossierProblem {}

  /// What a refusal means.
  static DossierProblem of(HttpAnswer answer) {
    JsonObject json = answer.json().orElse(JsonObject.EMPTY);
    String type = json.text("type").orElse("");
    String word = type.substring(type.lastIndexOf('/') + 1);
    String why = json.text("detail").or(() -> json.text("title")).orElse("");
    String said = why.isEmpty() ? "status " + answer.status() : why;
    if (answer.status() == 429 || answer.status() == 503) {
      return new Retry(answer.retryAfter(), said);
    }
    return switch (word) {
      case "vendor-sign-in" -> new SignIn(said);
      case "not-allowed", "form-token" -> new NotAllowed(said);
      case "second-person" -> new SecondPerson(said);
      case "no-such-thing" -> new NoSuchThing(said);
      case "not-now" -> new NotNow(said);
      case "quorum" ->
          new NoQuorum(
              said,
              json.objects("missing").stream().flatMap(one -> one.text("what").stream()).toList());
      case "stale-snapshot" -> new StaleSnapshot(said);
      case "judged-meanwhile" -> new JudgedMeanwhile(said);
      case "" -> new NotUnderstood(said);
      default -> new Refused(answer.status(), word, said);
    };
  }
}
