package org.trousse.referencing.sandbox;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.sandbox.proof.DpopProof;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An app and its test driver on this machine, with flaws to choose from. It is written here
/// without the SDK, so that the sandbox is judged by two apps that share nothing.
final class PlayedApp implements AutoCloseable {
  static final String REDIRECT = "https://app.example/callback";

  private final Set<Flaw> flaws;
  private final boolean fapi;
  private final PlayedWire wire;
  private final PlayedReadings readings;
  private final HttpServer server;

  /// An old key stays published while other runs may still use it.
  private final List<JWK> published = new CopyOnWriteArrayList<>();

  private final Map<String, PlayedRun> runs = new ConcurrentHashMap<>();
  final List<String> badSignatures = Collections.synchronizedList(new ArrayList<>());

  PlayedApp(Set<Flaw> flaws, boolean fapi) throws IOException {
    this.flaws = flaws;
    this.fapi = fapi;
    this.wire = new PlayedWire(flaws, fapi);
    this.published.add(wire.clientKey.toPublicJWK());
    this.readings = new PlayedReadings(flaws);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/driver", this::driver);
    server.createContext("/jwks", this::keys);
    server.start();
  }

  URI driver() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/driver");
  }

  URI jwksUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(exchange, 200, new JWKSet(List.copyOf(published)).toString());
  }

  private void driver(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ObjectNode message = Json.parse(body).orElseThrow();
    String run = message.path("run").asString("");
    if (message.path("step").asString("").equals("begin")) {
      runs.put(run, new PlayedRun(message));
    }
    PlayedRun playing = Objects.requireNonNull(runs.get(run));
    verify(playing, exchange.getRequestHeaders().getFirst("Trousse-Signature"), body);
    ObjectNode said = Json.object();
    try {
      boolean go = true;
      if (message.path("step").asString("").equals("return")) {
        go = cameBack(playing, URI.create(message.path("cameBack").asString("")));
      }
      String led = go ? act(playing) : "";
      if (led.isEmpty()) {
        said.put("done", true);
      } else {
        said.put("authorizationUrl", led);
      }
      answer(exchange, 200, said.toString());
    } catch (RuntimeException | InterruptedException wrong) {
      answer(exchange, 500, String.valueOf(wrong));
    }
  }

  private void verify(PlayedRun playing, @Nullable String signature, String body) {
    try {
      String jwks =
          Objects.requireNonNull(wire.get(playing.issuer.replaceFirst("[^/]+$", "") + "jwks"))
              .body();
      String[] parts = String.valueOf(signature).split("\\.", -1);
      JWSObject jws = JWSObject.parse(signature, new Payload(body));
      var key = JWKSet.parse(jwks).getKeyByKeyId(jws.getHeader().getKeyID()).toECKey();
      if (parts.length != 3 || !jws.verify(new ECDSAVerifier(key))) {
        badSignatures.add("does not hold");
      }
    } catch (Exception wrong) {
      badSignatures.add(wrong.toString());
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// Does what is asked until a browser is needed.
  private String act(PlayedRun playing) throws InterruptedException {
    while (!playing.todo.isEmpty()) {
      JsonNode next = playing.todo.removeFirst();
      switch (next.path("do").asString("")) {
        case "connect" -> {
          return authorizationUrl(playing);
        }
        case "read" -> readAll(playing);
        case "add" -> addAll(playing);
        case "sync" -> sync(playing, next);
        case "resend" -> resend(playing, next.path("times").asInt(1));
        case "rotate-key" -> rotate();
        case "register-devices" -> register(playing);
        case "send-by-devices" -> sendByDevices(playing, next.path("round").asInt(0));
        default -> throw new IllegalStateException("unknown instruction");
      }
    }
    return "";
  }

  private void rotate() {
    if (!flaws.contains(Flaw.KEEPS_OLD_KEY)) {
      ECKey newer = PlayedWire.newKey();
      published.add(newer.toPublicJWK());
      wire.clientKey = newer;
    }
  }

  private String authorizationUrl(PlayedRun playing) {
    playing.verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    playing.state = UUID.randomUUID().toString();
    playing.nonce = UUID.randomUUID().toString();
    boolean plain = flaws.contains(Flaw.PLAIN_PKCE);
    String more = flaws.contains(Flaw.ASKS_BEYOND) ? " patient/*.rs" : "";
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("response_type", "code");
    ask.put("client_id", "sandbox-client");
    ask.put("redirect_uri", flaws.contains(Flaw.OTHER_REDIRECT) ? REDIRECT + "/other" : REDIRECT);
    ask.put(
        "scope", "openid fhirUser launch/patient offline_access patient/Observation.crs" + more);
    ask.put("state", playing.state);
    ask.put("nonce", playing.nonce);
    ask.put("aud", playing.fhir());
    ask.put("code_challenge", plain ? playing.verifier : DpopProof.sha256(playing.verifier));
    ask.put("code_challenge_method", plain ? "plain" : "S256");
    String endpoint = playing.issuer + "/authorize?";
    if (!fapi) {
      return endpoint + Form.query(ask);
    }
    HttpResponse<String> pushed = wire.form(playing.issuer + "/par", playing.issuer, ask);
    String name =
        Json.parse(Objects.requireNonNull(pushed).body())
            .orElseThrow()
            .path("request_uri")
            .asString("");
    return endpoint + Form.query(Map.of("client_id", "sandbox-client", "request_uri", name));
  }

  private boolean cameBack(PlayedRun playing, URI at) {
    Form form = Form.parse(at.getRawQuery()).orElseThrow();
    boolean ours = flaws.contains(Flaw.IGNORES_STATE) || form.get("state").equals(playing.state);
    boolean here = flaws.contains(Flaw.IGNORES_ISS) || form.get("iss").equals(playing.issuer);
    if (!ours || !here) {
      return false;
    }
    HttpResponse<String> answer =
        wire.form(
            playing.issuer + "/token",
            playing.issuer,
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                form.get("code"),
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                playing.verifier));
    return answer != null && answer.statusCode() == 200 && keep(playing, answer.body());
  }

  private boolean keep(PlayedRun playing, String body) {
    ObjectNode json = Json.parse(body).orElseThrow();
    playing.access = json.path("access_token").asString("");
    if (!flaws.contains(Flaw.KEEPS_OLD_REFRESH) || playing.refresh.isEmpty()) {
      playing.refresh = json.path("refresh_token").asString(playing.refresh);
    }
    playing.scope = json.path("scope").asString("");
    playing.patient = json.path("patient").asString("");
    if (json.has("id_token") && !flaws.contains(Flaw.IGNORES_NONCE)) {
      try {
        String nonce =
            SignedJWT.parse(json.path("id_token").asString(""))
                .getJWTClaimsSet()
                .getStringClaim("nonce");
        return playing.nonce.equals(nonce);
      } catch (ParseException wrong) {
        return false;
      }
    }
    return true;
  }

  private boolean may(PlayedRun playing, String letters, String code) {
    return List.of(playing.scope.split(" ", -1)).stream()
        .filter(word -> word.startsWith("patient/Observation."))
        .filter(word -> word.split("[.?]", 3)[1].contains(letters))
        .anyMatch(word -> !word.contains("?") || word.contains(code));
  }

  private boolean whole(PlayedRun playing) {
    return may(playing, "c", "29463-7");
  }

  private void readAll(PlayedRun playing) throws InterruptedException {
    if (flaws.contains(Flaw.NEEDS_ALL) && !whole(playing)) {
      return;
    }
    for (String code : List.of("2345-7", "29463-7")) {
      if (may(playing, "s", code) || flaws.contains(Flaw.READS_ALL)) {
        readPages(playing, playing.fhir() + "/Observation?code=http%3A%2F%2Floinc.org%7C" + code);
      }
    }
  }

  private int readPages(PlayedRun playing, String first) throws InterruptedException {
    String url = first;
    int status = 0;
    while (!url.isEmpty()) {
      HttpResponse<String> answer = call(playing, "GET", url, null);
      status = answer == null ? 0 : answer.statusCode();
      url = "";
      if (answer != null && status == 200 && !flaws.contains(Flaw.FIRST_PAGE_ONLY)) {
        url = next(answer.body());
      }
    }
    return status;
  }

  private static String next(String bundle) {
    for (JsonNode link : Json.parse(bundle).orElseThrow().path("link")) {
      if (link.path("relation").asString("").equals("next")) {
        return link.path("url").asString("");
      }
    }
    return "";
  }

  /// With the token; refreshed once when it is refused.
  private @Nullable HttpResponse<String> call(
      PlayedRun playing, String method, String url, @Nullable String json)
      throws InterruptedException {
    if (playing.stopped) {
      return null;
    }
    HttpResponse<String> answer = wire.with(playing.access, method, url, json, Map.of());
    if (answer != null && answer.statusCode() == 401 && refresh(playing)) {
      answer = wire.with(playing.access, method, url, json, Map.of());
    }
    if (answer != null
        && Set.of(429, 503).contains(answer.statusCode())
        && !flaws.contains(Flaw.IGNORES_RETRY_AFTER)) {
      Thread.sleep(1_000 * answer.headers().firstValueAsLong("Retry-After").orElse(1) + 20);
      return call(playing, method, url, json);
    }
    return answer;
  }

  private boolean refresh(PlayedRun playing) {
    HttpResponse<String> answer = null;
    int tries = flaws.contains(Flaw.GIVES_UP_AFTER_LOSS) ? 1 : 2;
    for (int i = 0; i < tries && answer == null; i++) {
      answer =
          wire.form(
              playing.issuer + "/token",
              playing.issuer,
              Map.of("grant_type", "refresh_token", "refresh_token", playing.refresh));
    }
    boolean lost = answer == null;
    boolean kept = answer != null && answer.statusCode() == 200 && keep(playing, answer.body());
    playing.stopped = !kept && !flaws.contains(Flaw.SYNCS_ON) && (!lost || tries == 1);
    return kept;
  }

  private void addAll(PlayedRun playing) throws InterruptedException {
    if (flaws.contains(Flaw.NEVER_ADDS) || (flaws.contains(Flaw.NEEDS_ALL) && !whole(playing))) {
      return;
    }
    for (JsonNode given : playing.begin.path("readings")) {
      String code = given.path("kind").asString("").equals("glucose") ? "2345-7" : "29463-7";
      if (may(playing, "c", code)) {
        add(playing, given);
      }
    }
  }

  private void add(PlayedRun playing, JsonNode given) throws InterruptedException {
    String json = readings.observation(given, playing.patient).toString();
    HttpResponse<String> answer = call(playing, "POST", playing.fhir() + "/Observation", json);
    if (answer != null && answer.statusCode() / 100 == 4 && flaws.contains(Flaw.REPEATS_REFUSED)) {
      call(playing, "POST", playing.fhir() + "/Observation", json);
    }
  }

  private void resend(PlayedRun playing, int times) throws InterruptedException {
    List<JsonNode> copies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      playing.begin.path("readings").forEach(copies::add);
    }
    Collections.shuffle(copies, new Random(7));
    for (JsonNode given : copies) {
      add(playing, given);
    }
  }

  private void sync(PlayedRun playing, JsonNode how) throws InterruptedException {
    long end = System.nanoTime() + how.path("forMs").asInt(0) * 1_000_000L;
    String url = playing.fhir() + "/Observation?_count=1";
    while (System.nanoTime() < end && !playing.stopped) {
      call(playing, "GET", url, null);
      Thread.sleep(how.path("everyMs").asInt(200));
    }
  }

  private void register(PlayedRun playing) throws InterruptedException {
    String shared = "";
    for (String name : List.of("device-1", "device-2")) {
      String asked = flaws.contains(Flaw.ONE_DEVICE) ? "device-1" : name;
      String json = "{\"name\":\"" + asked + "\",\"label\":\"x\",\"measures\":[\"body-weight\"]}";
      String url = playing.issuer + "/v1/devices";
      HttpResponse<String> answer = call(playing, "POST", url, json);
      ObjectNode given = Json.parse(Objects.requireNonNull(answer).body()).orElseThrow();
      String credentials =
          given.path("username").asString("") + ":" + given.path("password").asString("");
      shared = shared.isEmpty() ? credentials : shared;
      boolean copied = flaws.contains(Flaw.SHARED_SECRET);
      playing.devices.put(name, copied ? shared : credentials);
    }
  }

  private void sendByDevices(PlayedRun playing, int round) {
    for (JsonNode given : playing.begin.path("readings")) {
      String name = given.path("device").asString("");
      String credentials = playing.devices.getOrDefault(name, "");
      if (given.path("round").asInt(0) == round && !credentials.isEmpty()) {
        boolean other = flaws.contains(Flaw.OTHERS_TOPIC) && name.equals("device-2");
        String path = flaws.contains(Flaw.ONE_DEVICE) || other ? "device-1" : name;
        HttpResponse<String> answer =
            wire.basic(
                playing.issuer + "/v1/devices/" + path + "/readings",
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                "{\"measure\":\"body-weight\",\"unit\":\"kg\",\"value\":\"71.2\"}");
        boolean ended = answer != null && answer.body().contains("device-ended");
        if (ended && !flaws.contains(Flaw.REVOKED_GOES_ON)) {
          playing.devices.put(name, "");
        }
      }
    }
  }
}
