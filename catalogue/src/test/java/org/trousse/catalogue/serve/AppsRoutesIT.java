package org.trousse.catalogue.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.Ground;
import org.trousse.catalogue.SyntheticListings;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.listing.Listing;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/// The open data, as a program gets them.
final class AppsRoutesIT {
  private static final List<Listing> MADE = SyntheticListings.make(130, 31);
  private static Ground ground;
  private static CatalogueModule module;

  @BeforeAll
  static void start() {
    ground = new Ground();
    module = ground.open();
    MADE.forEach(listing -> module.publish(listing).await());
    ground.seen.put("synthetic-1", new Observed(Set.of("glucose.read"), 57));
    ground.serve(module);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(json("/catalogue/apps/synthetic-130").size()).isPositive());
  }

  @AfterAll
  static void stop() {
    module.close();
    ground.close();
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = ground.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return AppJson.MAPPER.readTree(answer.body());
  }

  @Test
  void the_links_lead_through_every_app_once() throws Exception {
    List<String> ids = new ArrayList<>();
    String next = "/catalogue/apps?size=50";

    while (!next.isEmpty()) {
      JsonNode page = json(next);
      page.path("apps").forEach(app -> ids.add(app.path("softwareId").asString()));
      String link = page.path("links").path("next").asString("");
      next = link.isEmpty() ? "" : link.substring(Ground.URL.length());
    }

    assertThat(ids)
        .doesNotHaveDuplicates()
        .hasSize(json("/catalogue/apps").path("total").asInt())
        .hasSizeGreaterThan(100);
  }

  @Test
  void a_tag_saves_the_second_answer() throws Exception {
    HttpResponse<String> first = ground.get("/catalogue/apps?price=free");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = ground.get("/catalogue/apps?price=free", "If-None-Match", tag);
    HttpResponse<String> weak =
        ground.get("/catalogue/apps?price=free", "If-None-Match", "\"x\", W/" + tag);
    HttpResponse<String> other = ground.get("/catalogue/apps?price=paid", "If-None-Match", tag);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(weak.statusCode()).isEqualTo(304);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void one_app_says_what_stands_behind_each_claim() throws Exception {
    JsonNode app = json("/catalogue/apps/synthetic-1");

    assertThat(app.path("licence").asString()).isEqualTo("etalab-2.0");
    assertThat(app.path("claims").path("host").path("word").asString())
        .isIn("verified", "declared");
    assertThat(app.path("claims").path("study").path("word").asString()).isEqualTo("declared");
    assertThat(app.path("observation").path("peopleAtLeast").asInt()).isEqualTo(50);
    assertThat(app.path("data").valueStream())
        .anyMatch(one ->
            one.path("permission").asString().equals("glucose.read")
                && one.path("word").asString().equals("observed"));
  }

  @Test
  void the_history_is_newest_first() throws Exception {
    JsonNode history = json("/catalogue/apps/synthetic-2/history");

    List<String> times =
        history.path("decisions").valueStream().map(one -> one.path("at").asString()).toList();
    assertThat(times).hasSize(2).isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @ParameterizedTest
  @CsvSource({
    "/catalogue/apps?popular=yes, 400, unknown-filter, popular",
    "/catalogue/apps?sort=paid, 400, unknown-filter, sort",
    "/catalogue/apps?size=0, 400, unknown-filter, size",
    "/catalogue/apps?size=201, 400, unknown-filter, size",
    "/catalogue/apps/nobody, 404, no-such-app, software id",
    "/catalogue/apps/nobody/history, 404, no-such-app, software id"
  })
  void a_problem_names_its_kind_and_its_mend(String path, int status, String kind, String word)
      throws Exception {
    HttpResponse<String> answer = ground.get(path);

    JsonNode problem = AppJson.MAPPER.readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.path("detail").asString()).contains(word);
    URI type = URI.create(problem.path("type").asString());
    assertThat(type.toString()).endsWith(kind);
    assertThat(ground.get(type.getPath()).statusCode()).isEqualTo(302);
  }

  @Test
  void the_largest_page_has_two_hundred_apps() throws Exception {
    assertThat(json("/catalogue/apps?size=200").path("apps").size()).isGreaterThan(100);
  }

  @Test
  void the_table_has_a_row_for_each_app_those_taken_out_too() throws Exception {
    HttpResponse<String> answer = ground.get("/catalogue/apps.csv");

    String[] lines = answer.body().split("\r\n");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(answer.headers().firstValue("Link").orElse("")).contains("rel=\"license\"");
    assertThat(lines).hasSize(MADE.size() + 1);
    assertThat(answer.body()).endsWith("\r\n").contains("delisted");
  }

  @ParameterizedTest
  @CsvSource({"fr, Référencée", "en, Referenced"})
  void the_feed_is_well_formed_and_speaks_its_language(String language, String word)
      throws Exception {
    String xml = ground.get("/catalogue/decisions." + language + ".atom").body();

    Document feed =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertThat(feed.getDocumentElement().getAttribute("xml:lang")).isEqualTo(language);
    assertThat(feed.getElementsByTagName("entry").getLength()).isEqualTo(DecisionsFeed.ENTRIES_MAX);
    assertThat(xml).contains(word);
  }

  @Test
  void the_keys_are_for_everybody() throws Exception {
    HttpResponse<String> keys = ground.get("/catalogue/jwks");

    assertThat(keys.body()).isEqualTo(module.keys()).doesNotContain("\"d\"");
    assertThat(keys.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
  }
}
