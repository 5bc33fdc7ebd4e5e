package org.trousse.record.page.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.page.series.Told.PARIS;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.RecordModule.Needs;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.RosterStore;
import org.trousse.record.objection.Objection;
import org.trousse.record.objection.ObjectionStore;
import org.trousse.record.page.pressure.PressurePage;
import org.trousse.record.page.profile.ProfilePage;
import org.trousse.record.page.temperature.TemperaturePage;
import org.trousse.record.page.weight.WeightPage;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;
import org.trousse.testkit.TestPostgres;

/// The pages over HTTP, with rows of the record. All data are synthetic.
final class SeriesRoutesIT {
  private static final DeviceId SENSOR = new DeviceId("tests", "sensor");
  private static final DeviceId SCALE = new DeviceId("tests", "scale-of-an-app");
  private static final String APP = "carnet-demo";

  /// The evening of the day of 25 hours.
  private static final Instant AUTUMN = Instant.parse("2026-10-25T22:59:00Z");

  /// The evening of the day of 23 hours.
  private static final Instant SPRING = Instant.parse("2026-03-29T21:59:00Z");

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static HttpClient client;
  private static ObjectionStore objections;
  private static volatile Instant now = AUTUMN;
  private static String address;

  private static final Map<String, PatientId> WHOSE =
      Map.of(
          "autumn", new PatientId(1),
          "nobody", new PatientId(2),
          "single", new PatientId(3),
          "molar", new PatientId(4),
          "spring", new PatientId(5),
          "scale", new PatientId(6));

  @BeforeAll
  static void open() throws SQLException {
    postgres = TestPostgres.migrated("record");
    vertx = Vertx.vertx();
    client = HttpClient.newHttpClient();
    Pool reader = pool("trousse_record_reader");
    Pool ingest = pool("trousse_record_ingest");
    objections = new ObjectionStore(ingest, reader);
    done(new RosterStore(ingest).know(new KnownDevice(SCALE, "Test scale", 528_399, APP)));
    seed();
    Router router = Router.router(vertx);
    new SeriesRoutes(
            new Needs(
                cookie -> Future.succeededFuture(Optional.ofNullable(WHOSE.get(cookie))),
                (language, title, path, body) ->
                    "<title>" + title + "</title><i>" + path + "</i>" + body),
            SeriesRoutes.Reads.from(new ReadingStore(reader), objections, new SampleStore(reader)),
            new CountCaller(vertx),
            () -> now,
            PARIS)
        .mount(
            router,
            List.of(
                new ProfilePage(), new PressurePage(), new WeightPage(), new TemperaturePage()));
    address =
        "http://127.0.0.1:"
            + done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
  }

  private static void seed() throws SQLException {
    try (Connection owner = postgres.connect()) {
      for (Map.Entry<String, PatientId> one : WHOSE.entrySet()) {
        RecordRows.patient(owner, one.getValue(), "Camille", one.getKey());
      }
      RecordRows.device(owner, SENSOR, "Test sensor", 528_409);
      RecordRows.readings(owner, Status.FINAL, sensor(WHOSE.get("autumn"), AUTUMN, 14 * 288));
      RecordRows.readings(owner, Status.FINAL, sensor(WHOSE.get("spring"), SPRING, 9 * 288));
      RecordRows.readings(owner, Status.FINAL, sensor(WHOSE.get("single"), AUTUMN, 1));
      RecordRows.readings(
          owner,
          Status.ENTERED_IN_ERROR,
          List.of(reading(WHOSE.get("single"), AUTUMN.minusSeconds(60), "300", null)));
      List<Reading> molar = new ArrayList<>();
      for (int place = 0; place < 14 * 288; place++) {
        Instant at = AUTUMN.minusSeconds(300L * place);
        String said = place % 2 == 0 ? "10.0" : "3.88";
        molar.add(
            reading(
                WHOSE.get("molar"),
                at,
                new BigDecimal(said).multiply(new BigDecimal("18.0156")).toPlainString(),
                said));
      }
      RecordRows.readings(owner, Status.FINAL, molar);
      RecordRows.readings(
          owner, Status.FINAL, List.of(weight("71.5", 1, SENSOR), weight("99.9", 2, SCALE)));
    }
  }

  private static List<Reading> sensor(@Nullable PatientId patient, Instant last, int count) {
    List<Reading> readings = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      Instant at = last.minusSeconds(300L * place);
      readings.add(reading(patient, at, Integer.toString(60 + place * 7 % 160), null));
    }
    return readings;
  }

  private static Reading reading(
      @Nullable PatientId patient, Instant at, String value, @Nullable String molar) {
    return new Reading(
        Objects.requireNonNull(patient),
        Measure.INTERSTITIAL_GLUCOSE,
        at,
        SENSOR,
        0,
        0,
        at,
        Amounts.single(new BigDecimal(value)),
        molar == null ? null : new Original(Amounts.single(new BigDecimal(molar)), Unit.MMOL_PER_L),
        null,
        null,
        null,
        null,
        molar == null ? Set.of() : Set.of(Flag.CONVERTED),
        Set.of(),
        new Payload("", new byte[0]));
  }

  private static Reading weight(String kilograms, int hours, DeviceId device) {
    Instant at = AUTUMN.minusSeconds(3_600L * hours);
    return new Reading(
        new PatientId(6),
        Measure.BODY_WEIGHT,
        at,
        device,
        0,
        0,
        at,
        Amounts.single(new BigDecimal(kilograms)),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("", new byte[0]));
  }

  private static Pool pool(String role) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(role)
                .setPassword(TestPostgres.PASSWORD)
                .setCachePreparedStatements(true))
        .using(vertx)
        .build();
  }

  @AfterAll
  static void close() {
    client.close();
    done(vertx.close());
    postgres.close();
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Cookie", "trousse_session=" + cookie)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void a_fortnight_with_the_day_of_25_hours_is_whole() throws Exception {
    now = AUTUMN;
    HttpResponse<String> answer = get("/fr/mesures/glycemie", "autumn");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body())
        .contains("Profil glycémique (14 jours)", "Camille autumn")
        .contains("100\u202f% reçues sur 14 jours (4\u202f032 sur 4\u202f032)")
        .contains("(jour de 25 heures)</span></th><td data-label=\"Mesures\">300</td>");
  }

  @Test
  void a_day_of_23_hours_is_whole_too_and_the_language_switch_keeps_the_question()
      throws Exception {
    now = SPRING;
    String body = get("/en/measurements/glucose?periode=7&unite=mmol", "spring").body();
    now = AUTUMN;

    assertThat(body)
        .contains("<i>measurements/glucose?periode=7&unite=mmol</i>")
        .contains("(a day of 23 hours)</span></th><td data-label=\"Readings\">276</td>")
        .contains("3.9–10.0");
  }

  @Test
  void an_empty_record_has_four_pages_in_two_languages() throws Exception {
    for (String page :
        List.of(
            "/fr/mesures/glycemie",
            "/fr/mesures/tension",
            "/fr/mesures/poids",
            "/fr/mesures/temperature",
            "/en/measurements/glucose",
            "/en/measurements/blood-pressure",
            "/en/measurements/weight",
            "/en/measurements/temperature")) {
      HttpResponse<String> answer = get(page, "nobody");

      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      assertThat(answer.body()).as(page).contains("class=\"empty").doesNotContain("null", "{0}");
    }
  }

  @Test
  void one_reading_makes_no_profile_and_what_is_in_error_is_counted_as_such() throws Exception {
    String body = get("/fr/mesures/glycemie", "single").body();

    assertThat(body)
        .contains("Il faut au moins 24 heures de mesures")
        .contains("Ne comptent pas\u00a0: 1 marquée fausse.");
  }

  @Test
  void a_value_in_mmol_is_classed_as_it_was_said() throws Exception {
    String body = get("/fr/mesures/glycemie", "molar").body();

    assertThat(body).contains("3,9–10,0", "<strong>50\u202f%</strong>", "6,9\u00a0mmol/L");
    assertThat(get("/fr/mesures/glycemie.csv", "molar").body())
        .contains("2026-10-25T23:59:00+01:00,10.0\r\n", "2026-10-25T23:54:00+01:00,3.88\r\n");
  }

  @Test
  void the_file_of_a_fortnight_has_every_reading_that_counts() throws Exception {
    HttpResponse<String> answer = get("/fr/mesures/glycemie.csv", "autumn");

    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"glycemie-14-jours-mg-dL.csv\"");
    assertThat(answer.body().lines()).hasSize(1 + 4_032);
    assertThat(answer.body()).contains("T02:59:00+02:00,", "T02:59:00+01:00,");
  }

  @Test
  void whoever_opens_no_record_signs_in_first() throws Exception {
    for (String path : List.of("/fr/mesures/glycemie", "/fr/mesures/glycemie.csv")) {
      HttpResponse<String> answer = get(path, "somebody-else");

      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location"))
          .contains("/fr/connexion?retour=%2Ffr%2Fmesures%2Fglycemie");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void one_cookie_opens_one_record() throws Exception {
    assertThat(get("/en/measurements/weight", "autumn").body())
        .contains("No weight yet")
        .doesNotContain("71.5");
  }

  @Test
  void what_the_patient_set_aside_is_not_counted_and_the_page_says_so() throws Exception {
    assertThat(get("/en/measurements/weight.csv", "scale").body()).contains("99.9");

    done(
        objections.object(
            new Objection(
                new UUID(1, 1),
                new PatientId(6),
                APP,
                Set.of(Measure.BODY_WEIGHT),
                AUTUMN,
                AUTUMN,
                new UUID(2, 2),
                0,
                null)));

    assertThat(get("/en/measurements/weight.csv", "scale").body())
        .contains("71.5")
        .doesNotContain("99.9");
    assertThat(get("/en/measurements/weight", "scale").body()).contains("1 reading is set aside");
  }

  @Test
  void a_fifth_page_at_once_is_asked_to_come_back() throws Exception {
    Promise<Optional<PatientRow>> slow = Promise.promise();
    Router router = Router.router(vertx);
    new SeriesRoutes(
            new Needs(
                cookie -> Future.succeededFuture(Optional.of(new PatientId(1))),
                (language, title, path, body) -> body),
            new SeriesRoutes.Reads(
                id -> slow.future(),
                id -> Future.succeededFuture(0),
                (id, measures, from, to) -> Future.succeededFuture(List.of()),
                (cookie, id, one) -> Future.succeededFuture(Beside.NOTHING)),
            new CountCaller(vertx),
            () -> AUTUMN,
            PARIS)
        .mount(router, List.of(new WeightPage()));
    int port =
        done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")).actualPort();
    HttpRequest page =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/fr/mesures/poids"))
            .header("Cookie", "trousse_session=any")
            .build();

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int asked = 0; asked < 5; asked++) {
      answers.add(client.sendAsync(page, BodyHandlers.ofString()));
    }
    Object first = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get();
    slow.complete(
        Optional.of(
            new PatientRow(
                new PatientId(1), "Camille", "Fictive", LocalDate.of(1970, 3, 1), true)));

    assertThat(first)
        .isInstanceOfSatisfying(
            HttpResponse.class,
            busy -> {
              assertThat(busy.statusCode()).isEqualTo(503);
              assertThat(busy.headers().firstValue("Retry-After")).isPresent();
            });
    assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsExactlyInAnyOrder(200, 200, 200, 200, 503);
  }
}
