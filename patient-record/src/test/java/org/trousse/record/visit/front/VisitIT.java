package org.trousse.record.visit.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.OTHER;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.PODIATRIST;
import static org.trousse.record.care.CareGround.await;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.RosterStore;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareGround;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// A nurse's visit, as her browser meets it. All people are invented.
final class VisitIT {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final String FORM = "the form's secret";
  private static final AtomicLong NUMBERS = new AtomicLong(10_000);

  private static CareGround ground;
  private static HttpClient client;
  private static int port;

  @BeforeAll
  static void start() throws SQLException {
    ground = new CareGround();
    Map<String, Visitor> sessions =
        Map.of(
            "patient", CareGround.visitor(PATIENT),
            "nurse", professional(NURSE),
            "podiatrist", professional(PODIATRIST));
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
      new VisitModule(
              ground.ingest, ground.reader, care, SECRET, InstantSource.system(), Hears.NOBODY)
          .mount(
              router,
              care.forms((language, title, path, body) -> "<title>" + title + "</title>" + body),
              new EntryLane(
                  lane,
                  new RosterStore(ground.ingest),
                  new TrailStore(ground.ingest),
                  InstantSource.system()));
      vertx
          .createHttpServer()
          .requestHandler(router)
          .listen(0, "127.0.0.1")
          .onSuccess(http -> listening.set(http.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private static Visitor professional(Professional who) {
    return new Visitor(who.id(), who.name(), null, null, FORM);
  }

  @AfterAll
  static void stop() {
    client.close();
    ground.close();
  }

  @BeforeEach
  void begin() {
    ground.forget();
    ground.execute(
        "truncate record.visit, record.transmission, record.transmission_read,"
            + " record.reading_act, record.reading_version, record.reading");
    ground.named(PATIENT, NURSE);
  }

  @Test
  void the_sheet_begins_at_the_last_visit_and_the_next_one_where_this_ended() throws Exception {
    stored(Measure.BODY_WEIGHT, "80.0", null, -5 * 24 * 60);
    stored(Measure.BODY_WEIGHT, "82.4", null, -60);

    HttpResponse<String> first = get("nurse", sheet(PATIENT));
    HttpResponse<String> ended = end(first);
    HttpResponse<String> next = get("nurse", sheet(PATIENT));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body())
        .contains("Première visite", "82,4", "né·e le", "Rien sur cette période");
    assertThat(ended.statusCode()).isEqualTo(303);
    assertThat(next.body())
        .contains("Depuis ma dernière visite", "Aucune mesure depuis votre visite");
    assertThat(ground.ask("select count(*) from record.visit")).isEqualTo("1");
  }

  @Test
  void a_reading_is_entered_once_and_12_8_asks_back() throws Exception {
    String key = UUID.randomUUID().toString();
    String when = local(-5);

    HttpResponse<String> asked = enter("12/8", "pressure", when, key, "");
    HttpResponse<String> sure = enter("120/80 mmHg", "pressure", when, key, "oui");
    HttpResponse<String> again = enter("120/80 mmHg", "pressure", when, key, "oui");
    HttpResponse<String> shown = get("nurse", sheet(PATIENT));

    assertThat(asked.statusCode()).isEqualTo(422);
    assertThat(asked.body()).contains("value=\"120/80 mmHg\"");
    assertThat(sure.headers().firstValue("Location").orElse("")).endsWith("?fait=saisir");
    assertThat(again.headers().firstValue("Location").orElse("")).endsWith("?fait=deja");
    assertThat(shown.body()).contains("120/80", "saisie d’un soignant");
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("1");
    assertThat(
            ground.ask(
                "select specialisation from record.device d join record.reading r on d.key ="
                    + " r.device"))
        .isEqualTo("528391");
  }

  @Test
  void what_is_typed_wrong_is_kept_and_said() throws Exception {
    HttpResponse<String> words = enter("beaucoup", "weight", local(-5), key(), "");
    HttpResponse<String> future = enter("72,4", "weight", local(60), key(), "");
    HttpResponse<String> kind = enter("72,4", "glucose-sensor", local(-5), key(), "");

    assertThat(words.body()).contains("value=\"beaucoup\"", "en chiffres");
    assertThat(future.body()).contains("date et une heure passées");
    assertThat(kind.statusCode()).isEqualTo(422);
    assertThat(ground.ask("select count(*) from record.reading")).isEqualTo("0");
  }

  @Test
  void a_wrong_value_is_corrected_after_its_effect_was_shown() throws Exception {
    stored(Measure.BODY_WEIGHT, "70.0", null, -3 * 24 * 60);
    stored(Measure.BODY_WEIGHT, "90.0", null, -60);
    String reading = link(get("nurse", sheet(PATIENT)), "90,0");

    HttpResponse<String> seen =
        post("nurse", reading, "acte", "corriger", "vu", "1", "valeur", "72,0", "note", "frappe");
    HttpResponse<String> done =
        post(
            "nurse",
            reading,
            "acte",
            "corriger",
            "vu",
            "1",
            "valeur",
            "72,0",
            "note",
            "frappe",
            "sur",
            "oui");
    HttpResponse<String> after = get("nurse", reading + "?fait=corriger");

    assertThat(seen.body()).contains("80,0", "71,0", "→");
    assertThat(ground.ask("select value from record.reading_version")).isEqualTo("90.0");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(after.body())
        .contains("72,0", "Version 1", "90,0", NURSE.name(), "frappe", "corrigée");
    assertThat(
            ground.ask("select what || detail from record.audit_event where what = 'visit-amend'"))
        .isEqualTo("visit-amend60 normal");
  }

  @Test
  void an_error_is_marked_with_its_reason_and_counts_no_more() throws Exception {
    stored(Measure.BODY_TEMPERATURE, "41.0", null, -60);
    String reading = link(get("nurse", sheet(PATIENT)), "41,0");

    HttpResponse<String> unsaid = post("nurse", reading, "acte", "erreur", "vu", "1");
    HttpResponse<String> other =
        post("nurse", reading, "acte", "erreur", "vu", "1", "raison", "other");
    post("nurse", reading, "acte", "erreur", "vu", "1", "raison", "other-person", "sur", "oui");
    HttpResponse<String> sheet = get("nurse", sheet(PATIENT));
    post("nurse", reading, "acte", "retablir", "vu", "2");

    assertThat(unsaid.body()).contains("Choisissez une raison");
    assertThat(other.body()).contains("Précisez en quelques mots");
    assertThat(sheet.body()).contains("<del>41,0", "erreur");
    assertThat(ground.ask("select version || ' ' || coalesce(status, 0) from record.reading"))
        .isEqualTo("3 0");
  }

  @Test
  void who_was_overtaken_compares_before_going_on() throws Exception {
    stored(Measure.BODY_WEIGHT, "80.0", null, -60);
    String reading = link(get("nurse", sheet(PATIENT)), "80,0");
    post("nurse", reading, "acte", "annoter", "vu", "1", "note", "habillée");

    HttpResponse<String> late =
        post("nurse", reading, "acte", "corriger", "vu", "1", "valeur", "79", "sur", "oui");

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Une autre personne a changé cette mesure", NURSE.name());
    assertThat(ground.ask("select value from record.reading")).isEqualTo("80.0");
  }

  @Test
  void what_is_shown_is_validated_as_it_was_shown() throws Exception {
    stored(Measure.BLOOD_PRESSURE, "150", "90", -60, Flag.SELF_REPORTED);
    stored(Measure.BODY_WEIGHT, "80.0", null, -50, Flag.SELF_REPORTED);
    HttpResponse<String> shown = get("nurse", sheet(PATIENT));
    String marks = found(shown.body(), "name=\"marques\" value=\"([^\"]*)\"");
    String weight = link(shown, "80,0");
    post("nurse", weight, "acte", "corriger", "vu", "1", "valeur", "79", "sur", "oui");

    post("nurse", sheet(PATIENT), "acte", "valider", "marques", marks);

    assertThat(shown.body()).contains("2 mesures attendent");
    assertThat(get("nurse", sheet(PATIENT)).body()).contains("1 mesure attend", "validée");
    assertThat(ground.ask("select count(*) from record.reading_act where act = 4")).isEqualTo("1");
  }

  @Test
  void a_transmission_is_written_with_the_numbers_in_it_and_kept_once() throws Exception {
    stored(Measure.BODY_WEIGHT, "81.5", null, -60);
    HttpResponse<String> blank = get("nurse", sheet(PATIENT) + "/transmission");
    String key = found(blank.body(), "name=\"cle\" value=\"([^\"]*)\"");

    HttpResponse<String> long_ = handOver(key, "x".repeat(1_201));
    HttpResponse<String> kept = handOver(key, "Poids 81,5 kg. Œdèmes discrets.");
    HttpResponse<String> again = handOver(key, "Poids 81,5 kg. Œdèmes discrets.");
    HttpResponse<String> read = get("nurse", kept.headers().firstValue("Location").orElse(""));

    assertThat(blank.body()).contains("81,5");
    assertThat(long_.statusCode()).isEqualTo(422);
    assertThat(long_.body()).contains("1201");
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(kept.headers().firstValue("Location"));
    assertThat(read.body()).contains("Œdèmes discrets", NURSE.name());
    assertThat(ground.ask("select count(*) from record.transmission")).isEqualTo("1");
  }

  /// Unknown, not in her care, stopped, no professional: the same answer.
  @Test
  void others_find_nothing_whoever_they_are() throws Exception {
    HttpResponse<String> notHers = get("nurse", sheet(OTHER));
    HttpResponse<String> nobody = get("nurse", sheet(CareGround.UNKNOWN));
    HttpResponse<String> patient = get("patient", sheet(PATIENT));
    HttpResponse<String> stolen = get("podiatrist", sheet(PATIENT));

    assertThat(notHers.statusCode()).isEqualTo(404);
    assertThat(notHers.body()).isEqualTo(nobody.body()).isEqualTo(patient.body());
    assertThat(stolen.body()).isEqualTo(nobody.body());
    assertThat(get("nobody", sheet(PATIENT)).statusCode()).isEqualTo(303);
  }

  @Test
  void who_may_read_but_not_write_has_no_form_and_writes_nothing() throws Exception {
    stored(Measure.BLOOD_GLUCOSE, "110", null, -60);
    ground.named(PATIENT, PODIATRIST);
    String sheet = "/fr/patients/" + new PatientRefs(SECRET).of(PODIATRIST).ref(PATIENT);

    HttpResponse<String> shown = get("podiatrist", sheet);
    String reading = link(shown, "110");
    HttpResponse<String> written =
        post("podiatrist", reading, "acte", "annoter", "vu", "1", "note", "non");

    assertThat(shown.body()).contains("110").doesNotContain("Saisir une mesure", "name=\"jeton\"");
    assertThat(written.statusCode()).isEqualTo(404);
    assertThat(ground.ask("select count(*) from record.reading_act")).isEqualTo("0");
  }

  @Test
  void a_sensor_that_was_off_is_marked_as_a_stretch_and_restored() throws Exception {
    for (int minutes = 10; minutes <= 100; minutes += 10) {
      stored(Measure.INTERSTITIAL_GLUCOSE, minutes <= 50 ? "40" : "120", null, -minutes);
    }
    String page = sheet(PATIENT) + "/capteur";
    String[] off = {"debut", local(-55), "fin", local(-4), "raison", "sensor-detached"};

    String sheet = get("nurse", sheet(PATIENT)).body();
    HttpResponse<String> seen = post("nurse", page, with(off, "acte", "erreur"));
    stored(Measure.INTERSTITIAL_GLUCOSE, "41", null, -15);
    String[] sure = with(off, "acte", "erreur", "sur", "oui", "vus", "5");
    HttpResponse<String> changed = post("nurse", page, sure);
    String before = ground.ask("select count(*) from record.reading where status = 2");
    sure[sure.length - 1] = "6";
    HttpResponse<String> done = post("nurse", page, sure);

    assertThat(sheet).contains("href=\"" + page);
    assertThat(seen.body()).contains("5 mesures du capteur", "80", "120", "(10 mesures avant)");
    assertThat(changed.statusCode()).isEqualTo(409);
    assertThat(before).isEqualTo("0");
    assertThat(done.headers().firstValue("Location"))
        .hasValueSatisfying(address -> assertThat(address).endsWith("?fait=erreur&combien=6"));
    assertThat(ground.ask("select count(*) from record.reading where status = 2")).isEqualTo("6");
    assertThat(ground.ask("select count(*) from record.reading_act where reason = 3"))
        .isEqualTo("6");
    post("nurse", page, with(off, "acte", "retablir", "sur", "oui", "vus", "6"));
    assertThat(ground.ask("select count(*) from record.reading where status = 2")).isEqualTo("0");
  }

  @Test
  void a_stretch_that_is_none_is_said() throws Exception {
    String page = sheet(PATIENT) + "/capteur";
    String reason = "sensor-detached";

    HttpResponse<String> long_ =
        post(
            "nurse",
            page,
            "acte",
            "erreur",
            "raison",
            reason,
            "debut",
            local(-1_500),
            "fin",
            local(-1));
    HttpResponse<String> empty =
        post(
            "nurse",
            page,
            "acte",
            "erreur",
            "raison",
            reason,
            "debut",
            local(-60),
            "fin",
            local(-1));

    assertThat(long_.statusCode()).isEqualTo(422);
    assertThat(long_.body()).contains("24 heures d’écart");
    assertThat(empty.body()).contains("aucune mesure qui compte");
    assertThat(get("podiatrist", page).statusCode()).isEqualTo(404);
  }

  private static String[] with(String[] fields, String... more) {
    String[] all = Arrays.copyOf(fields, fields.length + more.length);
    System.arraycopy(more, 0, all, fields.length, more.length);
    return all;
  }

  private static HttpResponse<String> end(HttpResponse<String> sheet) throws Exception {
    String key =
        found(
            sheet.body(),
            "value=\"finir\">\\s*<input type=\"hidden\" name=\"cle\" value=\"([^\"]*)\"");
    return post("nurse", sheet(PATIENT), "acte", "finir", "cle", key);
  }

  private static HttpResponse<String> handOver(String key, String data) throws Exception {
    return post("nurse", sheet(PATIENT) + "/transmission", "cle", key, "donnees", data);
  }

  private static HttpResponse<String> enter(
      String typed, String kind, String when, String key, String sure) throws Exception {
    return post(
        "nurse",
        sheet(PATIENT),
        "acte",
        "saisir",
        "mesure",
        kind,
        "valeur",
        typed,
        "quand",
        when,
        "cle",
        key,
        "sur",
        sure,
        "appareil",
        "oui");
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String local(int minutes) {
    return LocalDateTime.now(ZoneId.of("Europe/Paris"))
        .plusMinutes(minutes)
        .truncatedTo(ChronoUnit.MINUTES)
        .toString();
  }

  private static String sheet(PatientId patient) {
    return "/fr/patients/" + new PatientRefs(SECRET).of(NURSE).ref(patient);
  }

  /// The address of the row with this value.
  private static String link(HttpResponse<String> sheet, String value) {
    return found(
        sheet.body(), "href=\"(/fr/patients/[^\"]*/mesures/[^\"]*)\"(?:(?!<tr>).)*" + value);
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static void stored(
      Measure measure, String value, @Nullable String diastolic, int minutes, Flag... flags)
      throws SQLException {
    Set<Flag> all = EnumSet.noneOf(Flag.class);
    all.addAll(Set.of(flags));
    Instant at = Instant.now().plus(minutes, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
    ground.append(
        new Reading(
            PATIENT,
            measure,
            at,
            CareGround.DEVICE,
            NUMBERS.incrementAndGet(),
            0,
            at,
            new Amounts(
                new BigDecimal(value),
                diastolic == null ? null : new BigDecimal(diastolic),
                null,
                null),
            null,
            null,
            null,
            null,
            null,
            all,
            Set.of(),
            new Payload("test", new byte[] {1})));
  }

  private static HttpResponse<String> get(String who, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String who, String path, String... fields)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder("jeton=" + encoded(FORM));
    for (int place = 0; place < fields.length; place += 2) {
      form.append('&').append(fields[place]).append('=').append(encoded(fields[place + 1]));
    }
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(form.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
