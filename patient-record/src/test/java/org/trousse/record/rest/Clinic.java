package org.trousse.record.rest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.record.RecordModule;
import org.trousse.record.RecordModule.TellsPatients;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Presented;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.subscribe.send.Subscribers;
import org.trousse.sdk.PatientId;
import org.trousse.testkit.TestPostgres;

/// A whole record that listens, with tokens that a test hands out. All data are synthetic.
final class Clinic implements AutoCloseable {
  static final IParser JSON =
      FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  static final PatientId MAUD = DemoHistory.MAUD;
  static final String ORIGIN = "https://app-1.example";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);

  final TestPostgres postgres = TestPostgres.migrated("record");
  final Vertx vertx = Vertx.vertx();
  final RecordModule module;
  final String server;
  final Subscribers subscribers = new Subscribers();
  private final Map<String, Opening> tokens = new ConcurrentHashMap<>();
  private final Pool ingest = Ground.pool(postgres, vertx, "trousse_record_ingest");
  private final Pool reader = Ground.pool(postgres, vertx, "trousse_record_reader");

  Clinic() throws SQLException {
    try (Connection owner = postgres.connect()) {
      RecordRows.patient(owner, MAUD, "Maud", "Synthetic");
      RecordRows.device(owner, DemoHistory.METER, "Demo meter", 528401);
      RecordRows.readings(owner, Status.FINAL, DemoHistory.readings());
    }
    HttpServer http = await(vertx.createHttpServer().requestHandler(this::early).listen(0));
    server = "http://127.0.0.1:" + http.actualPort();
    await(http.close());
    RecordModule.Needs needs =
        new RecordModule.Needs(
            cookie ->
                Future.succeededFuture(
                    cookie.equals("maud") ? Optional.of(MAUD) : Optional.empty()),
            presented -> Future.succeededFuture(opening(presented)),
            (app, origin) -> origin.equals(ORIGIN) && (app == null || app.equals("app-1")),
            TellsPatients.NOTHING,
            OpensSession.NOBODY,
            (language, title, path, body) -> body,
            subscribers.rights());
    SecretKey key = new SecretKeySpec(SECRET, "AES");
    module =
        await(
            RecordModule.open(
                vertx,
                new RecordModule.Settings(BatchLimits.USUAL, server, key),
                new RecordModule.Pools(ingest, reader),
                needs));
    await(vertx.deployVerticle(new Door(http.actualPort())));
  }

  private void early(HttpServerRequest request) {
    request.response().setStatusCode(503).end();
  }

  /// Mounted on the event loop that serves it.
  private final class Door extends AbstractVerticle {
    private final int port;

    Door(int port) {
      this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
      Router router = Router.router(vertx);
      module.mount(router);
      vertx
          .createHttpServer()
          .requestHandler(router)
          .listen(port, "127.0.0.1")
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private Opening opening(Presented presented) {
    Opening opening =
        tokens.getOrDefault(
            presented.token(), new Opening.Refused("invalid_token", "unknown \"token\"", false));
    // a token that is bound to a key is no bearer token
    boolean bound = presented.token().startsWith("dpop-");
    return bound && (presented.proof() == null || presented.scheme().equalsIgnoreCase("Bearer"))
        ? new Opening.Refused("invalid_token", "The token is bound to a key", true)
        : opening;
  }

  void opens(String token, Opening opening) {
    tokens.put(token, opening);
  }

  /// Maud as an app knows her.
  static String maudFor(String clientId) {
    return FhirIds.of(SECRET, clientId).patient(MAUD);
  }

  HttpResponse<String> get(String token, String path, String... headers) {
    return send(request(token, path, headers));
  }

  HttpResponse<String> post(String token, String path, String json, String... headers) {
    return send(
        request(token, path, headers)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder request(String token, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : server + "/fhir" + path))
            .header("Accept-Language", "en");
    if (!token.isEmpty()) {
      request.header("Authorization", (token.startsWith("dpop-") ? "DPoP " : "Bearer ") + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  String ask(String sql) {
    return postgres.ask(sql);
  }

  @Override
  public void close() {
    await(module.close());
    await(ingest.close());
    await(reader.close());
    await(vertx.close());
    postgres.close();
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
