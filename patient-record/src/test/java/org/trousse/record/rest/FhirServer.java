package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Presented;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.testkit.TestPostgres;

/// [DemoHistory] behind `/fhir` on loopback. The token `mauds` opens Maud's record, `others` the
/// other one, and `breaks` breaks the store of tokens.
final class FhirServer implements AutoCloseable {
  static final IParser JSON =
      FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());

  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestPostgres postgres = TestPostgres.migrated("record");
  private final Vertx vertx = Vertx.vertx();
  private final Pool ingest = Ground.pool(postgres, vertx, "trousse_record_ingest");
  private final Pool pool = Ground.pool(postgres, vertx, "trousse_record_reader");
  private final String address;

  FhirServer() {
    fill();
    Router router = Router.router(vertx);
    address =
        "http://127.0.0.1:"
            + await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    SecretKeySpec key = new SecretKeySpec(SECRET, "AES");
    new FhirRoutes(
            new FhirRoutes.Doors(FhirServer::open, (app, origin) -> false),
            Ground.stores(vertx, ingest, pool, key),
            SECRET,
            address,
            Clock.fixed(DemoHistory.NOON, ZoneOffset.UTC))
        .mount(router);
  }

  private void fill() {
    try (Connection owner = postgres.connect()) {
      RecordRows.device(owner, DemoHistory.METER, "Demo meter", 528401);
      RecordRows.device(owner, DemoHistory.OTHERS_SCALE, "Demo scale", 528399);
      RecordRows.readings(owner, Status.FINAL, DemoHistory.readings());
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static Future<Opening> open(Presented presented) {
    return switch (presented.token()) {
      case "mauds" -> Future.succeededFuture(new Opening.Own(DemoHistory.MAUD));
      case "others" -> Future.succeededFuture(new Opening.Own(DemoHistory.OTHER));
      case "breaks" -> Future.failedFuture("the token store is away");
      default -> Future.succeededFuture(new Opening.Refused("invalid_token", "nobody's", false));
    };
  }

  @Override
  public void close() {
    await(ingest.close());
    await(pool.close());
    await(vertx.close());
    postgres.close();
  }

  /// Without a slash at its end.
  String address() {
    return address;
  }

  /// What the server answers at a path below `/fhir`, or at a whole address of its own.
  HttpResponse<String> get(String path, Map<String, String> headers) {
    String whole = path.startsWith("http") ? path : address + "/fhir" + path;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(whole));
    headers.forEach(request::header);
    return send(request);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Bundle bundle(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.parseResource(Bundle.class, answer.body());
  }

  static List<Observation> observations(Bundle bundle) {
    return bundle.getEntry().stream().map(entry -> (Observation) entry.getResource()).toList();
  }

  static OperationOutcome outcome(HttpResponse<String> answer) {
    return JSON.parseResource(OperationOutcome.class, answer.body());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
