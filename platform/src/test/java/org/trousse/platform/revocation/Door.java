package org.trousse.platform.revocation;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The doors through which an app does what a patient allowed.
public enum Door {
  FHIR_READ("FHIR read"),
  FHIR_WRITE("FHIR write"),
  SEARCH("search"),
  BATCH("batch"),
  MQTT("MQTT session"),
  READINGS("HTTP readings, by the device"),
  READINGS_OF_APP("HTTP readings, by the app"),
  REFRESH("refresh"),
  INTROSPECTION("introspection"),
  CODE("pending code"),
  DEVICE_CODE("pending device code"),
  PAR("PAR");

  /// What a patient's tap closes; a pushed request is nobody's yet.
  public static final Set<Door> OF_PATIENT =
      Set.of(
          FHIR_READ,
          FHIR_WRITE,
          SEARCH,
          BATCH,
          MQTT,
          READINGS,
          READINGS_OF_APP,
          REFRESH,
          INTROSPECTION,
          CODE,
          DEVICE_CODE);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GLUCOSE = "2339-0";
  private static final String FHIR_JSON = "application/fhir+json";
  private static final AtomicLong MILLIS = new AtomicLong();

  private final String words;

  Door(String words) {
    this.words = words;
  }

  /// For reports.
  public String words() {
    return words;
  }

  /// How this door of a node is asked; the first answer comes after what must be opened is open.
  Probe probe(Subject subject, Node node, Web web) {
    String bearer = "Bearer " + subject.access();
    String fhir = node.url() + "/fhir";
    String readings = node.url() + "/v1/devices/" + subject.device().id() + "/readings";
    return switch (this) {
      case FHIR_READ ->
          () -> web.get(fhir + "/" + subject.reading(), bearer).thenApply(Door::status);
      case FHIR_WRITE ->
          () ->
              web.post(
                      fhir + "/Observation",
                      bearer,
                      FHIR_JSON,
                      BodyPublishers.ofString(observation(subject.name())))
                  .thenApply(Door::status);
      case SEARCH ->
          () ->
              web.get(fhir + "/Observation?_count=1&code=" + GLUCOSE, bearer)
                  .thenApply(Door::status);
      case BATCH ->
          () ->
              web.post(fhir, bearer, FHIR_JSON, BodyPublishers.ofString(batch()))
                  .thenApply(Door::entry);
      case MQTT -> mqtt(subject, node);
      case READINGS -> readings(web, readings, basic(subject.device()));
      case READINGS_OF_APP -> readings(web, readings, bearer);
      case REFRESH -> refresh(subject, node, web);
      case INTROSPECTION ->
          () ->
              web.form(
                      node.url() + "/oauth/introspect",
                      "Bearer " + subject.bystander(),
                      Map.of("token", subject.access()))
                  .thenApply(Door::introspected);
      case CODE -> once(subject.codes(), code -> redeem(subject, node, web, code));
      case DEVICE_CODE ->
          once(subject.deviceCodes(), code -> redeemDeviceCode(subject, node, web, code));
      case PAR ->
          () ->
              web.form(
                      node.url() + "/oauth/par",
                      Subjects.request(subject.clientId(), node.issuer()))
                  .thenApply(Door::token);
    };
  }

  /// One session is watched. A device that comes before its permission reached the node is sent
  /// away and comes again, as devices do.
  private static Probe mqtt(Subject subject, Node node) {
    AtomicReference<AppDevice> open = new AtomicReference<>();
    return () -> {
      AppDevice known = open.get();
      if (known != null) {
        return known.ask();
      }
      return AppDevice.connect(node, subject.device())
          .thenCompose(session ->
              session
                  .ask()
                  .thenApply(answer -> {
                    if (answer == Answer.OPEN) {
                      open.set(session);
                    }
                    return answer;
                  }))
          .exceptionally(refused -> Answer.CLOSED);
    };
  }

  private static Probe readings(Web web, String address, String authorization) {
    return () ->
        web.post(
                address + "?codec=gatt-2a18",
                authorization,
                "application/octet-stream",
                BodyPublishers.ofByteArray(AppDevice.reading()))
            .thenApply(Door::readings);
  }

  /// A public app's token is replaced each time.
  private static Probe refresh(Subject subject, Node node, Web web) {
    AtomicReference<String> token = new AtomicReference<>(subject.refresh());
    return () ->
        web.form(
                node.url() + "/oauth/token",
                Map.of("grant_type", "refresh_token", "refresh_token", token.get()))
            .thenApply(answer -> {
              if (answer.statusCode() == 200) {
                token.set(JSON.readTree(answer.body()).get("refresh_token").asString());
              }
              return token(answer);
            });
  }

  /// Each code is good once: whoever asks again brings the next, twice as late as the one before,
  /// so that they last for two seconds.
  private static Probe once(
      List<String> codes, Function<String, CompletableFuture<Answer>> redeem) {
    Deque<String> left = new ArrayDeque<>(codes);
    return () -> {
      int asked = codes.size() - left.size();
      String next = left.removeFirst();
      Executor due =
          CompletableFuture.delayedExecutor(
              asked < 2 ? 0 : 1L << asked, TimeUnit.MILLISECONDS, Watch.OWN_THREADS);
      return CompletableFuture.supplyAsync(() -> next, due).thenCompose(redeem);
    };
  }

  private static CompletableFuture<Answer> redeem(
      Subject subject, Node node, Web web, String code) {
    return web.form(node.url() + "/oauth/token", Subjects.redemption(subject.clientId(), code))
        .thenApply(Door::token);
  }

  private static CompletableFuture<Answer> redeemDeviceCode(
      Subject subject, Node node, Web web, String code) {
    return web.form(
            node.url() + "/oauth/token",
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                subject.clientId(),
                "device_code",
                code))
        .thenApply(Door::token);
  }

  private static String basic(Subject.Device device) {
    byte[] both = (device.username() + ":" + device.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String batch() {
    return """
    {"resourceType":"Bundle","type":"batch","entry":[
    {"request":{"method":"GET","url":"Observation?_count=1&code=%s"}}]}\
    """
        .formatted(GLUCOSE);
  }

  /// A glucose reading of a moment that no other has; synthetic.
  static String observation(String patient) {
    Instant moment = Instant.now().minusSeconds(86_400).plusMillis(MILLIS.incrementAndGet());
    return """
    {"resourceType":"Observation","status":"final",
    "identifier":[{"system":"urn:example:revocation","value":"%s"}],
    "category":[{"coding":[{"code":"vital-signs",
    "system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}],
    "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},
    "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s",
    "valueQuantity":{"value":95,"unit":"mg/dL","system":"http://unitsofmeasure.org",
    "code":"mg/dL"}}\
    """
        .formatted(MILLIS.incrementAndGet(), GLUCOSE, patient, moment);
  }

  private static Answer status(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 200, 201 -> Answer.OPEN;
      case 401, 403, 404, 422 -> Answer.CLOSED;
      case 503 -> Answer.UNSURE;
      default -> throw unexpected(answer);
    };
  }

  /// A paused or suspended app's device keeps its readings, which 503 says too (rulings 9).
  private static Answer readings(HttpResponse<String> answer) {
    boolean known = answer.body().contains("app-paused") || answer.body().contains("app-suspended");
    return answer.statusCode() == 503 && known ? Answer.CLOSED : status(answer);
  }

  private static Answer entry(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      return status(answer);
    }
    String status = JSON.readTree(answer.body()).at("/entry/0/response/status").asString();
    return switch (status.substring(0, 3)) {
      case "200" -> Answer.OPEN;
      case "401", "403" -> Answer.CLOSED;
      case "503" -> Answer.UNSURE;
      default -> throw unexpected(answer);
    };
  }

  private static Answer introspected(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      return status(answer);
    }
    JsonNode json = JSON.readTree(answer.body());
    return json.get("active").asBoolean() && withGlucose(json) ? Answer.OPEN : Answer.CLOSED;
  }

  private static boolean withGlucose(JsonNode json) {
    return json.path("scope").asString("").contains(GLUCOSE);
  }

  private static Answer token(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 200 -> withGlucose(JSON.readTree(answer.body())) ? Answer.OPEN : Answer.CLOSED;
      case 201 -> Answer.OPEN;
      case 400, 401 -> Answer.CLOSED;
      case 503 -> Answer.UNSURE;
      default -> throw unexpected(answer);
    };
  }

  private static IllegalStateException unexpected(HttpResponse<String> answer) {
    return new IllegalStateException(
        answer.request().uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
  }
}
