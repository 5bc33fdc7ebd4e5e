package org.trousse.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpCookie;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.jose.Base64Url;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.AuthorizationRequest;
import org.trousse.sdk.oauth.ClientIdentity;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.record.Observation;
import org.trousse.sdk.record.RecordClient;

/// A web app that asks a patient for permission (SMART App Launch, public), shows the latest
/// readings, and gives the permission back when the patient disconnects.
public final class WebApp {
  private static final Set<String> SCOPES =
      Set.of("launch/patient", "patient/Observation.rs", "offline_access");

  private static final int VISITORS_MAX = 1_000;
  private static final String COOKIE = "example_visitor";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OAuthClient client;
  private final URI redirectUri;
  private final Map<String, Visitor> visitors = new ConcurrentHashMap<>();

  private WebApp(OAuthClient client, URI redirectUri) {
    this.client = client;
    this.redirectUri = redirectUri;
  }

  /// One browser: what it was sent to ask for, and what it may read since it came back.
  private record Visitor(@Nullable AuthorizationRequest request, @Nullable TokenKeeper keeper) {}

  /// Serves until it is stopped. The one argument, a client id, may be left out.
  public static void main(String[] arguments) throws IOException {
    DemoApps demo = DemoApps.read();
    DemoApps.App app =
        demo.app(
            Arrays.stream(arguments).findFirst(),
            one -> one.profile().equals("smart-public") && one.redirectUri() != null);
    URI redirectUri = Objects.requireNonNull(app.redirectUri(), "an app with a redirect_uri");

    Answer<OAuthClient> found =
        OAuthClient.discover(
                HttpClient.newHttpClient(),
                demo.fhirBase(),
                ClientIdentity.smartPublic(app.clientId()),
                Clock.systemUTC())
            .join();
    OAuthClient client =
        found
            .found()
            .orElseThrow(() -> new IOException("no authorization server: " + found.refusal()));

    WebApp web = new WebApp(client, redirectUri);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(redirectUri.getHost(), redirectUri.getPort()), 0);
    server.createContext("/", web::serve);
    server.start();
    System.out.println("open " + redirectUri.resolve("/"));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(redirectUri.getPath())) {
      cameBack(exchange);
    } else if (exchange.getRequestMethod().equals("POST") && path.equals("/connect")) {
      connect(exchange);
    } else if (exchange.getRequestMethod().equals("POST") && path.equals("/disconnect")) {
      disconnect(exchange);
    } else if (path.equals("/")) {
      home(exchange);
    } else {
      page(exchange, 404, "<p>There is no such page.</p>");
    }
  }

  /// 1. Send the browser to the patient's record, and remember what it asks for.
  private void connect(HttpExchange exchange) throws IOException {
    AuthorizationRequest request = AuthorizationRequest.fresh(redirectUri, SCOPES, RANDOM);
    Answer<URI> url = client.authorizationUrl(request).join();
    if (url.found().isEmpty() || visitors.size() >= VISITORS_MAX) {
      page(exchange, 503, "<p>Please come back later.</p>");
      return;
    }
    String visitor = Base64Url.random(RANDOM);
    visitors.put(visitor, new Visitor(request, null));
    exchange
        .getResponseHeaders()
        .add("Set-Cookie", COOKIE + "=" + visitor + "; HttpOnly; SameSite=Lax; Path=/");
    redirect(exchange, url.found().get());
  }

  /// 2. The browser is back: redeem what it brings, once, for the request that it was sent with.
  private void cameBack(HttpExchange exchange) throws IOException {
    String id = visitor(exchange);
    Visitor visitor = visitors.remove(id);
    if (visitor == null || visitor.request() == null) {
      page(exchange, 400, "<p>Please begin again.</p>" + form("connect", "Connect"));
      return;
    }
    var exchanged = client.exchange(visitor.request(), exchange.getRequestURI()).join();
    if (exchanged.found().isEmpty()) {
      page(exchange, 200, said(exchanged.refusal().orElseThrow()) + form("connect", "Connect"));
      return;
    }
    // a real app keeps the tokens in its own store each time they are new
    TokenKeeper keeper = new TokenKeeper(client, exchanged.found().get(), newer -> {});
    visitors.put(id, new Visitor(null, keeper));
    redirect(exchange, redirectUri.resolve("/"));
  }

  /// 3. Read, as long as the patient allows.
  private void home(HttpExchange exchange) throws IOException {
    Visitor visitor = visitors.get(visitor(exchange));
    if (visitor == null || visitor.keeper() == null) {
      page(exchange, 200, form("connect", "Connect to my record"));
      return;
    }
    RecordClient record = new RecordClient(client, visitor.keeper());
    Answer<RecordClient.Page> latest =
        record.search(Form.of("_sort", "-date").with("_count", "20")).join();
    String body =
        latest
            .found()
            .map(found -> table(found.observations()))
            .orElseGet(() -> said(latest.refusal().orElseThrow()));
    page(exchange, 200, body + form("disconnect", "Disconnect"));
  }

  /// 4. Give the permission back.
  private void disconnect(HttpExchange exchange) throws IOException {
    Visitor visitor = visitors.remove(visitor(exchange));
    if (visitor != null && visitor.keeper() != null) {
      visitor.keeper().revoke().join();
    }
    redirect(exchange, redirectUri.resolve("/"));
  }

  /// What the patient reads when something is not given.
  private static String said(OAuthProblem problem) {
    if (problem instanceof OAuthProblem.AccessDenied) {
      return "<p>You said no. Nothing was read.</p>";
    }
    if (problem instanceof OAuthProblem.ConsentEnded) {
      return "<p>Your permission has ended.</p>";
    }
    if (problem instanceof OAuthProblem.Paused) {
      return "<p>This app rests: you paused it, or the catalogue did.</p>";
    }
    if (problem instanceof OAuthProblem.NotGranted) {
      return "<p>You keep these readings to yourself.</p>";
    }
    System.err.println(problem);
    return "<p>That did not work. Please try again later.</p>";
  }

  private static String table(List<Observation> observations) {
    return observations.stream()
        .map(one ->
            "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(one.effective(), escaped(one.display()), escaped(values(one))))
        .collect(
            Collectors.joining(
                "", "<table><tr><th>When</th><th>What</th><th>Value</th></tr>", "</table>"));
  }

  private static String values(Observation observation) {
    return observation.values().stream()
        .map(value -> value.number().toPlainString() + " " + value.unit())
        .collect(Collectors.joining(" / "));
  }

  private static String form(String action, String words) {
    return "<form method=\"post\" action=\"/%s\"><button>%s</button></form>"
        .formatted(action, words);
  }

  private static String visitor(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).stream()
        .flatMap(header -> Arrays.stream(header.split(";")))
        .flatMap(cookie -> HttpCookie.parse(cookie.strip()).stream())
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  private static void redirect(HttpExchange exchange, URI to) throws IOException {
    exchange.getResponseHeaders().set("Location", to.toString());
    exchange.sendResponseHeaders(303, -1);
    exchange.close();
  }

  private static void page(HttpExchange exchange, int status, String body) throws IOException {
    String html =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Example</title>"
            + "<h1>An example app</h1>"
            + body
            + "</html>";
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
