package org.trousse.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.catalogue.CatalogueModule.Needs;
import org.trousse.catalogue.CatalogueModule.Publisher;
import org.trousse.catalogue.CatalogueModule.StepTime;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.report.Report;
import org.trousse.testkit.TestPostgres;

/// A real database with this house's tables, for one test class, and a site on loopback. All apps
/// are synthetic.
public final class Ground implements AutoCloseable {
  public static final String URL = "https://trousse.example";
  public static final SecretKey SEAL = new SecretKeySpec(new byte[32], "AES");

  /// What the others would say; a test puts it here.
  public final Map<String, Observed> seen = new ConcurrentHashMap<>();

  public final Map<String, Set<String>> connections = new ConcurrentHashMap<>();
  public final List<Report> reports = new CopyOnWriteArrayList<>();
  public volatile boolean takesReports = true;

  private final TestPostgres postgres = TestPostgres.migrated("catalogue");
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool = connect();
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  private Pool connect() {
    PgConnectOptions way =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser("trousse_catalogue")
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    return PgBuilder.pool()
        .connectingTo(way)
        .with(new PoolOptions().setMaxSize(6))
        .using(vertx)
        .build();
  }

  public TestPostgres postgres() {
    return postgres;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Pool pool() {
    return pool;
  }

  public CatalogueModule open() {
    return open(SEAL, Clock.systemUTC());
  }

  public CatalogueModule open(SecretKey seal, Clock clock) {
    return CatalogueModule.open(
            vertx,
            new CatalogueModule.Settings(URL, seal, publisher()),
            new CatalogueModule.Ways(pool),
            needs(),
            clock)
        .await();
  }

  private static Publisher publisher() {
    return new Publisher(
        "Invented Publisher", "1 Invented Street", "Nobody", "hello@site.example", "Invented Host");
  }

  private Needs needs() {
    return new Needs(
        id -> Future.succeededFuture(Optional.ofNullable(seen.get(id))),
        (permission, language) ->
            permission.equals("glucose.read")
                ? Optional.of(
                    language.getLanguage().equals("en")
                        ? "Read your glucose readings"
                        : "Lire vos mesures de glycémie")
                : Optional.empty(),
        cookie -> Future.succeededFuture(connections.getOrDefault(cookie, Set.of())),
        report -> {
          if (!takesReports) {
            return Future.failedFuture("nobody is there");
          }
          reports.add(report);
          return Future.succeededFuture();
        },
        Ground::times,
        (language, title, path, body) -> frame(language, title, body));
  }

  /// A frame as plain as can be.
  public static String frame(Locale language, String title, String body) {
    return "<!DOCTYPE html><html lang=\""
        + language.getLanguage()
        + "\"><head><meta charset=\"utf-8\"><title>"
        + title.replace("&", "&amp;").replace("<", "&lt;")
        + "</title></head><body><main>"
        + body
        + "</main></body></html>";
  }

  private static Future<List<StepTime>> times() {
    return Future.succeededFuture(List.of(new StepTime(new Text("Examen", "Review"), 6, 13.5, 24)));
  }

  /// Serves the house on loopback.
  public void serve(CatalogueModule module) {
    Router router = Router.router(vertx);
    module.mount(router);
    port =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
  }

  public int port() {
    return port;
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String form, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    vertx.close().await();
    postgres.close();
  }
}
