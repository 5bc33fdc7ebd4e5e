package org.trousse.record.watch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.watch.store.Ward.NURSE;
import static org.trousse.record.watch.store.Ward.STRANGER;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.watch.store.Ward;
import org.trousse.sdk.PatientId;

/// The list over HTTP. All data are synthetic.
final class WorklistRoutesIT {
  private static Desk desk;
  private static Ward ward;
  private static PatientId hot;
  private static PatientId quiet;

  @BeforeAll
  static void open() throws SQLException {
    desk = new Desk();
    ward = desk.ward;
    hot = ward.patient(1, "Alix", NURSE);
    quiet = ward.patient(2, "Dominique", NURSE);
    var appender = ward.appender(Hears.NOBODY);
    ward.append(appender, Ward.temperature(hot, Instant.now(), "39.1"));
    ward.append(appender, Ward.temperature(quiet, Instant.now(), "36.8"));
    desk.evaluate(hot);
    desk.evaluate(quiet);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static String ref(PatientId patient) {
    return Desk.ref(patient);
  }

  private static HttpResponse<String> get(String cookie, String path) {
    return desk.get(cookie, path);
  }

  private static HttpResponse<String> post(String cookie, String path, Map<String, String> form) {
    return desk.post(cookie, path, form);
  }

  @Test
  void the_list_says_who_first_and_why_with_its_numbers() {
    HttpResponse<String> page = get("nurse", "/fr/tournee");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("2 mesures depuis hier", "Température 39,1\u00a0°C")
        .contains("surveillées en temps réel")
        .contains("/fr/patients/" + ref(hot))
        .containsSubsequence("A. À voir", "Alix", "B. Changement", "E. Dans", "Dominique");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void the_list_in_english() {
    assertThat(get("nurse", "/en/worklist").body())
        .contains("Temperature 39.1\u00a0°C", "See now", "/en/patients/" + ref(hot));
  }

  @Test
  void the_print_has_one_line_a_patient_in_the_same_order() {
    assertThat(get("nurse", "/fr/tournee/imprimer").body())
        .containsSubsequence("<tbody>", "<td>A</td>", "Alix", "<td>E</td>", "Dominique");
  }

  @Test
  void no_number_of_a_patient_stands_in_an_address() {
    assertThat(get("nurse", "/fr/tournee").body())
        .doesNotContain("patients/1\"")
        .doesNotContain(hot.text());
  }

  @Test
  void being_listed_is_in_the_trail_of_each_patient() {
    String count =
        "select count(*) from record.audit_event where what = 'consult-list' and patient = "
            + quiet.value();
    long before = Long.parseLong(ward.postgres.ask(count));

    get("nurse", "/fr/tournee");

    assertThat(Long.parseLong(ward.postgres.ask(count))).isEqualTo(before + 1);
  }

  @Test
  void a_stranger_has_an_empty_list_and_no_such_patient() {
    assertThat(get("stranger", "/fr/tournee").body())
        .contains("Aucun patient ne vous a désigné")
        .doesNotContain("Alix");
    HttpResponse<String> theirs = get("stranger", "/fr/tournee/patient/" + ref(hot));
    HttpResponse<String> nobodys = get("stranger", "/fr/tournee/patient/" + "0".repeat(32));

    assertThat(theirs.statusCode()).isEqualTo(404).isEqualTo(nobodys.statusCode());
    assertThat(theirs.body()).isEqualTo(nobodys.body());
    String own = Desk.ref(STRANGER, hot);
    HttpResponse<String> guessed = get("stranger", "/fr/tournee/patient/" + own);
    assertThat(guessed.statusCode()).isEqualTo(404);
    assertThat(guessed.body()).isEqualTo(nobodys.body());
    assertThat(
            post("stranger", "/fr/tournee/vu", Map.of("csrf", "csrf-stranger", "ref", own))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void who_is_no_professional_has_no_such_page_and_who_is_nobody_signs_in() {
    assertThat(get("patient", "/fr/tournee").statusCode()).isEqualTo(404);
    HttpResponse<String> nobody = get("unknown", "/fr/tournee");
    assertThat(nobody.statusCode()).isEqualTo(303);
    assertThat(nobody.headers().firstValue("Location"))
        .contains("/fr/connexion?retour=%2Ffr%2Ftournee");
  }

  @Test
  void a_form_from_elsewhere_is_refused() {
    assertThat(
            post("nurse", "/fr/tournee/vu", Map.of("csrf", "csrf-stranger", "ref", ref(hot)))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_review_with_a_note_shows_who_and_when() throws SQLException {
    PatientId patient = ward.patient(11, "Ariel", NURSE);
    String page = "/fr/tournee/patient/" + ref(patient);

    HttpResponse<String> kept =
        post("nurse", page, Map.of("csrf", "csrf-nurse", "act", "seen", "note", "appelé <15"));

    assertThat(kept.statusCode()).isEqualTo(303);
    assertThat(kept.headers().firstValue("Location")).contains("/fr/tournee#p-" + ref(patient));
    assertThat(get("nurse", page).body()).contains("par Camille Démo").contains("appelé &lt;15");
  }

  @Test
  void who_is_put_off_waits_until_somebody_resumes() throws SQLException {
    PatientId patient = ward.patient(12, "Andrea", NURSE);
    String page = "/fr/tournee/patient/" + ref(patient);
    String tomorrow = LocalDate.now(Ward.PARIS).plusDays(1).toString();
    Map<String, String> form =
        Map.of("csrf", "csrf-nurse", "act", "snooze", "until", tomorrow, "reason", "en congé");

    assertThat(post("nurse", page, form).statusCode()).isEqualTo(303);
    assertThat(get("nurse", "/fr/tournee").body())
        .containsSubsequence("Reportés", "Andrea", "en congé");
    post("nurse", page, Map.of("csrf", "csrf-nurse", "act", "resume"));
    assertThat(get("nurse", "/fr/tournee").body()).doesNotContain("Reportés");
  }

  @Test
  void a_wrong_form_says_what_is_wrong_and_keeps_what_was_written() {
    String page = "/fr/tournee/patient/" + ref(hot);
    Map<String, String> late =
        Map.of("csrf", "csrf-nurse", "act", "snooze", "until", "2030-01-01", "reason", "longtemps");

    HttpResponse<String> answer = post("nurse", page, late);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("d’aujourd’hui à 30 jours", "longtemps");
  }

  @Test
  void a_tour_filters_the_list() throws SQLException {
    PatientId patient = ward.patient(13, "Morgan", NURSE);
    Map<String, String> form =
        Map.of(
            "csrf",
            "csrf-nurse",
            "act",
            "visit",
            "tour",
            "soir & nuit",
            "sector",
            "Nord",
            "next",
            "2030-11-24T09:30");

    post("nurse", "/fr/tournee/patient/" + ref(patient), form);

    assertThat(get("nurse", "/fr/tournee?tournee=soir+%26+nuit").body())
        .contains("Morgan", "Nord", "09:30")
        .doesNotContain("Alix");
  }
}
