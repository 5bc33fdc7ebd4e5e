package org.trousse.consent.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.ADD_GLUCOSE;
import static org.trousse.consent.applications.Samples.CLIENT;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;
import static org.trousse.consent.applications.Samples.READ_WEIGHT;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantState;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.measure.Measure;

/// The apps' pages as a browser without script meets them.
final class ApplicationsIT {
  private static final org.trousse.consent.grant.Duration YEAR =
      org.trousse.consent.grant.Duration.MONTHS_12;

  private static DashboardSite site;

  @BeforeAll
  static void open() {
    site = new DashboardSite();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void forget() {
    site.noted.clear();
    site.used.clear();
    site.app(Samples.app(AppStatus.ACTIVE, 1, READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT));
  }

  @Test
  void without_apps_the_page_says_that_nobody_has_access() throws Exception {
    HttpResponse<String> page = site.get(site.adult(), "/fr/applications");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Aucune application n’a accès à vos mesures.");
  }

  @Test
  void who_is_not_signed_in_comes_back_after_it() throws Exception {
    HttpResponse<String> page = site.get(null, "/fr/journal?app=x");

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(location(page)).isEqualTo("/fr/connexion?retour=%2Ffr%2Fjournal%3Fapp%3Dx");
  }

  @Test
  void the_list_says_what_each_app_may_and_what_it_did_in_both_languages() throws Exception {
    String cookie = site.adult();
    site.give(cookie, YEAR, READ_GLUCOSE);
    site.used.add(new Used(CLIENT, Measure.BLOOD_GLUCOSE, false, 12, Instant.now()));

    String french = site.get(cookie, "/fr/applications").body();
    String english = site.get(cookie, "/en/applications").body();

    assertThat(french)
        .contains("Carnet Démo", "Éditions Exemple SAS", "Lire vos mesures de glycémie")
        .contains("12 mesures lues en 30 jours", "Dossier de Maud E.");
    assertThat(english).contains("12 readings read in 30 days", "Read your glucose readings");
  }

  @Test
  @Tag("consent-113")
  void withdrawal_takes_two_taps_states_consequences_and_returns_a_receipt() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);
    String list = site.get(cookie, "/fr/applications").body();

    String confirm =
        site.get(cookie, "/fr/applications?app=" + grant.id() + "&page=arreter").body();
    HttpResponse<String> stopped = site.act(cookie, grant, "action", "arreter");

    assertThat(list).contains("/fr/applications?app=" + grant.id() + "&amp;page=arreter");
    assertThat(confirm)
        .contains("ne peut plus lire ni ajouter", "ont été prises avant")
        .contains("a déjà copiées restent chez Éditions Exemple SAS", "le droit de demander");
    assertThat(stopped.statusCode()).isEqualTo(200);
    assertThat(stopped.body())
        .contains("Carnet Démo est arrêtée", "Arrêt enregistré le ", "Lecture du dossier")
        .contains("Renouvellement des clés", "Lire la lettre d’effacement");
    assertThat(site.now(grant).status()).isEqualTo(GrantStatus.ENDED);
    assertThat(site.rights.grant(grant.id()).await())
        .map(GrantState::status)
        .contains(GrantStatus.ENDED);
    assertThat(site.noted).extracting(Decision::what).endsWith("revoke");
  }

  @Test
  void a_second_stop_changes_nothing_and_shows_the_time_of_the_first() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);
    site.act(cookie, grant, "action", "arreter");
    Instant first = site.now(grant).endedAt();
    site.noted.clear();

    HttpResponse<String> again = site.act(cookie, grant, "action", "arreter");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(site.now(grant).endedAt()).isEqualTo(first);
    assertThat(site.noted).isEmpty();
    assertThat(site.get(cookie, "/en/applications?app=" + grant.id() + "&page=arretee").body())
        .contains("Carnet Démo is stopped");
  }

  @Test
  void pause_resume_and_what_is_too_late() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);

    HttpResponse<String> paused = site.act(cookie, grant, "action", "pause");
    GrantStatus between = site.now(grant).status();
    HttpResponse<String> twice = site.act(cookie, grant, "action", "pause");
    HttpResponse<String> resumed = site.act(cookie, grant, "action", "reprendre");

    assertThat(location(paused)).isEqualTo("/fr/applications?app=" + grant.id() + "&fait=pause");
    assertThat(between).isEqualTo(GrantStatus.PAUSED);
    assertThat(location(twice)).endsWith("&fait=rien");
    assertThat(location(resumed)).endsWith("&fait=reprise");
    assertThat(site.now(grant).status()).isEqualTo(GrantStatus.ACTIVE);
    assertThat(site.noted).extracting(Decision::what).endsWith("pause", "resume");
    assertThat(site.get(cookie, location(resumed)).body()).contains("de nouveau en marche");
  }

  @Test
  void one_permission_goes_and_the_last_one_leads_to_the_stop() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE, ADD_GLUCOSE);

    HttpResponse<String> one =
        site.act(cookie, grant, "action", "retirer", "p", READ_GLUCOSE.word());
    HttpResponse<String> last =
        site.act(cookie, grant, "action", "retirer", "p", ADD_GLUCOSE.word());

    assertThat(location(one)).endsWith("&fait=retrait");
    assertThat(location(last)).endsWith("&page=arreter");
    assertThat(site.now(grant).permissions()).containsExactly(ADD_GLUCOSE);
    assertThat(site.now(grant).status()).isEqualTo(GrantStatus.ACTIVE);
  }

  @Test
  void an_extension_asks_for_how_long() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, org.trousse.consent.grant.Duration.DAYS_30, READ_GLUCOSE);

    HttpResponse<String> none = site.act(cookie, grant, "action", "prolonger");
    String faulty = site.get(cookie, "/fr/applications?app=" + grant.id() + "&faute=duree").body();
    HttpResponse<String> given = site.act(cookie, grant, "action", "prolonger", "duree", "90d");
    HttpResponse<String> shorter = site.act(cookie, grant, "action", "prolonger", "duree", "30d");

    assertThat(location(none)).endsWith("&faute=duree#prolonger");
    assertThat(faulty).contains("<title>Erreur", "href=\"#duree\"", "id=\"duree-fault\"");
    assertThat(location(given)).endsWith("&fait=prolongation");
    assertThat(location(shorter)).contains("faute=duree");
    assertThat(site.now(grant).endsAt())
        .isBetween(
            Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(90)));
  }

  @Test
  @Tag("consent-110")
  void an_unused_permission_is_asked_about_and_the_answer_lasts() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE, ADD_GLUCOSE);
    site.age(grant, 91);
    site.used.add(new Used(CLIENT, Measure.BLOOD_GLUCOSE, true, 1, Instant.now()));
    String asked = site.get(cookie, "/fr/applications?app=" + grant.id()).body();

    HttpResponse<String> kept =
        site.act(cookie, grant, "action", "garder", "p", READ_GLUCOSE.word());

    assertThat(asked.split("Voulez-vous la garder", -1)).hasSize(2);
    assertThat(site.get(cookie, "/fr/journal").body()).doesNotContain("ne servent pas");
    assertThat(site.get(cookie, location(kept)).body())
        .contains("la permission reste")
        .doesNotContain("Voulez-vous la garder");
    assertThat(site.noted).extracting(Decision::what).endsWith("keep");
  }

  @Test
  @Tag("consent-116")
  void a_new_version_that_asks_more_keeps_the_old_set_until_the_patient_answers() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);
    site.app(Samples.app(AppStatus.ACTIVE, 2, READ_GLUCOSE, ADD_GLUCOSE));

    String list = site.get(cookie, "/fr/applications").body();
    String ask = site.get(cookie, "/fr/applications?app=" + grant.id() + "&page=demande").body();
    Grant before = site.now(grant);
    HttpResponse<String> answered =
        site.post(
            cookie,
            "jeton="
                + site.who(cookie).csrf()
                + "&demande="
                + grant.id()
                + "&texte="
                + field(ask, "texte")
                + "&p=glucose.add&duree="
                + field(ask, "duree")
                + "&decision=autoriser");

    assertThat(list).contains("demande plus qu’avant");
    assertThat(ask).contains("nouveau", "Ajouter des mesures de glycémie");
    assertThat(before.permissions()).containsExactly(READ_GLUCOSE);
    assertThat(location(answered)).endsWith("&fait=change");
    assertThat(site.now(grant).permissions()).containsExactlyInAnyOrder(READ_GLUCOSE, ADD_GLUCOSE);
    assertThat(site.get(cookie, "/fr/applications").body()).doesNotContain("demande plus qu’avant");
  }

  @Test
  @Tag("consent-116")
  void declining_a_new_version_keeps_the_old_set_and_is_not_asked_again() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);
    site.app(Samples.app(AppStatus.ACTIVE, 2, READ_GLUCOSE, ADD_GLUCOSE));

    HttpResponse<String> kept = site.act(cookie, grant, "action", "garder-version");

    assertThat(location(kept)).endsWith("&fait=version");
    assertThat(site.now(grant).permissions()).containsExactly(READ_GLUCOSE);
    assertThat(site.get(cookie, "/fr/applications").body()).doesNotContain("demande plus qu’avant");
  }

  @Test
  void the_receipt_can_be_read_and_its_signed_file_taken() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);
    String address = "/fr/applications?app=" + grant.id() + "&page=recu";
    HttpResponse<String> unsigned = site.get(cookie, address + ".jws");
    site.grants.keepReceipt(grant.id(), 1, "e30.e30.c2ln").await();

    HttpResponse<String> page = site.get(cookie, address);
    HttpResponse<String> file = site.get(cookie, address + ".jws&version=1");

    assertThat(unsigned.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("Autoriser Carnet Démo ?", "lang=\"fr\"", "recu.jws");
    assertThat(file.body()).isEqualTo("e30.e30.c2ln");
    assertThat(file.headers().firstValue("Content-Type")).contains("application/jose");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"trousse-Carnet-Demo-v1.jws\"");
  }

  @Test
  void nobody_sees_or_changes_somebody_elses_app() throws Exception {
    Grant grant = site.give(site.adult(), YEAR, READ_GLUCOSE);
    String other = site.adult();

    HttpResponse<String> seen = site.get(other, "/fr/applications?app=" + grant.id());
    HttpResponse<String> stopped = site.act(other, grant, "action", "arreter");

    assertThat(seen.statusCode()).isEqualTo(404);
    assertThat(stopped.statusCode()).isEqualTo(404);
    assertThat(site.now(grant).status()).isEqualTo(GrantStatus.ACTIVE);
  }

  @Test
  void a_form_without_the_sessions_secret_changes_nothing() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);

    HttpResponse<String> stopped =
        site.post(cookie, "jeton=wrong&action=arreter&app=" + grant.id());

    assertThat(stopped.statusCode()).isEqualTo(403);
    assertThat(site.now(grant).status()).isEqualTo(GrantStatus.ACTIVE);
  }

  @Test
  void a_parent_sees_and_stops_the_apps_of_the_child() throws Exception {
    String cookie = site.parent(LocalDate.now(Majority.ZONE).minusYears(9));
    Grant grant = site.give(cookie, YEAR, READ_GLUCOSE);

    String list = site.get(cookie, "/fr/applications").body();
    site.act(cookie, grant, "action", "arreter");
    String letter = site.get(cookie, "/fr/applications?app=" + grant.id() + "&page=lettre").body();

    assertThat(list).contains("Dossier de Zoé E., 9 ans", "Lire ses mesures de glycémie");
    assertThat(letter).contains("pour mon enfant, Zoé E.", "Inès Exemple");
    assertThat(site.noted).extracting(Decision::person).contains(site.who(cookie).account());
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String field(String page, String name) {
    String start = "name=\"" + name + "\" value=\"";
    int at = page.indexOf(start) + start.length();
    return page.substring(at, page.indexOf('"', at));
  }
}
