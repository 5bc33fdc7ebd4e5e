package org.trousse.record.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.await;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.RosterStore;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareGround;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.entry.EntryLane;

/// The patient writes a reading by hand, as a browser does. All people are invented.
final class EntryRoutesIT {
  private static final String FORM = "the form's secret";
  private static final String PAGE = "/fr/mesures/saisir";
  private static final Visitor PARENT =
      new Visitor(UUID.randomUUID(), "Parent", PATIENT, LocalDate.parse("2035-01-01"), FORM);

  private static CareGround ground;
  private static HttpClient client;
  private static int port;

  @BeforeAll
  static void start() throws SQLException {
    ground = new CareGround();
    Map<String, Visitor> sessions =
        Map.of(
            "patient",
            CareGround.visitor(PATIENT),
            "parent",
            PARENT,
            "nurse",
            new Visitor(NURSE.id(), NURSE.name(), null, null, FORM));
    CareModule care =
        await(
            CareModule.open(
                ground.ingest,
                ground.reader,
                cookie -> Future.succeededFuture(Optional.ofNullable(sessions.get(cookie)))));
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
      AppendLane lane = new AppendLane(vertx, ground.ingest, BatchLimits.USUAL, reading -> true);
      EntryLane entries =
          new EntryLane(
              lane,
              new RosterStore(ground.ingest),
              new TrailStore(ground.ingest),
              InstantSource.system());
      new EntryRoutes(
              care.forms((language, title, path, body) -> "<title>" + title + "</title>" + body),
              entries,
              ground.readings)
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
    ground.close();
  }

  @BeforeEach
  void begin() {
    ground.forget();
    ground.execute("truncate record.reading, record.reading_version");
  }

  @Test
  void a_value_that_may_mean_another_is_asked_back_and_kept_once() throws Exception {
    String key = UUID.randomUUID().toString();

    HttpResponse<String> asked = send("patient", "temperature", "380", key, "");
    HttpResponse<String> kept = send("patient", "temperature", "38,0 °C", key, "oui");
    HttpResponse<String> again = send("patient", "temperature", "38,0 °C", key, "oui");

    assertThat(asked.statusCode()).isEqualTo(422);
    assertThat(asked.body()).contains("value=\"38,0 °C\"", "value=\"380\"");
    assertThat(kept.headers().firstValue("Location")).contains(PAGE + "?fait=saisi");
    assertThat(again.headers().firstValue("Location")).contains(PAGE + "?fait=deja");
    assertThat(get("patient", PAGE + "?fait=saisi").body()).contains("dans votre dossier");
    // 1 << 26: self-reported
    assertThat(ground.ask("select value || ' ' || flags || ' ' || codec from record.reading"))
        .isEqualTo("38.0 67108864 14");
  }

  @Test
  void who_acts_for_a_child_stands_in_the_trail_with_the_moment_of_the_meal() throws Exception {
    send("parent", "glucose-finger", "1,10 g/L", UUID.randomUUID().toString(), "");

    assertThat(ground.ask("select value || ' ' || meal from record.reading")).isEqualTo("110 3");
    assertThat(
            ground.ask("select what || ' ' || person || ' ' || counts[1] from record.audit_event"))
        .isEqualTo("create " + PARENT.account() + " 1");
  }

  @Test
  void a_wrong_moment_is_said_and_a_page_without_a_patient_is_not_there() throws Exception {
    HttpResponse<String> words =
        send("patient", "weight", "lourd", UUID.randomUUID().toString(), "");
    HttpResponse<String> form = send("patient", "weight", "70", "x", "");

    assertThat(words.body()).contains("en chiffres", "value=\"lourd\"");
    assertThat(form.statusCode()).isEqualTo(400);
    assertThat(get("nurse", PAGE).statusCode()).isEqualTo(404);
    assertThat(get("nobody", PAGE).statusCode()).isEqualTo(303);
    assertThat(get("patient", "/en/measurements/enter").body()).contains("Enter a reading");
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("0");
  }

  private static HttpResponse<String> send(
      String who, String kind, String typed, String key, String sure)
      throws IOException, InterruptedException {
    String when =
        LocalDateTime.now(ZoneId.of("Europe/Paris"))
            .minusMinutes(5)
            .truncatedTo(ChronoUnit.MINUTES)
            .toString();
    String form =
        "jeton="
            + encoded(FORM)
            + "&mesure="
            + kind
            + "&moment=fasting&valeur="
            + encoded(typed)
            + "&quand="
            + encoded(when)
            + "&cle="
            + key
            + "&sur="
            + sure;
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PAGE))
            .header("Cookie", "trousse_session=" + who)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String who, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
