package org.trousse.record.watch.page.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.watch.store.Ward.NURSE;
import static org.trousse.record.watch.store.Ward.STRANGER;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.watch.page.Desk;
import org.trousse.record.watch.store.Ward;
import org.trousse.sdk.PatientId;

/// The thresholds of a patient over HTTP. All data are synthetic.
final class ThresholdRoutesIT {
  private static Desk desk;
  private static long numbers = 1;
  private PatientId patient = new PatientId(0);
  private String page = "";

  @BeforeAll
  static void open() throws SQLException {
    desk = new Desk();
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @BeforeEach
  void admit() throws SQLException {
    patient = desk.ward.patient(numbers++, "Alix", NURSE);
    page = "/fr/patients/" + Desk.ref(patient) + "/seuils";
  }

  private static Map<String, String> form(String... more) {
    Map<String, String> form =
        new HashMap<>(
            Map.of(
                "csrf",
                "csrf-nurse",
                "kind",
                "value",
                "subject",
                "temperature",
                "highCritical",
                "38,5",
                "reason",
                "seuil du prescripteur",
                "until",
                LocalDate.now(Ward.PARIS).plusDays(1).toString()));
    for (int place = 0; place < more.length; place += 2) {
      form.put(more[place], more[place + 1]);
    }
    return form;
  }

  @Test
  void the_usual_thresholds_hold_as_long_as_nobody_set_one() {
    HttpResponse<String> answer = desk.get("nurse", page);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Seuils de Alix Exemple", "sous 54\u00a0mg/dL pendant 15\u00a0min")
        .contains("critique à 180\u00a0mmHg ou plus", "Seuil usuel, posé par personne");
  }

  @Test
  void a_threshold_shows_its_author_its_reason_and_its_end_and_can_be_ended() {
    HttpResponse<String> set = desk.post("nurse", page, form("act", "set"));

    assertThat(set.statusCode()).isEqualTo(303);
    String shown = desk.get("nurse", page).body();
    assertThat(shown)
        .contains("critique à 38,5\u00a0°C ou plus", "Camille Démo", "seuil du prescripteur")
        .doesNotContain("critique à 38,0\u00a0°C ou plus");

    Matcher id = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"><button").matcher(shown);
    assertThat(id.find()).isTrue();
    desk.post("nurse", page, Map.of("csrf", "csrf-nurse", "act", "end", "id", id.group(1)));
    assertThat(desk.get("nurse", page).body())
        .contains("critique à 38,0\u00a0°C ou plus")
        .doesNotContain("38,5");
  }

  @Test
  void a_form_that_is_sent_twice_sets_one_threshold() {
    Map<String, String> form = form("act", "set", "id", UUID.randomUUID().toString());

    desk.post("nurse", page, form);
    desk.post("nurse", page, form);

    assertThat(
            desk.ward.postgres.ask(
                "select count(*) from record.watch_threshold where patient = " + patient.value()))
        .isEqualTo("1");
  }

  @Test
  void a_preview_says_how_many_situations_and_sets_nothing() {
    var appender = desk.ward.appender(Hears.NOBODY);
    for (int day : new int[] {2, 9, 16}) {
      Instant at = Instant.now().minus(Duration.ofDays(day));
      desk.ward.append(appender, Ward.temperature(patient, at, "38.7"));
    }

    HttpResponse<String> answer = desk.post("nurse", page, form("act", "preview"));

    assertThat(answer.body())
        .contains("aurait déclenché 3 situations sur les 30 derniers jours")
        .contains("value=\"38,5\"");
    assertThat(
            desk.ward.postgres.ask(
                "select count(*) from record.watch_threshold where patient = " + patient.value()))
        .isEqualTo("0");
  }

  @Test
  void a_wrong_form_says_everything_that_is_wrong_and_keeps_what_was_written() {
    HttpResponse<String> answer =
        desk.post(
            "nurse",
            page,
            form("act", "set", "highCritical", "385", "reason", "", "until", "2020-01-01"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("La borne critique haute", "Dites pourquoi", "Choisissez une fin")
        .contains("value=\"385\"");
  }

  @Test
  void a_set_is_taken_over_and_signed() {
    HttpResponse<String> answer =
        desk.post("nurse", page, form("act", "profile", "profile", "heart-failure-weight"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(desk.get("nurse", page).body())
        .contains("hausse de 2,0\u00a0kg ou plus en 3 jours, à voir maintenant")
        .contains("baisse de 2,0\u00a0kg ou plus en 3 jours");
  }

  @Test
  void a_rhythm_is_said() {
    desk.post("nurse", page, form("act", "rhythm", "measure", "body-weight", "hours", "24"));

    assertThat(desk.get("nurse", page).body()).contains("une mesure toutes les 24\u00a0h");
  }

  @Test
  void to_a_stranger_there_is_no_such_page() {
    String theirs = "/fr/patients/" + Desk.ref(STRANGER, patient) + "/seuils";
    String nobodys = "/fr/patients/" + "0".repeat(32) + "/seuils";

    HttpResponse<String> one = desk.get("stranger", theirs);
    HttpResponse<String> other = desk.get("stranger", nobodys);

    assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
    assertThat(one.body()).isEqualTo(other.body());
    assertThat(
            desk.post("stranger", theirs, form("act", "set", "csrf", "csrf-stranger")).statusCode())
        .isEqualTo(404);
    assertThat(desk.get("patient", page).statusCode()).isEqualTo(404);
  }

  @Test
  void looking_at_thresholds_is_a_consultation_that_the_patient_is_told_of() {
    String notices = "select count(*) from record.care_notice where patient = " + patient.value();

    desk.get("nurse", page);

    assertThat(desk.ward.postgres.ask(notices)).isEqualTo("1");
  }
}
