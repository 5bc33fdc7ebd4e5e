package org.trousse.catalogue.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trousse.catalogue.SyntheticListings.TODAY;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.Ground;
import org.trousse.catalogue.SyntheticListings;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.listing.Want;
import org.trousse.catalogue.report.Report;
import org.trousse.catalogue.store.Written;

/// The pages as a browser gets them.
final class PagesIT {
  private static Ground ground;
  private static CatalogueModule module;
  private static Listing exchanging;
  private static String slug;
  private static String stopped;
  private static String leaflet;

  @BeforeAll
  static void start() {
    ground = new Ground();
    List<Listing> made = SyntheticListings.make(60, 21);
    Facts facts = facts(made, true);
    exchanging =
        SyntheticListings.listing(
            "shown",
            renamed(facts, "<b>Diary</b> & Co"),
            Standing.LISTED,
            TODAY.minusDays(30),
            SyntheticListings.verdicts(TODAY.minusDays(30)));
    Want first = facts.wants().getFirst();
    ground.seen.put("shown", new Observed(Set.of(first.permission()), 7));
    ground.connections.put("cookie-of-nobody", Set.of("shown"));
    module = ground.open();
    slug = publish(exchanging);
    stopped =
        publish(
            SyntheticListings.listing(
                "stopped", renamed(facts, "Stopped"), Standing.SUSPENDED, TODAY, List.of()));
    leaflet =
        publish(
            SyntheticListings.listing(
                "leaflet",
                renamed(facts(made, false), "Leaflet"),
                Standing.LISTED,
                TODAY,
                List.of()));
    for (Listing listing : made) {
      publish(listing);
    }
    ground.serve(module);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(ground.get("/fr/catalogue/" + stopped).statusCode()).isEqualTo(200));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(ground.get("/catalogue/apps?standing=listed&standing=suspended").body())
                .contains("\"leaflet\"", "\"shown\""));
  }

  @AfterAll
  static void stop() {
    module.close();
    ground.close();
  }

  private static String publish(Listing listing) {
    return ((Written.Stored) module.publish(listing).await()).slug();
  }

  private static Facts facts(List<Listing> made, boolean exchanges) {
    return made.stream()
        .map(Listing::facts)
        .filter(found -> (found.exchange() != null) == exchanges && found.study() == null)
        .findFirst()
        .orElseThrow();
  }

  private static Facts renamed(Facts facts, String name) {
    return new Facts(
        name,
        facts.summary(),
        facts.description(),
        facts.needs(),
        facts.editor(),
        facts.contacts(),
        facts.audience(),
        facts.exchange(),
        facts.devices(),
        facts.hosting(),
        facts.languages(),
        facts.platforms(),
        facts.price(),
        facts.medicalDevice(),
        facts.ai(),
        facts.study(),
        facts.security(),
        facts.pages(),
        facts.releases());
  }

  private static String page(String path) throws Exception {
    HttpResponse<String> answer = ground.get(path.replace("{slug}", slug));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fr/catalogue",
        "/en/catalogue?need=glucose&sort=date&page=1",
        "/fr/catalogue?need=nothing-like-it",
        "/fr/catalogue/{slug}",
        "/en/catalogue/{slug}",
        "/fr/catalogue/stopped",
        "/fr/catalogue/leaflet",
        "/fr/catalogue/{slug}/historique",
        "/en/catalogue/{slug}/history",
        "/fr/catalogue/{slug}/autorisation",
        "/en/catalogue/{slug}/authorisation",
        "/fr/catalogue/{slug}/signaler",
        "/fr/catalogue/comparer?app=stopped&app=leaflet",
        "/en/catalogue/compare",
        "/fr/catalogue/registre",
        "/en/catalogue/register",
        "/fr/accessibilite",
        "/en/accessibility",
        "/fr/accessibilite/signaler",
        "/en/accessibility/report",
        "/fr/mentions-legales",
        "/en/legal",
        "/fr/donnees-personnelles",
        "/en/privacy",
        "/fr/a-quoi-sert-ce-site",
        "/en/what-this-site-is-for",
        "/fr/problemes/unknown-filter",
        "/en/problems/no-such-app"
      })
  void a_page_is_well_made(String path) throws Exception {
    HttpResponse<String> answer = ground.get(path.replace("{slug}", slug));

    String html = answer.body();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(html).contains("<html lang=\"" + path.substring(1, 3) + "\"");
    assertThat(answer.headers().firstValue("Content-Language")).hasValue(path.substring(1, 3));
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(found(html, "<h1[ >]")).hasSize(1);
    assertThat(headings(html)).isTrue();
    assertThat(found(html, "<(script|style|img|iframe|link|object|embed)[ >]")).isEmpty();
    assertThat(found(html, " (style|on[a-z]+)=\"")).isEmpty();
    assertThat(groups(html, " id=\"([^\"]+)\"")).doesNotHaveDuplicates();
    assertThat(groups(html, " id=\"([^\"]+)\""))
        .containsAll(groups(html, "(?:aria-labelledby|for)=\"([^\" ]+)\""));
    assertThat(html).doesNotContain("<b>Diary", "{0}", "{1}", "null");
    for (String input : found(html, "<(input|textarea|select)[^>]*>")) {
      if (!input.contains("type=\"hidden\"")) {
        String id = groups(input, " id=\"([^\"]+)\"").getFirst();
        assertThat(html).contains("<label for=\"" + id + "\">");
      }
    }
  }

  private static List<String> found(String html, String pattern) {
    return Pattern.compile(pattern).matcher(html).results().map(hit -> hit.group()).toList();
  }

  private static List<String> groups(String html, String pattern) {
    return Pattern.compile(pattern).matcher(html).results().map(hit -> hit.group(1)).toList();
  }

  /// No level is left out on the way down.
  private static boolean headings(String html) {
    int before = 0;
    for (String level : groups(html, "<h([1-6])[ >]")) {
      int now = Integer.parseInt(level);
      boolean aboveTheFirst = before == 0 || now <= before + 1;
      if (!aboveTheFirst) {
        return false;
      }
      before = now;
    }
    return true;
  }

  @Test
  void the_catalogue_counts_and_never_says_popular() throws Exception {
    String html = page("/en/catalogue?price=free");

    String total = groups(html, "<h2 id=\"found\">([0-9]+) app").getFirst();
    assertThat(html)
        .contains("value=\"free\" checked", "free (" + total + ")")
        .contains("Nobody can pay for a better place");
    assertThat(groups(html, "<option value=\"([a-z]+)\"")).containsExactly("name", "date");
  }

  @Test
  void an_empty_answer_offers_ways_out_with_their_counts() throws Exception {
    String html = page("/fr/catalogue?need=nothing-like-it&price=free");

    assertThat(html).contains("Aucune application ne correspond");
    Matcher way =
        Pattern.compile("<a href=\"([^\"]+)\">Retirez «.nothing-like-it.».: ([0-9]+) app")
            .matcher(html);
    assertThat(way.find()).isTrue();
    String there = page(way.group(1).replace("&amp;", "&"));
    assertThat(there).contains("<h2 id=\"found\">" + way.group(2) + " app");
  }

  @Test
  void the_badge_shows_what_the_visitor_connected_and_is_not_kept() throws Exception {
    String path = "/fr/catalogue/" + slug;

    HttpResponse<String> mine = ground.get(path, "Cookie", "trousse_session=cookie-of-nobody");
    HttpResponse<String> other = ground.get(path, "Cookie", "trousse_session=other");

    assertThat(mine.body()).contains("Connectée");
    assertThat(mine.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(other.body()).doesNotContain("Connectée");
    assertThat(page(path)).doesNotContain("Connectée");
  }

  @Test
  void an_apps_page_goes_in_the_order_that_people_ask() throws Exception {
    String html = page("/fr/catalogue/{slug}");

    List<String> ids = groups(html, "<h2 id=\"([a-z-]+)\"");
    assertThat(ids)
        .containsExactly(
            "purpose",
            "badge",
            "data",
            "s-hosting",
            "s-price",
            "s-evidence",
            "s-security",
            "s-accessibility",
            "s-support",
            "s-releases",
            "history");
    assertThat(html)
        .contains("&lt;b>Diary&lt;/b> &amp; Co")
        .contains("Aucune étude fournie")
        .contains("moins de 10 personnes")
        .contains("observé", "vérifié", "déclaré")
        .contains("autorisation\">Voir le texte exact de l’autorisation");
  }

  @Test
  void a_suspended_app_stays_with_its_reason_and_date_and_cannot_be_connected() throws Exception {
    String html = page("/fr/catalogue/" + stopped);

    assertThat(html)
        .contains("Cette application est suspendue", "Raison inventée : suspended")
        .contains("23 novembre 2026")
        .doesNotContain(">Connecter<");
    assertThat(page("/fr/catalogue/{slug}")).contains(">Connecter<");
  }

  @Test
  void an_app_that_exchanges_nothing_says_so_and_has_no_authorisation() throws Exception {
    String html = page("/en/catalogue/" + leaflet);

    assertThat(html)
        .contains("exchanges no data with your record")
        .doesNotContain("authorisation\"");
    assertThat(ground.get("/en/catalogue/" + leaflet + "/authorisation").statusCode())
        .isEqualTo(404);
  }

  @Test
  void the_authorisation_has_one_line_for_each_permission() throws Exception {
    String html = page("/en/catalogue/{slug}/authorisation");

    assertThat(found(html, "<li><strong>")).hasSize(exchanging.facts().wants().size());
    assertThat(html).contains("The diary stays empty.");
  }

  @Test
  void a_comparison_marks_differences_by_a_word() throws Exception {
    String html = page("/fr/catalogue/comparer?app=" + stopped + "&app=" + leaflet);

    assertThat(found(html, "<span class=\"state\">différent</span>"))
        .hasSize(Integer.parseInt(groups(html, ">([0-9]+) faits? diff").getFirst()));
    assertThat(page("/fr/catalogue/comparer?app=" + stopped)).contains("au moins deux");
  }

  @Test
  void an_unknown_app_is_not_found() throws Exception {
    assertThat(ground.get("/fr/catalogue/no-such-app").statusCode()).isEqualTo(404);
  }

  @Test
  void the_doors_lead_on() {
    assertThat(module.doors(java.util.Locale.FRENCH))
        .contains("/fr/catalogue")
        .doesNotContain("<h1");
  }

  @Test
  void a_report_is_kept_handed_on_and_forgotten() throws Exception {
    ground.reports.clear();
    String path = "/fr/catalogue/" + slug + "/signaler";

    String form = form(page(path), "harm", "Un texte inventé", "");
    HttpResponse<String> done = ground.post(path, form);

    assertThat(done.body()).contains("Merci, votre message est gardé");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(ground.reports).hasSize(1));
    Report report = ground.reports.getFirst();
    assertThat(report.softwareId()).isEqualTo("shown");
    assertThat(report.about()).isEqualTo(Report.About.HARM);
    assertThat(report.words()).isEqualTo("Un texte inventé");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(
                    ground
                        .postgres()
                        .ask(
                            "select count(*) from catalogue.report"
                                + " where handed_at is null or words <> ''"))
                .isEqualTo("0"));
  }

  @Test
  void a_report_without_words_or_with_a_foreign_token_is_not_kept() throws Exception {
    String path = "/en/accessibility/report";
    String html = page(path);

    HttpResponse<String> empty = ground.post(path, form(html, "other", "", "me@site.example"));
    HttpResponse<String> foreign = ground.post(path, "token=1.x&about=other&text=words&contact=");
    HttpResponse<String> elsewhere =
        ground.post(path, form(html, "other", "words", ""), "Sec-Fetch-Site", "cross-site");

    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("#text", "me@site.example");
    assertThat(foreign.statusCode()).isEqualTo(422);
    assertThat(foreign.body()).contains("words</textarea>");
    assertThat(elsewhere.statusCode()).isEqualTo(403);
    assertThat(ground.postgres().ask("select count(*) from catalogue.report where about = 'other'"))
        .isEqualTo("0");
  }

  private static String form(String html, String about, String text, String contact) {
    String token = groups(html, "name=\"token\" value=\"([^\"]+)\"").getFirst();
    return "token="
        + token
        + "&about="
        + about
        + "&text="
        + encoded(text)
        + "&contact="
        + encoded(contact);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
