package org.trousse.record.watch.page.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.watch.store.Ward.NURSE;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.watch.page.Desk;
import org.trousse.record.watch.store.Ward;
import org.trousse.sdk.PatientId;

/// The sheet and its return over HTTP. All data are synthetic.
final class TourRoutesIT {
  private static Desk desk;
  private static PatientId one;
  private static PatientId other;

  @BeforeAll
  static void open() throws SQLException {
    desk = new Desk();
    one = desk.ward.patient(1, "Alix", NURSE);
    other = desk.ward.patient(2, "Dominique", NURSE);
    desk.evaluate(one);
    desk.evaluate(other);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static Map<String, String> form(String... more) {
    Map<String, String> form =
        new HashMap<>(
            Map.of(
                "csrf",
                "csrf-nurse",
                "day",
                LocalDate.now(Ward.PARIS).minusDays(1).toString(),
                "l0.ref",
                Desk.ref(one),
                "l0.key",
                UUID.randomUUID().toString(),
                "l0.time",
                "09:30",
                "l1.ref",
                Desk.ref(other),
                "l1.key",
                UUID.randomUUID().toString()));
    for (int place = 0; place < more.length; place += 2) {
      form.put(more[place], more[place + 1]);
    }
    return form;
  }

  private static String readings(PatientId patient) {
    return desk.ward.postgres.ask(
        """
        select coalesce(string_agg(measure || ':' || value || coalesce('/' || diastolic, ''), ' '
          order by measure), 'none') from record.reading where patient = \
        """
            + patient.value());
  }

  @Test
  void the_sheet_needs_nothing_else_and_has_a_grid_for_each_patient() {
    HttpResponse<String> sheet = desk.get("nurse", "/fr/tournee/feuille");

    assertThat(sheet.statusCode()).isEqualTo(200);
    assertThat(sheet.body())
        .startsWith("<!DOCTYPE html>")
        .contains("Alix Exemple", "Dominique Exemple", "Tension (mmHg)")
        .doesNotContain("<script", "src=", "href=");
    assertThat(sheet.body().split("<table>", -1))
        .hasSameSizeAs(sheet.body().split("<section>", -1))
        .hasSizeGreaterThan(2);
  }

  @Test
  void what_is_understood_is_kept_once_and_what_is_not_is_asked_back() throws SQLException {
    PatientId patient = desk.ward.patient(11, "Ariel", NURSE);
    Map<String, String> form =
        form(
            "l0.ref",
            Desk.ref(patient),
            "l0.blood-pressure",
            "12/8",
            "l0.body-weight",
            "71,5",
            "l0.body-temperature",
            "abc");

    HttpResponse<String> answer = desk.post("nurse", "/fr/tournee/retour", form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("1 mesure enregistrée", "71,5\u00a0kg, <strong>enregistré")
        .contains("Vouliez-vous 120/80\u00a0mmHg", "value=\"12/8\"", "value=\"abc\"");
    assertThat(readings(patient)).isEqualTo("4:71.5");

    form.remove("l0.body-temperature");
    form.put("l0.blood-pressure.sure", "120/80 mmHg");
    HttpResponse<String> again = desk.post("nurse", "/fr/tournee/retour", form);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).contains("2 mesures enregistrées");
    assertThat(readings(patient)).isEqualTo("3:120/80 4:71.5");
  }

  @Test
  void a_line_without_a_time_says_so_and_keeps_nothing() {
    HttpResponse<String> answer =
        desk.post("nurse", "/fr/tournee/retour", form("l0.time", "", "l0.body-weight", "80"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Donnez l’heure", "value=\"80\"");
    assertThat(readings(one)).isEqualTo("none");
  }

  @Test
  void a_patient_who_is_not_theirs_gets_no_line() throws SQLException {
    PatientId strangers = desk.ward.patient(12, "Sacha");
    Map<String, String> form = form("l0.ref", Desk.ref(strangers), "l0.body-weight", "80");

    HttpResponse<String> answer = desk.post("nurse", "/fr/tournee/retour", form);

    assertThat(answer.body()).doesNotContain("Sacha").contains("0 mesure enregistrée");
    assertThat(readings(strangers)).isEqualTo("none");
  }

  @Test
  void the_form_has_a_line_for_each_patient() {
    assertThat(desk.get("nurse", "/en/worklist/return").body())
        .contains("Return of a tour", "name=\"l0.ref\"", "name=\"l1.key\"");
  }
}
