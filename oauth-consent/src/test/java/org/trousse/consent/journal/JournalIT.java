package org.trousse.consent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.ADD_GLUCOSE;
import static org.trousse.consent.applications.Samples.CLIENT;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.DashboardSite;
import org.trousse.consent.applications.Samples;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.measure.Measure;

/// The log's page as a browser without script meets it.
final class JournalIT {
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
    site.happened.clear();
  }

  @Test
  void an_empty_log_says_so() throws Exception {
    HttpResponse<String> page = site.get(site.adult(), "/en/access-log");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Nothing happened in this period.");
  }

  @Test
  void the_log_is_filtered_by_app_and_shows_refusals() throws Exception {
    String cookie = site.adult();
    site.give(cookie, Duration.DAYS_30, READ_GLUCOSE);
    site.happened.add(line(CLIENT, "Carnet Démo", "create", true));
    site.happened.add(line("other", "<b>Autre</b>", "create", false));

    String all = site.get(cookie, "/fr/journal").body();
    String one = site.get(cookie, "/fr/journal?app=" + CLIENT).body();

    assertThat(all)
        .contains("Carnet Démo a ajouté 2 mesures de poids", "<li class=\"refused\">")
        .contains("&lt;b&gt;Autre&lt;/b&gt; a essayé d’ajouter")
        .doesNotContain("<b>Autre");
    assertThat(one).contains("Carnet Démo a ajouté").doesNotContain("Autre");
    assertThat(one).contains("value=\"carnet-demo\" selected");
  }

  @Test
  void our_own_devices_have_a_name_in_each_language_and_others_keep_theirs() throws Exception {
    site.happened.add(line(CLIENT, "Scale (simulated)", "receive", true));
    site.happened.add(line(CLIENT, "Body <Scale> 3", "receive", true));
    String cookie = site.adult();

    String french = site.get(cookie, "/fr/journal").body();
    String english = site.get(cookie, "/en/access-log").body();

    assertThat(french)
        .contains("l’appareil «\u00a0Balance (simulée)\u00a0» a ajouté")
        .contains("l’appareil «\u00a0<span lang=\"\">Body &lt;Scale&gt; 3</span>\u00a0» a ajouté");
    assertThat(english)
        .contains("the device “Scale (simulated)” added")
        .contains("“<span lang=\"\">Body &lt;Scale&gt; 3</span>” added");
  }

  @Test
  void the_lines_come_as_a_file_too() throws Exception {
    site.happened.add(line(CLIENT, "=Carnet", "create", true));

    HttpResponse<String> file = site.get(site.adult(), "/fr/journal?format=csv");

    assertThat(file.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"trousse-journal-20");
    assertThat(file.body())
        .startsWith("\uFEFFdate;heure;qui;")
        .contains(";'=Carnet;", ";body-weight;2;oui;'=Carnet a ajouté 2 mesures de poids\r\n");
  }

  @Test
  void a_file_that_cannot_hold_all_says_so_and_where_the_rest_is() throws Exception {
    Instant now = Instant.now();
    for (int n = 0; n < 10_001; n++) {
      site.happened.add(
          new Happened(now.minusSeconds(n / 2), "App " + n, null, "read", null, 0, true, ""));
    }
    String cookie = site.adult();

    HttpResponse<String> first = site.get(cookie, "/en/access-log?format=csv");
    String notice = first.body().lines().skip(1).findFirst().orElseThrow();
    String rest = notice.replaceAll("(?s).*(/en/access-log\\S*format=csv).*", "$1");
    HttpResponse<String> second = site.get(cookie, rest);

    assertThat(first.headers().firstValue("Content-Disposition").orElseThrow())
        .endsWith("-incomplete.csv\"");
    assertThat(notice).startsWith(",,,,incomplete,").contains("10,000 lines");
    assertThat(first.body().lines()).hasSize(10_002);
    assertThat(second.headers().firstValue("Content-Disposition").orElseThrow())
        .endsWith("-rest.csv\"");
    assertThat(second.body().lines()).hasSize(2);
    assertThat(second.body()).contains("App 10000 ").doesNotContain("incomplete");
  }

  @Test
  void older_lines_are_on_the_next_page() throws Exception {
    for (int n = 0; n < 60; n++) {
      site.happened.add(
          new Happened(Instant.now().minusSeconds(n), "App " + n, null, "read", null, 0, true, ""));
    }
    String cookie = site.adult();

    String first = site.get(cookie, "/fr/journal").body();
    int at = first.indexOf("/fr/journal?du=");
    String link = first.substring(at, first.indexOf('"', at)).replace("&amp;", "&");
    String second = site.get(cookie, link).body();

    assertThat(link).contains("avant=", "passe=1");
    assertThat(first).contains("App 49 ").doesNotContain("App 50 ");
    assertThat(second).contains("App 50 ", "App 59 ").doesNotContain("App 49 ");
  }

  @Test
  void says_who_could_read_on_a_day_and_during_which_part_of_it() throws Exception {
    String cookie = site.adult();
    Grant grant = site.give(cookie, Duration.DAYS_90, READ_GLUCOSE, ADD_GLUCOSE);
    site.age(grant, 10);
    site.grants
        .narrow(grant.id(), site.who(cookie).account(), java.util.Set.of(ADD_GLUCOSE))
        .await();
    LocalDate today = LocalDate.now(Majority.ZONE);

    String before = site.get(cookie, "/fr/journal?jour=" + today.minusDays(11)).body();
    String between = site.get(cookie, "/fr/journal?jour=" + today.minusDays(5)).body();
    String now = site.get(cookie, "/fr/journal?jour=" + today).body();

    assertThat(before).contains("aucune application n’avait d’accès");
    assertThat(between)
        .contains("toute la journée", "Ajouter des mesures de glycémie à votre dossier");
    assertThat(now).contains("de 00:00 à ", "à partir de ");
  }

  private static Happened line(String client, String name, String what, boolean allowed) {
    return new Happened(Instant.now(), name, client, what, Measure.BODY_WEIGHT, 2, allowed, "");
  }
}
