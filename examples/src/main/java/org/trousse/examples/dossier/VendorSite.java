package org.trousse.examples.dossier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.trousse.examples.driven.DrivenFault;
import org.trousse.examples.driven.Driver;
import org.trousse.examples.driven.DriverSignature;
import org.trousse.sdk.jose.Base64Url;
import org.trousse.sdk.jose.PrivateJwk;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.json.JsonReader;
import org.trousse.sdk.json.JsonWriter;
import org.trousse.sdk.referencing.DossierClient.Organisation;

/// What a vendor runs, on one port of this machine: pages, security.txt, keys, a release with its
/// bill of materials, the address for incidents, and the test driver. All of it is invented.
final class VendorSite implements AutoCloseable {
  private static final String VERSION = "1.0";
  private static final Duration SECURITY_TXT_LASTS = Duration.ofDays(180);

  /// What the manifest declares, as the app asks the patient for it.
  private static final Set<String> SCOPES =
      Set.of(
          "launch/patient",
          "offline_access",
          "patient/Observation.crs?code=http://loinc.org|29463-7",
          "patient/Observation.crs?code=http://loinc.org|85354-9");

  private static final Map<String, String> PAGES =
      Map.of(
          "/", "index.html",
          "/donnees", "donnees.html",
          "/privacy", "privacy.html",
          "/disclosure", "disclosure.html",
          "/accessibility", "accessibility.html");

  private final String site;
  private final URI drillKeys;
  private final Organisation vendor;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final PrivateJwk releaseKey = PrivateJwk.generate();
  private final byte[] build = "an invented build, version 1.0".getBytes(StandardCharsets.UTF_8);

  private VendorSite(URI platform, Organisation vendor, HttpServer server) {
    this.site = "http://127.0.0.1:" + server.getAddress().getPort();
    this.drillKeys = URI.create(platform + "/referencing/drill-keys");
    this.vendor = vendor;
    this.server = server;
  }

  /// Serves until it is closed.
  ///
  /// @param platform whose messages it obeys
  static VendorSite open(URI platform, Organisation vendor, int port) throws IOException {
    HttpServer server = server(port);
    VendorSite opened = new VendorSite(platform, vendor, server);
    server.setExecutor(opened.executor);
    server.createContext("/", opened::page);
    server.createContext("/.well-known/security.txt", opened::securityTxt);
    server.createContext("/sbom.json", opened::sbom);
    server.createContext(
        "/build", exchange -> send(exchange, 200, "application/zip", opened.build));
    server.createContext("/incident", opened::incident);
    URI callback = URI.create(opened.site + "/callback");
    Driver.mount(server, platform, true, callback, SCOPES, EnumSet.noneOf(DrivenFault.class));
    server.start();
    return opened;
  }

  private static HttpServer server(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException busy) {
      throw new IOException("port " + port + " is busy: end what uses it, and start again", busy);
    }
  }

  String address() {
    return site;
  }

  /// The manifest of this app.
  ///
  /// @param reference of its dossier, which makes its name another one each time
  /// @param date of the release, `2026-11-30`
  String manifest(String reference, String date) {
    return filled("manifest.json", VendorSite::inJson)
        .replace("{{reference}}", inJson(reference))
        .replace("{{date}}", inJson(date))
        .replace("{{version}}", VERSION)
        .replace("{{buildHash}}", buildHash())
        .replace("{{signature}}", signature())
        .replace("{{releaseKey}}", releaseKey.publicJwk().json());
  }

  static String today() {
    return LocalDate.now(ZoneOffset.UTC).toString();
  }

  /// Some lines of the app's access log, for LOG-01.
  static byte[] accessLog() {
    return resource("audit-events.json").getBytes(StandardCharsets.UTF_8);
  }

  private String filled(String name, UnaryOperator<String> written) {
    return resource(name)
        .replace("{{site}}", site)
        .replace("{{editor}}", written.apply(vendor.legalName()))
        .replace("{{registration}}", written.apply(vendor.registration()))
        .replace("{{country}}", written.apply(vendor.country()));
  }

  /// Without its quotes.
  private static String inJson(String text) {
    String json = JsonWriter.write(text);
    return json.substring(1, json.length() - 1);
  }

  private static String inHtml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private String buildHash() {
    StringBuilder hex = new StringBuilder();
    for (byte one : Base64Url.sha256(build)) {
      hex.append("%02x".formatted(one));
    }
    return hex.toString();
  }

  /// COD-06: over the 64 characters of the hash.
  private String signature() {
    return releaseKey.detached(JsonObject.EMPTY, buildHash().getBytes(StandardCharsets.US_ASCII));
  }

  private void page(HttpExchange exchange) throws IOException {
    String page = PAGES.get(exchange.getRequestURI().getPath());
    if (page == null) {
      send(exchange, 404, "text/plain; charset=utf-8", "no such page");
    } else {
      send(exchange, 200, "text/html; charset=utf-8", filled(page, VendorSite::inHtml));
    }
  }

  /// RFC 9116.
  private void securityTxt(HttpExchange exchange) throws IOException {
    Instant expires = Instant.now().plus(SECURITY_TXT_LASTS).truncatedTo(ChronoUnit.SECONDS);
    send(
        exchange,
        200,
        "text/plain; charset=utf-8",
        "Contact: mailto:securite@balance.example\nExpires: %s\nPolicy: %s/disclosure\n"
            .formatted(expires, site));
  }

  /// COD-01: CycloneDX, of this very build.
  private void sbom(HttpExchange exchange) throws IOException {
    JsonObject hash = JsonObject.EMPTY.with("alg", "SHA-256").with("content", buildHash());
    JsonObject product =
        JsonObject.EMPTY
            .with("type", "application")
            .with("name", "exemple-balance")
            .with("version", VERSION)
            .with("hashes", List.of(hash));
    JsonObject library =
        JsonObject.EMPTY
            .with("type", "library")
            .with("name", "sdk-client")
            .with("version", "0.1.0")
            .with("purl", "pkg:maven/org.trousse/sdk-client@0.1.0");
    JsonObject bill =
        JsonObject.EMPTY
            .with("bomFormat", "CycloneDX")
            .with("specVersion", "1.6")
            .with("version", 1)
            .with("metadata", JsonObject.EMPTY.with("component", product))
            .with("components", List.of(library));
    send(exchange, 200, "application/json", bill.json());
  }

  /// GOV-07: a rehearsed incident is answered when its signature holds, and only then.
  private void incident(HttpExchange exchange) throws IOException {
    String body;
    try (InputStream in = exchange.getRequestBody()) {
      body = new String(in.readNBytes(JsonReader.CHARACTERS_MAX), StandardCharsets.UTF_8);
    }
    String signature = exchange.getRequestHeaders().getFirst("Trousse-Signature");
    boolean holds = DriverSignature.holds(http, drillKeys, signature, body);
    send(exchange, holds ? 202 : 403, "application/json", "{}");
  }

  private static String resource(String name) {
    try (InputStream in = VendorSite.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
