package org.trousse.referencing.sandbox.door;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.trousse.referencing.sandbox.scene.Scopes;
import org.trousse.referencing.sandbox.scene.Tamper;
import org.trousse.referencing.sandbox.wire.Ask;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Json;
import org.trousse.referencing.sandbox.wire.Reply;

/// The authorization endpoint and the one for pushed requests (RFC 6749 §4.1, RFC 9126), and the
/// browser and the patient who are played.
final class AskingDoor {
  private static final int PUSHED_SECONDS = 90;
  private static final int PUSHED_MAX = 50;

  private AskingDoor() {}

  private record Check(String error, String why, BiPredicate<Visit, Form> holds) {}

  private static final List<Check> IN_ORDER =
      List.of(
          new Check(
              "invalid_request",
              "redirect_uri is not one of the manifest's, to the letter",
              (visit, form) -> registered(visit.run(), form.get("redirect_uri"))),
          new Check(
              "unsupported_response_type",
              "response_type must be code",
              (visit, form) -> form.get("response_type").equals("code")),
          new Check(
              "invalid_request",
              "PKCE with S256 is needed (RFC 7636)",
              (visit, form) -> pkce(form).equals("S256")),
          new Check(
              "invalid_request",
              "aud must be the FHIR base",
              (visit, form) ->
                  visit.run().fapi() || form.get("aud").equals(visit.run().fhirBase())),
          new Check(
              "invalid_scope",
              "a scope asks for more than the manifest declares",
              (visit, form) -> beyond(visit.run(), form).isEmpty()));

  static Reply push(Visit visit) {
    Optional<Form> form = Form.parse(visit.ask().body());
    if (!visit.ask().method().equals("POST") || form.isEmpty() || form.get().has("request_uri")) {
      return Reply.refused(400, "invalid_request", "POST one form without request_uri");
    }
    Optional<Reply> stranger = Clients.refusal(visit, form.get());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    Clients.Bound bound = Clients.bound(visit, "");
    if (!bound.wrong().isEmpty()) {
      return Reply.refused(400, "invalid_dpop_proof", bound.wrong());
    }
    note(visit, form.get());
    Optional<Check> broken = broken(visit, form.get());
    if (broken.isPresent() || visit.run().pushed.size() >= PUSHED_MAX) {
      String error = broken.map(Check::error).orElse("temporarily_unavailable");
      return Reply.refused(400, error, broken.map(Check::why).orElse("too many requests"));
    }
    String name = "urn:ietf:params:oauth:request_uri:" + visit.run().secret();
    visit.run().pushed.put(name, asked(visit.run(), form.get(), bound.jkt()));
    return Reply.json(
        201, Json.object().put("request_uri", name).put("expires_in", PUSHED_SECONDS));
  }

  /// The browser opens the address that the app gave, and the patient agrees.
  ///
  /// @return where the browser is led; empty when the request is refused
  static Optional<URI> open(Visit visit) {
    Run run = visit.run();
    Optional<Form> form = Form.parse(visit.ask().query());
    if (form.isEmpty() || !form.get().get("client_id").equals(Run.clientId())) {
      visit.note("code", "none: not this client's request");
      return Optional.empty();
    }
    Optional<Run.Asked> asked =
        run.fapi() || form.get().has("request_uri")
            ? pushed(visit, form.get())
            : plain(visit, form.get());
    return asked.map(found -> {
      String code = run.secret();
      run.codes.put(code, found);
      visit.note("code", "given");
      visit.note("granted", String.join(" ", new TreeSet<>(found.granted())));
      return back(run, found, code);
    });
  }

  private static Optional<Run.Asked> pushed(Visit visit, Form form) {
    visit.note("pushed", form.has("request_uri") ? "yes" : "no");
    Run.Asked asked = visit.run().pushed.remove(form.get("request_uri"));
    if (asked == null) {
      visit.note("code", "none: no such pushed request");
      note(visit, form);
    }
    return Optional.ofNullable(asked);
  }

  private static Optional<Run.Asked> plain(Visit visit, Form form) {
    visit.note("pushed", "no");
    note(visit, form);
    Optional<Check> broken = broken(visit, form);
    broken.ifPresent(check -> visit.note("code", "none: " + check.why()));
    return broken.isPresent()
        ? Optional.empty()
        : Optional.of(asked(visit.run(), form, form.get("dpop_jkt")));
  }

  private static Optional<Check> broken(Visit visit, Form form) {
    return IN_ORDER.stream().filter(check -> !check.holds().test(visit, form)).findFirst();
  }

  private static void note(Visit visit, Form form) {
    visit.note("response_type", form.get("response_type"));
    visit.note("pkce", pkce(form));
    boolean exact = registered(visit.run(), form.get("redirect_uri"));
    visit.note("redirect", exact ? "exact" : "other");
    visit.note("state", form.has("state") ? "yes" : "no");
    visit.note("nonce", form.has("nonce") ? "yes" : "no");
    visit.note("openid", Scopes.words(form.get("scope")).contains("openid") ? "yes" : "no");
    visit.note("asked", String.join(" ", declaredOf(visit.run(), form)));
    visit.note("beyond", String.join(" ", beyond(visit.run(), form)));
  }

  /// Broad words of one type are asked of what is declared only, as on the real server.
  private static Set<String> declaredOf(Run run, Form form) {
    Set<String> asked = new TreeSet<>(Scopes.asked(form.get("scope")));
    asked.retainAll(declared(run));
    return asked;
  }

  /// What is asked and not declared: a direction that the app has nowhere, a kind that it names, or
  /// a word that asks for everything.
  private static Set<String> beyond(Run run, Form form) {
    Set<String> declared = declared(run);
    Set<String> beyond = new TreeSet<>(Scopes.tooBroad(form.get("scope")));
    for (String word : Scopes.words(form.get("scope"))) {
      Set<String> reach = Scopes.reach(word);
      if (word.contains("?")) {
        reach.stream().filter(one -> !declared.contains(one)).forEach(beyond::add);
      } else {
        for (String direction : List.of(".read", ".add")) {
          boolean asks = reach.stream().anyMatch(one -> one.endsWith(direction));
          boolean any =
              reach.stream().filter(one -> one.endsWith(direction)).anyMatch(declared::contains);
          if (asks && !any) {
            beyond.add(word);
          }
        }
      }
    }
    return beyond;
  }

  private static Set<String> declared(Run run) {
    Set<String> declared = new TreeSet<>();
    run.exchange().wants().forEach(want -> declared.add(want.permission()));
    return declared;
  }

  private static String pkce(Form form) {
    if (!form.has("code_challenge")) {
      return "none";
    }
    String method = form.has("code_challenge_method") ? form.get("code_challenge_method") : "plain";
    boolean shaped = form.get("code_challenge").matches("[A-Za-z0-9_-]{43}");
    return method.equals("S256") && !shaped ? "malformed" : method;
  }

  /// RFC 9700 §4.1: to the letter; RFC 8252 §7.3: a loopback address may have any port.
  static boolean registered(Run run, String redirectUri) {
    return run.exchange().redirectUris().stream()
        .anyMatch(one -> one.equals(redirectUri) || sameLoopback(one, redirectUri));
  }

  private static boolean sameLoopback(String registered, String asked) {
    try {
      URI one = URI.create(registered);
      URI other = URI.create(asked);
      return "http".equals(one.getScheme())
          && "http".equals(other.getScheme())
          && Set.of("127.0.0.1", "[::1]").contains(String.valueOf(one.getHost()))
          && Objects.equals(one.getHost(), other.getHost())
          && Objects.equals(one.getRawPath(), other.getRawPath())
          && Objects.equals(one.getRawQuery(), other.getRawQuery())
          && other.getRawFragment() == null
          && other.getRawUserInfo() == null;
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private static Run.Asked asked(Run run, Form form, String jkt) {
    Set<String> granted = declaredOf(run, form);
    granted.retainAll(run.scene().granted());
    String bound = form.has("dpop_jkt") ? form.get("dpop_jkt") : jkt;
    return new Run.Asked(
        form.get("redirect_uri"),
        form.get("code_challenge"),
        form.get("scope"),
        Set.copyOf(granted),
        form.get("state"),
        form.get("nonce"),
        bound);
  }

  private static URI back(Run run, Run.Asked asked, String code) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("code", code);
    if (run.scene().tamper() == Tamper.STATE) {
      answer.put("state", run.secret());
    } else if (!asked.state().isEmpty()) {
      answer.put("state", asked.state());
    }
    boolean otherServer = run.scene().tamper() == Tamper.ISS;
    answer.put("iss", otherServer ? "https://another-server.example" : run.issuer());
    String mark = asked.redirectUri().contains("?") ? "&" : "?";
    return URI.create(asked.redirectUri() + mark + Form.query(answer));
  }

  /// For the tape: the browser's request.
  static Ask browser(URI address, String path) {
    String query = address.getRawQuery() == null ? "" : address.getRawQuery();
    return new Ask("GET", path, query, Map.of(), "");
  }
}
