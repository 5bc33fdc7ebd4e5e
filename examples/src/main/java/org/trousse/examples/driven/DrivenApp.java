package org.trousse.examples.driven;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.device.DeviceRegistration;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.RetryPolicy;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.AuthorizationRequest;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;
import org.trousse.sdk.record.RecordClient;

/// An app for one run. All that it knows of the sandbox is the FHIR base; it discovers the rest, as
/// it would at the real platform.
final class DrivenApp {
  /// LOINC by kind of data, as scopes and searches write it.
  private static final Map<String, String> CODES =
      Map.of(
          "glucose", "2345-7",
          "blood-pressure", "85354-9",
          "body-weight", "29463-7",
          "body-temperature", "8310-5");

  private static final int RETRIES_MAX = 3;

  private final HttpClient http;
  private final DrivenKeys keys;
  private final URI redirectUri;
  private final Set<String> scopes;
  private final JsonObject message;
  private final Set<DrivenFault> faults;
  private final Deque<JsonObject> todo;
  private final List<DrivenReading> readings;
  private final Map<String, DeviceRegistration.Registered> devices = new LinkedHashMap<>();

  private @Nullable OAuthClient client;
  private @Nullable AuthorizationRequest request;
  private @Nullable TokenKeeper keeper;
  private @Nullable TokenSet tokens;

  DrivenApp(
      HttpClient http,
      DrivenKeys keys,
      URI redirectUri,
      Set<String> scopes,
      JsonObject message,
      Set<DrivenFault> faults) {
    this.http = http;
    this.keys = keys;
    this.redirectUri = redirectUri;
    this.scopes = scopes;
    this.message = message;
    this.faults = faults;
    this.todo = new ArrayDeque<>(message.objects("instructions"));
    this.readings =
        message.objects("readings").stream().map(one -> new DrivenReading(one, faults)).toList();
  }

  /// Does what is asked, until a browser is needed.
  ///
  /// @return where the browser is led; empty when all is done
  String act() {
    while (!todo.isEmpty()) {
      JsonObject next = todo.removeFirst();
      switch (next.text("do").orElse("")) {
        case "connect" -> {
          return connect();
        }
        case "read" -> read();
        case "add" -> readings.forEach(this::add);
        case "sync" -> sync(next.whole("everyMs", 10_000).orElse(500L), next);
        case "resend" -> resend(next.whole("times", 100).orElse(1L));
        case "rotate-key" -> keys.rotate();
        case "register-devices" -> register();
        case "send-by-devices" -> send(next.whole("round", 100).orElse(0L));
        default -> throw new IllegalArgumentException("an instruction that is not known");
      }
    }
    return "";
  }

  private String connect() {
    URI base = URI.create(message.text("fhirBase").orElseThrow());
    String clientId = message.text("clientId").orElseThrow();
    OAuthClient found =
        OAuthClient.discover(http, base, keys.identity(clientId), Clock.systemUTC())
            .join()
            .found()
            .orElseThrow();
    AuthorizationRequest asked = AuthorizationRequest.fresh(redirectUri, scopes, keys.random());
    client = found;
    request = asked;
    return found.authorizationUrl(asked).join().found().map(URI::toString).orElse("");
  }

  /// The browser is back. What is not the answer to our own question ends here.
  boolean cameBack(URI at) {
    OAuthClient server = client;
    AuthorizationRequest asked = request;
    if (server == null || asked == null) {
      return false;
    }
    URI read =
        faults.contains(DrivenFault.IGNORES_STATE)
            ? URI.create(at.toString().replaceFirst("state=[^&]*", "state=" + asked.state()))
            : at;
    Answer<TokenSet> given = server.exchange(asked, read).join();
    given
        .found()
        .ifPresent(found -> {
          tokens = found;
          keeper = new TokenKeeper(server, found, newer -> {});
        });
    return given.found().isPresent();
  }

  /// Whether the patient allowed it: what is granted stands in the answer, not in the question.
  private boolean may(String letter, String kind) {
    TokenSet given = tokens;
    return given != null
        && given.scopes().stream()
            .filter(word -> word.startsWith("patient/Observation."))
            .map(word -> word.substring("patient/Observation.".length()).split("\\?", 2))
            .anyMatch(parts ->
                parts[0].contains(letter)
                    && (parts.length == 1 || parts[1].contains(CODES.getOrDefault(kind, "-"))));
  }

  private RecordClient record() {
    OAuthClient server = client;
    TokenKeeper with = keeper;
    if (server == null || with == null) {
      throw new IllegalStateException("not connected");
    }
    boolean bad =
        faults.contains(DrivenFault.SYNCS_ON) || faults.contains(DrivenFault.REPLAYS_REFRESH);
    TokenSet first = tokens;
    // it sends again by itself, or not as it should, see patiently
    return new RecordClient(
            server, bad && first != null ? new TokenKeeper(server, first, newer -> {}) : with)
        .retrying(RetryPolicy.NONE);
  }

  private void read() {
    for (Map.Entry<String, String> kind : CODES.entrySet()) {
      if (may("s", kind.getKey())) {
        Form query = Form.of("code", "http://loinc.org|" + kind.getValue());
        if (faults.contains(DrivenFault.FIRST_PAGE_ONLY)) {
          patiently(() -> record().search(query));
        } else {
          patiently(() -> record().all(query));
        }
      }
    }
  }

  private void add(DrivenReading reading) {
    String patient = tokens == null ? null : tokens.patient();
    if (patient != null && may("c", reading.kind())) {
      patiently(() -> record().create(reading.observation(patient)));
    }
  }

  /// Sends; again when the record has no time, after as long as it says.
  private <T> Answer<T> patiently(Supplier<CompletableFuture<Answer<T>>> work) {
    Answer<T> answer = work.get().join();
    for (int i = 0; i < RETRIES_MAX; i++) {
      if (!(answer.refusal().orElse(null) instanceof OAuthProblem.Retry retry)) {
        return answer;
      }
      boolean waits = !faults.contains(DrivenFault.IGNORES_RETRY_AFTER);
      pause(waits ? retry.after().plusMillis(20) : Duration.ZERO);
      answer = work.get().join();
    }
    return answer;
  }

  private void sync(long everyMs, JsonObject how) {
    long end =
        System.nanoTime() + Duration.ofMillis(how.whole("forMs", 60_000).orElse(0L)).toNanos();
    boolean reads = CODES.keySet().stream().anyMatch(kind -> may("s", kind));
    int next = 0;
    while (System.nanoTime() < end) {
      Answer<?> answer;
      if (reads) {
        answer = patiently(() -> record().search(Form.of("_count", "1")));
      } else {
        DrivenReading reading = readings.get(next++ % readings.size());
        String patient = tokens == null ? "" : String.valueOf(tokens.patient());
        answer = patiently(() -> record().create(reading.observation(patient)));
      }
      boolean ended = answer.refusal().orElse(null) instanceof OAuthProblem.ConsentEnded;
      if (ended && !faults.contains(DrivenFault.SYNCS_ON)) {
        return;
      }
      pause(Duration.ofMillis(everyMs));
    }
  }

  private void resend(long times) {
    List<DrivenReading> copies = new ArrayList<>();
    for (long i = 0; i < times; i++) {
      copies.addAll(readings);
    }
    Collections.shuffle(copies, keys.random());
    copies.forEach(this::add);
  }

  private void register() {
    OAuthClient server = client;
    TokenKeeper with = keeper;
    if (server == null || with == null) {
      return;
    }
    DeviceRegistration registration = new DeviceRegistration(server, with);
    for (DrivenReading reading : readings) {
      if (!devices.containsKey(reading.device())) {
        registration
            .register(reading.device(), "Example device", Set.of(reading.measure()))
            .join()
            .found()
            .ifPresent(registered -> devices.put(reading.device(), registered));
      }
    }
  }

  /// Each device sends as itself; one that was ended is silent from then on.
  private void send(long round) {
    for (DrivenReading reading : readings) {
      DeviceRegistration.Registered device = devices.get(reading.device());
      if (reading.round() == round && device != null && !taken(reading, device)) {
        devices.remove(reading.device());
      }
    }
  }

  private boolean taken(DrivenReading reading, DeviceRegistration.Registered device) {
    DeviceRegistration.Registered with =
        faults.contains(DrivenFault.SHARES_SECRET) ? devices.values().iterator().next() : device;
    String secret = with.device().username() + ":" + with.password();
    String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    String fhir = message.text("fhirBase").orElseThrow();
    URI place =
        URI.create(
            fhir.substring(0, fhir.length() - "/fhir".length())
                + "/v1/devices/"
                + device.device().name()
                + "/readings");
    JsonObject record =
        JsonObject.EMPTY
            .with("measure", reading.measure().word())
            .with("id", reading.given().text("id").orElse(""));
    for (String name : List.of("value", "systolic", "diastolic", "unit", "time")) {
      record = record.with(name, reading.given().text(name).orElse(null));
    }
    HttpRequest post =
        HttpRequest.newBuilder(place)
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(record.json()))
            .build();
    return http.sendAsync(post, BodyHandlers.ofString()).join().statusCode() == 200;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
