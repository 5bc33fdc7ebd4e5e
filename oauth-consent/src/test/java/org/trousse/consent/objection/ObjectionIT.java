package org.trousse.consent.objection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.ADD_GLUCOSE;
import static org.trousse.consent.applications.Samples.CLIENT;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.DashboardSite;
import org.trousse.consent.applications.Samples;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside.Added;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside.SetAside;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.measure.Measure;

/// Setting readings aside, as a browser without script meets it.
final class ObjectionIT {
  private static final String PAGE = "/fr/ecarter-des-mesures?app=";

  private static DashboardSite site;

  @BeforeAll
  static void open() {
    site = new DashboardSite();
    site.app(Samples.app(AppStatus.ACTIVE, 1, READ_GLUCOSE, ADD_GLUCOSE));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void forget() {
    site.noted.clear();
    site.record.forget();
    site.record.added.add(new Added(Measure.INTERSTITIAL_GLUCOSE, 1_152));
    site.record.added.add(new Added(Measure.BLOOD_GLUCOSE, 3));
    site.record.added.add(new Added(Measure.BODY_WEIGHT, 1));
  }

  @Test
  void the_apps_page_leads_there_and_both_languages_say_what_it_added() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, Duration.DAYS_90, ADD_GLUCOSE);

    String own = site.get(cookie, "/fr/applications?app=" + grant.id()).body();
    String french = site.get(cookie, PAGE + grant.id()).body();
    String english = site.get(cookie, "/en/set-readings-aside?app=" + grant.id()).body();

    assertThat(own).contains(PAGE + grant.id());
    assertThat(french)
        .contains("1\u202f155 mesures de glycémie", "1 mesure de poids", "Rien n’est effacé")
        .doesNotContain("checked", "role=\"alert\"");
    assertThat(english).contains("1,155 glucose readings", "Nothing is erased");
  }

  @Test
  void a_missing_answer_is_asked_for_beside_its_field() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, Duration.DAYS_90, ADD_GLUCOSE);
    LocalDate tomorrow = LocalDate.now(Majority.ZONE).plusDays(2);

    String none = site.get(cookie, PAGE + grant.id() + "&suite=oui&jusqu=" + tomorrow).body();

    assertThat(none)
        .contains("<title>Erreur", "href=\"#mesures\"", "href=\"#jusqu\"")
        .contains("id=\"mesures-fault\"", "id=\"jusqu-fault\"");
    assertThat(site.record.wishes).isEmpty();
  }

  @Test
  void says_what_will_happen_before_it_does_it_and_what_it_did() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, Duration.DAYS_90, ADD_GLUCOSE);
    String asked = "&mesures=glucose&jusqu=2026-11-01";

    String sure = site.get(cookie, PAGE + grant.id() + asked + "&suite=oui").body();
    HttpResponse<String> done = act(cookie, grant, "action=ecarter" + asked);
    String after = site.get(cookie, location(done)).body();

    assertThat(sure)
        .contains("Écarter ces mesures de Carnet Démo", "prises jusqu’au 1er novembre 2026 compris")
        .contains(
            "1\u202f155 mesures de glycémie", "Les moyennes et les courbes", "Pendant 30 jours")
        .doesNotContain("mesure de poids");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(site.record.wishes)
        .singleElement()
        .satisfies(wish -> {
          assertThat(wish.clientId()).isEqualTo(CLIENT);
          assertThat(wish.measures())
              .containsExactlyInAnyOrder(Measure.BLOOD_GLUCOSE, Measure.INTERSTITIAL_GLUCOSE);
          assertThat(wish.before()).isEqualTo(Instant.parse("2026-11-01T23:00:00Z"));
          assertThat(wish.person()).isEqualTo(site.who(cookie).account());
        });
    assertThat(after)
        .contains("ces mesures sont écartées à votre demande")
        .contains("1\u202f155 mesures (glycémie), prises jusqu’au 1er novembre 2026")
        .doesNotContain("mesures de glycémie");
    assertThat(site.noted).extracting(Decision::what).endsWith("object");
    assertThat(site.noted.getLast().detail()).isEqualTo("glucose until 2026-11-01");
  }

  @Test
  void is_taken_back_by_a_button_as_long_as_that_is_possible() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, Duration.DAYS_90, ADD_GLUCOSE);
    SetAside old = setAside(31);
    SetAside recent = setAside(29);
    site.record.kept.add(old);
    site.record.kept.add(recent);

    String page = site.get(cookie, PAGE + grant.id()).body();
    HttpResponse<String> done = act(cookie, grant, "action=remontrer&ecart=" + recent.id());
    HttpResponse<String> nonsense = act(cookie, grant, "action=remontrer&ecart=x");

    assertThat(page).contains(recent.id().toString()).doesNotContain(old.id().toString());
    assertThat(location(done)).endsWith("&fait=remontre");
    assertThat(location(nonsense)).endsWith("&fait=rien");
    assertThat(site.record.kept).containsExactly(old);
    assertThat(site.noted).extracting(Decision::what).endsWith("undo-object");
  }

  private static SetAside setAside(int daysAgo) {
    Instant at = Instant.now().minus(daysAgo, ChronoUnit.DAYS);
    Instant undoable = at.plus(30, ChronoUnit.DAYS);
    Set<Measure> weight = Set.of(Measure.BODY_WEIGHT);
    return new SetAside(UUID.randomUUID(), CLIENT, weight, at, at, 2, undoable, null);
  }

  @Test
  void what_meets_nothing_changes_nothing_and_says_so() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, Duration.DAYS_90, ADD_GLUCOSE);
    String asked = "&mesures=body-temperature&jusqu=2026-11-01";

    String page = site.get(cookie, PAGE + grant.id() + asked + "&suite=oui").body();
    HttpResponse<String> done = act(cookie, grant, "action=ecarter" + asked);

    assertThat(page).contains("Rien n’a changé").doesNotContain("Écarter ces mesures de");
    assertThat(location(done)).endsWith("&fait=rien");
    assertThat(site.noted).extracting(Decision::what).doesNotContain("object");
  }

  @Test
  void another_record_s_app_and_a_form_without_the_secret_are_refused() throws Exception {
    String cookie = site.adult();
    Grant mine = site.give(cookie, Duration.DAYS_90, ADD_GLUCOSE);
    Grant anothers = site.give(site.adult(), Duration.DAYS_90, ADD_GLUCOSE);
    String asked = "action=ecarter&mesures=glucose&jusqu=2026-11-01&app=";

    HttpResponse<String> look = site.get(cookie, PAGE + anothers.id());
    HttpResponse<String> act = act(cookie, anothers, "action=ecarter&mesures=glucose");
    HttpResponse<String> forged =
        site.post(cookie, "/fr/ecarter-des-mesures", asked + mine.id() + "&jeton=x");

    assertThat(look.statusCode()).isEqualTo(404);
    assertThat(act.statusCode()).isEqualTo(404);
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(site.record.wishes).isEmpty();
  }

  private static HttpResponse<String> act(String cookie, Grant grant, String form)
      throws Exception {
    String secret = "jeton=" + site.who(cookie).csrf() + "&app=" + grant.id() + "&";
    return site.post(cookie, "/fr/ecarter-des-mesures", secret + form);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
