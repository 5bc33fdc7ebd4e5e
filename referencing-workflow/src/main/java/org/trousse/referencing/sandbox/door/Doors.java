package org.trousse.referencing.sandbox.door;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.sandbox.wire.Ask;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Reply;

/// Every door of a run. One request at a time for each run; what came in stands on the tape,
/// without its secrets.
public final class Doors {
  private static final int BODY_CHARACTERS_MAX = 16_384;
  private static final Set<String> HEADERS =
      Set.of("content-type", "accept", "prefer", "if-none-exist", "idempotency-key");
  private static final Set<String> OPEN_FIELDS =
      Set.of(
          "grant_type",
          "scope",
          "redirect_uri",
          "client_id",
          "response_type",
          "code_challenge_method",
          "client_assertion_type",
          "aud",
          "token_type_hint");

  private Doors() {}

  /// What a request led to.
  public sealed interface Answered {
    record Replied(Reply reply) implements Answered {}

    /// The assertion names a key that is not in the set: read the set again, and ask again with
    /// `lastTry`. Nothing was noted.
    record NeedsKeys() implements Answered {}
  }

  /// Answers a request.
  ///
  /// @param lastTry whether the newest keys are there
  public static Answered answer(Run run, Ask ask, Instant now, boolean lastTry) {
    synchronized (run) {
      if (run.full()) {
        return new Answered.Replied(
            Reply.problem(503, "busy", "Run over", "The run has taken all that it takes."));
      }
      Visit visit = new Visit(run, ask, now, new LinkedHashMap<>());
      boolean asksTokens = ask.path().equals("token") || ask.path().equals("par");
      if (!lastTry
          && asksTokens
          && Form.parse(ask.body())
              .filter(form -> Clients.namesUnknownKey(visit, form))
              .isPresent()) {
        return new Answered.NeedsKeys();
      }
      Reply reply = reply(visit);
      run.take(taken(visit, reply.status()));
      return new Answered.Replied(reply);
    }
  }

  /// The browser opens what the app answered; where it is led, or empty when nowhere.
  public static Optional<URI> browse(Run run, URI address, Instant now) {
    synchronized (run) {
      Visit visit =
          new Visit(run, AskingDoor.browser(address, "authorize"), now, new LinkedHashMap<>());
      boolean ours = address.toString().startsWith(run.issuer() + "/authorize?");
      if (!ours) {
        visit.note("code", "none: another address than the authorization endpoint");
      }
      Optional<URI> led = ours ? AskingDoor.open(visit) : Optional.empty();
      run.take(taken(visit, led.isPresent() ? 303 : 400));
      return led;
    }
  }

  private static Reply reply(Visit visit) {
    String path = visit.ask().path();
    if (path.equals("fhir/.well-known/smart-configuration")) {
      return DiscoveryDoor.smart(visit);
    }
    if (path.startsWith("fhir/")) {
      return FhirDoor.answer(visit, path.substring("fhir/".length()));
    }
    if (path.equals("v1/devices") || path.startsWith("v1/devices/")) {
      return DeviceDoor.answer(visit, path.replaceFirst("v1/devices/?", ""));
    }
    return switch (path) {
      case "metadata" -> DiscoveryDoor.server(visit);
      case "jwks" -> DiscoveryDoor.keys(visit);
      case "par" -> AskingDoor.push(visit);
      case "token" -> TokenDoor.tokens(visit);
      case "revoke" -> TokenDoor.revoke(visit);
      default -> Reply.problem(404, "not-found", "Not found", "The sandbox has no such door.");
    };
  }

  private static String door(String path) {
    String first = path.split("/", 2)[0];
    return switch (first) {
      case "v1" -> "device";
      case "fhir" -> path.contains(".well-known") ? "discovery" : "fhir";
      case "metadata", "jwks" -> "discovery";
      default -> first;
    };
  }

  private static Sight.Taken taken(Visit visit, int status) {
    Ask ask = visit.ask();
    String door = door(ask.path());
    boolean form = Set.of("token", "par", "revoke").contains(door);
    String body = form ? withoutSecrets(ask.body()) : ask.body();
    Map<String, String> headers = new LinkedHashMap<>();
    ask.headers()
        .forEach((name, value) -> {
          if (HEADERS.contains(name)) {
            headers.put(name, value);
          }
        });
    String query = door.equals("authorize") ? withoutSecrets(ask.query()) : masked(ask.query());
    return new Sight.Taken(
        visit.now(),
        door,
        ask.method(),
        "/" + ask.path() + (query.isEmpty() ? "" : "?" + query),
        Map.copyOf(headers),
        body.substring(0, Math.min(body.length(), BODY_CHARACTERS_MAX)),
        status,
        Map.copyOf(visit.notes()));
  }

  private static String withoutSecrets(String text) {
    Map<String, String> shown = new LinkedHashMap<>();
    Form.parse(text)
        .ifPresent(form ->
            form.fields()
                .forEach(
                    (name, value) -> shown.put(name, OPEN_FIELDS.contains(name) ? value : "…")));
    return Form.query(shown);
  }

  private static String masked(String query) {
    return query.replaceAll("access_token=[^&]*", "access_token=…");
  }
}
