package org.trousse.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.json.JsonReader;

/// A test driver (docs/test-driver.md): the platform asks it to have an app act in the sandbox. The
/// app behind it, [DrivenApp], behaves as towards the real platform.
public final class TestDriver {
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

  private TestDriver(
      URI platform, DrivenKeys keys, URI redirectUri, Set<String> scopes, Set<DrivenFault> faults) {
    this.platform = platform;
    this.keys = keys;
    this.redirectUri = redirectUri;
    this.scopes = scopes;
    this.faults = faults;
  }

  /// Arguments: the platform's address, `smart-public` or `fapi2`, a port, and the redirect URI of
  /// the manifest, e.g. `http://127.0.0.1:8080 smart-public 9400 https://app.example/callback`.
  public static void main(String[] arguments) throws IOException {
    serve(arguments, EnumSet.noneOf(DrivenFault.class));
  }

  /// Serves until it is stopped.
  static void serve(String[] arguments, Set<DrivenFault> faults) throws IOException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException(
          "usage: PLATFORM smart-public|fapi2 PORT REDIRECT_URI " + words(faults));
    }
    URI platform = URI.create(arguments[0].replaceFirst("/+$", ""));
    DrivenKeys keys = new DrivenKeys(arguments[1].equals("fapi2"));
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(here, Integer.parseInt(arguments[2])), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    TestDriver driver =
        new TestDriver(platform, keys, URI.create(arguments[3]), DrivenApp.ALL_KINDS, faults);
    driver.mount(server);
    server.start();
    System.out.println("testDriver: http://127.0.0.1:" + arguments[2] + "/driver");
    System.out.println("jwksUri: http://127.0.0.1:" + arguments[2] + "/jwks");
  }

  /// Adds the driver of a server app to its vendor's own server.
  ///
  /// @param scopes what the app asks the patient for: what its manifest declares
  static void mount(HttpServer server, URI platform, URI redirectUri, Set<String> scopes) {
    Set<DrivenFault> none = EnumSet.noneOf(DrivenFault.class);
    new TestDriver(platform, new DrivenKeys(true), redirectUri, scopes, none).mount(server);
  }

  private void mount(HttpServer server) {
    server.createContext("/driver", this::drive);
    server.createContext("/jwks", exchange -> answer(exchange, 200, keys.jwks()));
  }

  private static String words(Set<DrivenFault> faults) {
    return faults.isEmpty() ? "" : List.of(DrivenFault.values()).toString();
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

  static Set<DrivenFault> faults(String[] arguments) {
    Set<DrivenFault> faults = EnumSet.noneOf(DrivenFault.class);
    Arrays.stream(arguments)
        .skip(4)
        .map(word -> word.toUpperCase(Locale.ROOT).replace('-', '_'))
        .map(DrivenFault::valueOf)
        .forEach(faults::add);
    return faults;
  }
}
