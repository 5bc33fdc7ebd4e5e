package org.trousse.examples.driven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.json.JsonReader;

/// A test driver (docs/test-driver.md): the platform asks it to have an app act in the sandbox. The
/// app behind it, [DrivenApp], behaves as towards the real platform.
public final class Driver {
  /// For an app whose manifest declares every kind, to be read and added.
  public static final Set<String> ALL_KINDS =
      Set.of("launch/patient", "offline_access", "patient/Observation.crs");

  private static final String PROTOCOL = "trousse-test-driver/1";
  private static final int RUNS_MAX = 64;

  private final URI platform;
  private final DrivenKeys keys;
  private final URI redirectUri;
  private final Set<String> scopes;
  private final Set<DrivenFault> faults;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, DrivenApp> runs = new ConcurrentHashMap<>();

  private Driver(
      URI platform, DrivenKeys keys, URI redirectUri, Set<String> scopes, Set<DrivenFault> faults) {
    this.platform = platform;
    this.keys = keys;
    this.redirectUri = redirectUri;
    this.scopes = scopes;
    this.faults = faults;
  }

  /// Adds `/driver` and the app's `/jwks` to a vendor's own server.
  ///
  /// @param platform whose messages are obeyed, and no other's
  /// @param fapi whether the app keeps a key (FAPI 2.0) or is public (SMART)
  /// @param redirectUri of the manifest
  /// @param scopes what the app asks the patient for: what its manifest declares
  public static void mount(
      HttpServer server,
      URI platform,
      boolean fapi,
      URI redirectUri,
      Set<String> scopes,
      Set<DrivenFault> faults) {
    DrivenKeys keys = new DrivenKeys(fapi);
    Driver driver = new Driver(platform, keys, redirectUri, scopes, faults);
    server.createContext("/driver", driver::drive);
    server.createContext("/jwks", exchange -> answer(exchange, 200, keys.jwks()));
  }

  /// One message of the platform.
  private void drive(HttpExchange exchange) throws IOException {
    String body;
    try (var in = exchange.getRequestBody()) {
      body = new String(in.readNBytes(JsonReader.CHARACTERS_MAX), StandardCharsets.UTF_8);
    }
    String signature = exchange.getRequestHeaders().getFirst("Trousse-Signature");
    JsonObject message;
    try {
      message = JsonObject.parse(body, JsonReader.CHARACTERS_MAX);
    } catch (IllegalArgumentException notJson) {
      answer(exchange, 400, "{}");
      return;
    }
    if (!isOurPlatform(message) || !DriverSignature.holds(http, keySet(), signature, body)) {
      answer(exchange, 403, "{}");
      return;
    }
    try {
      String led = step(message);
      JsonObject said =
          led.isEmpty()
              ? JsonObject.EMPTY.with("done", true)
              : JsonObject.EMPTY.with("authorizationUrl", led);
      answer(exchange, 200, said.json());
    } catch (RuntimeException wrong) {
      System.err.println(wrong);
      answer(exchange, 500, "{}");
    }
  }

  private URI keySet() {
    return URI.create(platform + "/sandbox/jwks");
  }

  /// A message is obeyed only towards the platform that this driver was started for.
  private boolean isOurPlatform(JsonObject message) {
    String base = message.text("fhirBase").orElse(platform + "/sandbox/");
    return message.text("protocol").orElse("").equals(PROTOCOL)
        && base.startsWith(platform + "/sandbox/");
  }

  private String step(JsonObject message) {
    String run = message.text("run").orElse("");
    if (message.text("step").orElse("").equals("begin")) {
      if (runs.size() >= RUNS_MAX) {
        runs.clear();
      }
      DrivenApp app = new DrivenApp(http, keys, redirectUri, scopes, message, faults);
      runs.put(run, app);
      return app.act();
    }
    DrivenApp app = runs.get(run);
    if (app == null) {
      return "";
    }
    URI cameBack = URI.create(message.text("cameBack").orElse(""));
    return app.cameBack(cameBack) ? app.act() : "";
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
