package org.trousse.referencing.sandbox.door;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.sandbox.proof.ClientProof;
import org.trousse.referencing.sandbox.proof.DpopProof;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Reply;

/// Who asks: the app's assertion and its DPoP proof, noted and judged.
final class Clients {
  private Clients() {}

  /// Empty when the client is who it says; else the refusal.
  static Optional<Reply> refusal(Visit visit, Form form) {
    Run run = visit.run();
    boolean named = !form.has("client_id") || form.get("client_id").equals(Run.clientId());
    if (!named) {
      visit.note("client", "refused: client_id");
      return Optional.of(Reply.refused(401, "invalid_client", "this client id is not yours"));
    }
    if (run.isPublic()) {
      visit.note("client", "public");
      return Optional.empty();
    }
    String why = proven(visit, form);
    visit.note("client", why.isEmpty() ? "proven" : "refused: " + why);
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(Reply.refused(401, "invalid_client", "the assertion does not hold: " + why));
  }

  private static String proven(Visit visit, Form form) {
    if (!form.get("client_assertion_type").equals(ClientProof.TYPE)) {
      return form.has("client_secret") ? "a secret instead of a key" : "no assertion";
    }
    return switch (shown(visit, form)) {
      case ClientProof.Shown.Proven(String kid, String jti) -> {
        visit.note("kid", kid);
        yield visit.run().first("jti " + jti) ? "" : "jti: came before";
      }
      case ClientProof.Shown.UnknownKey(String kid) -> "kid: no such key in the set";
      case ClientProof.Shown.Refused(String why) -> why;
    };
  }

  private static ClientProof.Shown shown(Visit visit, Form form) {
    Run run = visit.run();
    Set<String> endpoints = new HashSet<>(List.of(run.issuer() + "/token", visit.url()));
    return ClientProof.show(
        form.get("client_assertion"),
        run.clientKeys,
        new ClientProof.For(Run.clientId(), run.fapi(), run.issuer(), endpoints, visit.now()));
  }

  /// Whether the assertion names a key that the set does not hold (yet).
  static boolean namesUnknownKey(Visit visit, Form form) {
    return !visit.run().isPublic()
        && form.has("client_assertion")
        && shown(visit, form) instanceof ClientProof.Shown.UnknownKey;
  }

  /// The thumbprint of the key that the request was proven with; empty when there was no proof.
  /// What does not hold is noted and thrown.
  static Bound bound(Visit visit, String token) {
    Optional<String> header = visit.ask().header("dpop");
    if (header.isEmpty()) {
      visit.note("proof", "none");
      return new Bound("", "");
    }
    DpopProof.For request =
        new DpopProof.For(
            visit.ask().method(), visit.url(), token.isEmpty() ? null : token, visit.now());
    return switch (DpopProof.show(header.get(), request)) {
      case DpopProof.Shown.Proven(String jkt, String jti) -> {
        boolean first = visit.run().first("dpop " + jkt + " " + jti);
        visit.note("proof", first ? "valid" : "refused: jti came before");
        yield first ? new Bound(jkt, "") : new Bound("", "jti came before");
      }
      case DpopProof.Shown.Refused(String why) -> {
        visit.note("proof", "refused: " + why);
        yield new Bound("", why);
      }
    };
  }

  /// What a proof binds to.
  ///
  /// @param wrong why the proof does not hold; empty when it does or there is none
  record Bound(String jkt, String wrong) {}
}
