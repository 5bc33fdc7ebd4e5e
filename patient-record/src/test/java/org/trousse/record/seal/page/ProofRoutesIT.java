package org.trousse.record.seal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.OTHER;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.await;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareGround;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.merkle.TreeHash;
import org.trousse.record.seal.SealModule;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A patient reads and takes the proof of an event. All people are invented.
final class ProofRoutesIT {
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

  private static CareGround ground;
  private static SealModule seals;
  private static HttpClient client;
  private static int port;

  @BeforeAll
  static void start() throws SQLException {
    ground = new CareGround();
    Map<String, Visitor> sessions =
        Map.of(
            "patient", CareGround.visitor(PATIENT),
            "other", CareGround.visitor(OTHER));
    CareModule care =
        await(
            CareModule.open(
                ground.ingest,
                ground.reader,
                cookie -> Future.succeededFuture(Optional.ofNullable(sessions.get(cookie)))));
    seals = SealModule.open(ground.vertx, ground.ingest, ground.reader, KEY, null);
    AtomicInteger listening = new AtomicInteger();
    await(ground.vertx.deployVerticle(new Door(care, listening)));
    port = listening.get();
    client = HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
  }

  /// Mounted on the event loop that serves it.
  private static final class Door extends AbstractVerticle {
    private final CareModule care;
    private final AtomicInteger listening;

    Door(CareModule care, AtomicInteger listening) {
      this.care = care;
      this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
      Router router = Router.router(vertx);
      new ProofRoutes(
              care.forms((language, title, path, body) -> "<i>" + path + "</i>" + body),
              seals.proofs())
          .mount(router);
      vertx
          .createHttpServer()
          .requestHandler(router)
          .listen(0, "127.0.0.1")
          .onSuccess(http -> listening.set(http.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    await(seals.close());
    ground.close();
  }

  /// An event that is sealed.
  private static UUID sealed(PatientId patient) throws InterruptedException {
    UUID id = UUID.randomUUID();
    Event event =
        new Event(
            Instant.now(),
            id,
            patient,
            "read",
            "app-1",
            "Carnet (exemple)",
            null,
            null,
            true,
            Map.of(Measure.BODY_WEIGHT, 1),
            "");
    await(new TrailStore(ground.ingest).write(List.of(event)));
    String sealed = "select leaf is not null from record.audit_event where id = '" + id + "'";
    for (int tries = 0; tries < 100 && !ground.ask(sealed).equals("t"); tries++) {
      Thread.sleep(100);
    }
    return id;
  }

  private static HttpResponse<String> get(String who, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void a_sealed_event_is_proven_in_plain_words_and_as_a_file() throws Exception {
    UUID id = sealed(PATIENT);

    HttpResponse<String> page = get("patient", "/fr/journal/preuve/" + id);
    HttpResponse<String> english = get("patient", "/en/access-log/proof/" + id);
    HttpResponse<String> file = get("patient", "/fr/journal/preuve/" + id + "?format=json");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("événement n°", "Carnet (exemple)", "<i>journal/preuve/" + id, "trousse-audit/")
        .doesNotContain("null", " style=");
    assertThat(english.body()).contains("event no.", "Verify it without us");
    JsonObject proof = new JsonObject(file.body());
    byte[] leaf = proof.getString("leafInput").getBytes(StandardCharsets.UTF_8);
    assertThat(Base64.getEncoder().encodeToString(TreeHash.leaf(leaf)))
        .isEqualTo(proof.getString("leafHash"));
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"preuve-" + id + ".json\"");
  }

  @Test
  void anybody_elses_event_is_one_that_does_not_exist() throws Exception {
    UUID id = sealed(PATIENT);

    assertThat(get("other", "/fr/journal/preuve/" + id).statusCode()).isEqualTo(404);
    assertThat(get("patient", "/fr/journal/preuve/" + UUID.randomUUID()).statusCode())
        .isEqualTo(404);
    assertThat(get("patient", "/fr/journal/preuve/1").statusCode()).isEqualTo(404);
    assertThat(get("nobody", "/fr/journal/preuve/" + id).headers().firstValue("Location"))
        .contains("/fr/connexion?retour=%2Ffr%2Fjournal");
  }

  @Test
  void what_was_changed_afterwards_is_said() throws Exception {
    UUID id = sealed(OTHER);
    ground.execute("update record.audit_event set app_name = 'Autre' where id = '" + id + "'");

    HttpResponse<String> page = get("other", "/fr/journal/preuve/" + id);
    HttpResponse<String> file = get("other", "/fr/journal/preuve/" + id + "?format=json");

    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("La preuve n’est pas juste");
    assertThat(file.statusCode()).isEqualTo(500);
  }

  @Test
  void the_program_on_the_page_is_the_one_of_the_documentation() throws Exception {
    String page = Files.readString(Path.of("src/main/jte/proof.jte"));
    String guide = Files.readString(Path.of("../docs/trail.md"));
    List<String> program =
        guide
            .lines()
            .dropWhile(line -> !line.startsWith("    h = lambda"))
            .takeWhile(line -> line.startsWith("    "))
            .map(line -> line.substring(4))
            .toList();

    assertThat(program).hasSize(10);
    assertThat(page).contains(String.join("\n", program));
  }

  @Test
  void each_page_has_its_counterpart() {
    String id = "00000000-0000-4000-8000-000000000003";

    assertThat(ProofAddress.counterpart("journal/preuve/" + id, true))
        .contains("access-log/proof/" + id);
    assertThat(ProofAddress.counterpart("access-log/proof/" + id, false))
        .contains("journal/preuve/" + id);
    assertThat(ProofAddress.counterpart("journal/preuve/x", true)).isEmpty();
    assertThat(ProofAddress.counterpart("journal", true)).isEmpty();
  }
}
