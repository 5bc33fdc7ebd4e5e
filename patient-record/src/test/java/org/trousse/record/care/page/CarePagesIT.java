package org.trousse.record.care.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.AT;
import static org.trousse.record.care.CareGround.DOCTOR;
import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.UNKNOWN;
import static org.trousse.record.care.CareGround.await;
import static org.trousse.record.care.CareGround.visitor;

import io.vertx.core.Future;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.care.CareGround;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;

/// The pages about care, as browsers meet them.
final class CarePagesIT {
  private static final String TEAM = "/fr/mes-soignants";
  private static final String HIDDEN = TEAM + "/mesures-cachees";
  private static final String URGENT = "/fr/acces-urgence";
  private static final String REASON = "Perte de connaissance dans la rue, seule.";
  private static final String FORM = "the form's secret";
  private static final Visitor PARENT =
      new Visitor(UUID.randomUUID(), "Parent", PATIENT, LocalDate.parse("2035-01-01"), FORM);
  private static final Visitor GROWN =
      new Visitor(UUID.randomUUID(), "Parent", PATIENT, LocalDate.parse("2026-01-01"), FORM);

  private static final PatientRefs REFS = new PatientRefs(new byte[32]);
  private static final Professional GUESSER =
      new Professional(
          new UUID(5, 5), "Test Devin", "Soignant", Profession.DOCTOR, "99900000109", true);

  private static final Map<String, Visitor> SESSIONS =
      Map.of(
          "patient", visitor(PATIENT),
          "parent", PARENT,
          "parent-of-an-adult", GROWN,
          "nurse", professional(NURSE),
          "doctor", professional(DOCTOR),
          "guesser", professional(GUESSER));

  /// Patients whose situation is to be established again.
  private static final Queue<PatientId> HEARD = new ConcurrentLinkedQueue<>();

  private static CareGround ground;
  private static CareModule module;
  private static HttpClient client;
  private static int port;

  private static Visitor professional(Professional who) {
    return new Visitor(who.id(), who.name(), null, null, FORM);
  }

  @BeforeAll
  static void start() throws SQLException {
    ground = new CareGround();
    module =
        await(
            CareModule.open(
                ground.ingest,
                ground.reader,
                cookie -> Future.succeededFuture(Optional.ofNullable(SESSIONS.get(cookie)))));
    await(module.professionals().enter(GUESSER, Instant.now()));
    Router router = Router.router(ground.vertx);
    module.mount(
        router,
        module.forms((language, title, path, body) -> "<title>" + title + "</title>" + body),
        REFS,
        HEARD::add);
    port =
        await(ground.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
            .actualPort();
    client = HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
  }

  @AfterEach
  void forget() {
    ground.forget();
  }

  @AfterAll
  static void stop() {
    client.close();
    ground.close();
  }

  @Test
  void a_stranger_signs_in_first() throws Exception {
    HttpResponse<String> answer = get("nobody", TEAM);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElse(""))
        .isEqualTo("/fr/connexion?retour=%2Ffr%2Fmes-soignants");
  }

  @Test
  void a_patient_names_a_nurse_by_number_after_seeing_the_name() throws Exception {
    HttpResponse<String> before = get("patient", TEAM);
    HttpResponse<String> found = get("patient", TEAM + "?rpps=" + NURSE.rpps());
    HttpResponse<String> named =
        post("patient", TEAM, "acte", "nommer", "rpps", NURSE.rpps(), "duree", "3m");
    HttpResponse<String> after = get("patient", TEAM + "?fait=nommer");

    assertThat(before.body())
        .contains("Vous n’avez nommé personne", "Les soignants de", "Test Première");
    assertThat(found.body())
        .contains("Nommer " + NURSE.name() + ", infirmier ou infirmière")
        .doesNotContainPattern("name=\"duree\"[^>]*checked");
    assertThat(named.statusCode()).isEqualTo(303);
    assertThat(after.body()).contains("C’est fait", NURSE.name(), "Peut ajouter", "version 1");
    assertThat(await(ground.door.patients(NURSE, Instant.now()))).containsExactly(PATIENT);
  }

  @Test
  void a_number_that_nobody_has_and_a_time_that_nobody_chose_are_said() throws Exception {
    assertThat(get("patient", TEAM + "?rpps=00000000000").statusCode()).isEqualTo(422);
    assertThat(get("patient", TEAM + "?rpps=%3Cb%3E").body())
        .contains("Aucun soignant")
        .doesNotContain("<b>");
    HttpResponse<String> timeless = post("patient", TEAM, "acte", "nommer", "rpps", NURSE.rpps());
    assertThat(timeless.statusCode()).isEqualTo(422);
    assertThat(timeless.body()).contains("Choisissez pour combien de temps");
  }

  @Test
  void a_form_without_the_sessions_secret_changes_nothing() throws Exception {
    String form = "acte=nommer&duree=libre&jeton=guessed&rpps=" + NURSE.rpps();

    HttpResponse<String> answer = send("patient", TEAM, form, null);
    HttpResponse<String> elsewhere =
        send("patient", TEAM, form.replace("guessed", FORM), "cross-site");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(elsewhere.statusCode()).isEqualTo(403);
    assertThat(await(ground.door.patients(NURSE, Instant.now()))).isEmpty();
  }

  @Test
  void a_patient_stops_blocks_and_unblocks() throws Exception {
    ground.named(PATIENT, NURSE);
    String nurse = NURSE.id().toString();

    post("patient", TEAM, "acte", "arreter", "soignant", nurse);
    HttpResponse<String> stopped = get("patient", TEAM);
    post("patient", TEAM, "acte", "bloquer", "soignant", nurse);
    HttpResponse<String> blocked = get("patient", TEAM);
    post("patient", TEAM, "acte", "debloquer", "soignant", nurse);
    HttpResponse<String> unblocked = get("patient", TEAM);

    assertThat(stopped.body()).contains("Vous n’avez nommé personne", "ne peuvent plus lire");
    assertThat(blocked.body()).contains("Bloqué depuis");
    assertThat(unblocked.body()).contains("Vous n’avez bloqué personne");
    assertThat(ground.ask("select count(*) from record.care_block where lifted_at is not null"))
        .isEqualTo("1");
  }

  @Test
  void someone_whom_the_page_does_not_show_cannot_be_decided_about() throws Exception {
    HttpResponse<String> answer =
        post("patient", TEAM, "acte", "bloquer", "soignant", UUID.randomUUID().toString());

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void a_parent_decides_until_the_child_comes_of_age() throws Exception {
    HttpResponse<String> named =
        post("parent", TEAM, "acte", "nommer", "rpps", NURSE.rpps(), "duree", "libre");
    HttpResponse<String> grown =
        post("parent-of-an-adult", TEAM, "acte", "nommer", "rpps", DOCTOR.rpps(), "duree", "libre");

    assertThat(named.statusCode()).isEqualTo(303);
    assertThat(grown.statusCode()).isEqualTo(404);
    assertThat(get("parent-of-an-adult", TEAM).statusCode()).isEqualTo(404);
    assertThat(ground.ask("select string_agg(named_by::text, ' ') from record.care_relation"))
        .isEqualTo(PARENT.account().toString());
  }

  @Test
  void the_patient_reads_who_consulted_and_is_told_once() throws Exception {
    ground.named(PATIENT, NURSE);
    get("patient", TEAM);
    get("nurse", record(NURSE, PATIENT));
    get("nurse", record(NURSE, PATIENT));

    String above = above();
    String page = get("patient", TEAM).body();
    String again = above();

    assertThat(above).contains("2 consultations");
    assertThat(page).contains(NURSE.name() + ", infirmier ou infirmière", "glycémie");
    assertThat(again).doesNotContain("consultation").contains(TEAM);
  }

  @Test
  void a_weekly_digest_waits_and_the_page_does_not() throws Exception {
    ground.named(PATIENT, NURSE);
    HttpResponse<String> chosen = post("patient", TEAM, "acte", "avis", "rythme", "2");
    get("nurse", record(NURSE, PATIENT));
    ground.execute("update record.care_notice set at = now()");

    assertThat(chosen.statusCode()).isEqualTo(303);
    assertThat(above()).doesNotContain("consultation");
    assertThat(get("patient", TEAM).body()).contains(NURSE.name());
    ground.execute(
        "update record.care_setting set seen_at = null",
        "update record.care_notice set at = now() - interval '8 days'");
    assertThat(above()).contains("1 consultation");
  }

  private static String above() {
    return await(
        module
            .above((cookie, language, page) -> Future.succeededFuture(""))
            .above("patient", Locale.FRENCH, "/fr/mesures"));
  }

  @Test
  void a_doctor_breaks_glass_and_the_patient_answers() throws Exception {
    HttpResponse<String> opened = urgent("doctor", "Première", "1970-03-01", REASON);
    HttpResponse<String> record =
        get("doctor", opened.headers().firstValue("Location").orElseThrow());
    String page = get("patient", TEAM).body();
    Matcher id = Pattern.compile("name=\"acces\" value=\"([^\"]+)\"").matcher(page);
    assertThat(id.find()).isTrue();
    post(
        "patient", TEAM, "acte", "repondre", "acces", id.group(1), "reponse", "3", "mots", "Non !");

    assertThat(opened.statusCode()).isEqualTo(303);
    assertThat(record.body())
        .contains("Test Première", "Accès d’urgence", "surveillées en temps réel", "100/80");
    assertThat(page).contains(REASON.replace("'", "&#39;"), DOCTOR.name());
    assertThat(get("patient", TEAM).body()).contains("Je le conteste.", "Non");
    assertThat(ground.ask("select answer from record.emergency_access")).isEqualTo("3");
  }

  @Test
  void a_form_with_faults_keeps_what_was_typed() throws Exception {
    HttpResponse<String> answer = urgent("doctor", "Première", "", "court");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("value=\"Première\"", "Donnez la date", "20 caractères", ">court<");
    assertThat(ground.ask("select count(*) from record.audit_event")).isEqualTo("0");
  }

  @Test
  void nurses_have_no_emergency_access_and_patients_no_such_page() throws Exception {
    assertThat(get("nurse", URGENT).statusCode()).isEqualTo(403);
    assertThat(urgent("nurse", "Première", "1970-03-01", REASON).statusCode()).isEqualTo(403);
    assertThat(get("patient", URGENT).statusCode()).isEqualTo(404);
    assertThat(get("patient", record(NURSE, PATIENT)).statusCode()).isEqualTo(404);
  }

  @Test
  void names_and_birth_dates_are_not_there_to_be_tried_out() throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (int day = 10; day <= 20; day++) {
      answers.add(urgent("guesser", "Première", "1970-04-" + day, REASON).statusCode());
    }
    HttpResponse<String> late = urgent("guesser", "Première", "1970-03-01", REASON);

    assertThat(answers.subList(0, 10)).containsOnly(404);
    assertThat(answers.getLast()).isEqualTo(429);
    assertThat(late.statusCode()).isEqualTo(429);
    assertThat(late.headers().firstValue("Retry-After")).contains("3600");
    assertThat(urgent("doctor", "Première", "1970-03-01", REASON).statusCode()).isEqualTo(303);
  }

  /// Other is unknown: one status, one body.
  @Test
  void whoever_is_not_to_be_read_is_answered_alike() throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(get("nurse", record(NURSE, UNKNOWN)));
    answers.add(get("nurse", record(NURSE, PATIENT)));
    ground.named(PATIENT, NURSE);
    HttpResponse<String> open = get("nurse", record(NURSE, PATIENT));
    post("patient", TEAM, "acte", "bloquer", "soignant", NURSE.id().toString());
    answers.add(get("nurse", record(NURSE, PATIENT)));
    post("patient", TEAM, "acte", "debloquer", "soignant", NURSE.id().toString());
    ground.named(PATIENT, NURSE);
    close();
    answers.add(get("nurse", record(NURSE, PATIENT)));

    assertThat(open.statusCode()).isEqualTo(200);
    assertThat(answers).allSatisfy(one -> alike(one, answers.getFirst()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocked", "refused", "closed"})
  void emergencies_that_may_not_be_are_answered_like_a_name_that_nobody_has(String why)
      throws Exception {
    HttpResponse<String> unknown = urgent("doctor", "Personne", "1970-03-01", REASON);
    switch (why) {
      case "blocked" -> post("patient", TEAM, "acte", "bloquer", "rpps", DOCTOR.rpps());
      case "refused" -> post("patient", TEAM, "acte", "refuser-urgence");
      default -> close();
    }

    HttpResponse<String> answer = urgent("doctor", "Première", "1970-03-01", REASON);

    assertThat(unknown.statusCode()).isEqualTo(404);
    alike(answer, unknown);
  }

  private static void close() {
    ground.execute(
        "insert into record.space values (%d, 1, now(), null, false, null)"
            .formatted(PATIENT.value()));
  }

  private static void alike(HttpResponse<String> one, HttpResponse<String> other) {
    assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
    assertThat(one.body()).isEqualTo(other.body());
    assertThat(one.headers().map().keySet()).isEqualTo(other.headers().map().keySet());
    assertThat(one.headers().firstValue("content-length"))
        .isEqualTo(other.headers().firstValue("content-length"));
  }

  @Test
  void a_patient_hides_a_reading_and_shows_it_again() throws Exception {
    ground.named(PATIENT, NURSE);
    String day = LocalDate.ofInstant(AT, FormRoutes.ZONE).toString();
    String page = get("patient", HIDDEN).body();
    Matcher weight = Pattern.compile("value=\"(4\\.[^\"]+)\"").matcher(page);
    assertThat(weight.find()).isTrue();
    String before = get("nurse", record(NURSE, PATIENT)).body();

    HEARD.clear();
    HttpResponse<String> hidden =
        post("patient", HIDDEN, "acte", "cacher", "jour", day, "mesure", weight.group(1));
    String without = get("nurse", record(NURSE, PATIENT)).body();
    String own = get("patient", HIDDEN + "?jour=" + day).body();
    post("patient", HIDDEN, "acte", "montrer", "jour", day, "mesure", weight.group(1));
    String again = get("nurse", record(NURSE, PATIENT)).body();

    assertThat(hidden.headers().firstValue("Location").orElse("")).endsWith("&fait=cacher");
    assertThat(before).contains("poids");
    assertThat(without).doesNotContain("poids").contains("glycémie");
    assertThat(own).contains("poids", "cachée");
    assertThat(again).isEqualTo(before);
    assertThat(HEARD).containsExactly(PATIENT, PATIENT);
    assertThat(
            ground.ask(
                "select string_agg(what, ' ' order by at) from record.audit_event"
                    + " where what like '%mask'"))
        .isEqualTo("mask unmask");
  }

  @Test
  void a_reading_that_there_is_not_cannot_be_hidden() throws Exception {
    HttpResponse<String> answer =
        post("patient", HIDDEN, "acte", "cacher", "jour", "2026-11-01", "mesure", "4.1.1.1");

    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("&fait=rien");
    assertThat(ground.ask("select count(*) from record.mask")).isEqualTo("0");
  }

  @Test
  void pages_are_in_english_too() throws Exception {
    assertThat(get("patient", "/en/my-care-team").body()).contains("My care team");
    assertThat(get("doctor", "/en/emergency-access").body()).contains("Emergency access");
    assertThat(Spot.counterpart("mes-soignants", true)).contains("my-care-team");
  }

  private static String record(Professional who, PatientId patient) {
    return URGENT + "/dossier?patient=" + REFS.of(who).ref(patient);
  }

  private static HttpResponse<String> urgent(String who, String family, String born, String reason)
      throws Exception {
    return post(who, URGENT, "nom", family, "naissance", born, "raison", reason);
  }

  private static HttpResponse<String> post(String who, String path, String... fields)
      throws Exception {
    StringBuilder form = new StringBuilder("jeton=" + encoded(FORM));
    for (int place = 0; place < fields.length; place += 2) {
      form.append('&').append(fields[place]).append('=').append(encoded(fields[place + 1]));
    }
    return send(who, path, form.toString(), "same-origin");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(
      String who, String path, String form, @Nullable String site)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String who, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .build(),
        BodyHandlers.ofString());
  }
}
