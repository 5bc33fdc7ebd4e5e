package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.app.AppStatus;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.dossier.DemoRegister;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo's dossiers on the whole platform, on an embedded server, as `trousse demo` fills it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoDossiersIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static FilledPlatform site;

  @BeforeAll
  static void open() {
    site = new FilledPlatform(folder.resolve("data"));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  @Order(1)
  void eight_apps_stand_in_eight_states() {
    assertThat(site.demo().fresh()).hasSize(8);
    assertThat(states())
        .isEqualTo(
            Map.of(
                "demo-web", State.LISTED,
                "demo-server", State.LISTED_PROVISIONAL,
                "demo-cuff", State.UNDER_WATCH,
                "demo-night", State.SUSPENDED,
                "demo-weight", State.EXPERT_REVIEW,
                "demo-fever", State.REMEDIATION,
                "demo-walk", State.DRAFT,
                "demo-clinic", State.RENEWAL));
  }

  @Test
  @Order(2)
  void the_catalogue_shows_those_that_were_ever_listed() {
    Map<String, String> shown = site.catalogue();

    assertThat(shown)
        .isEqualTo(
            Map.of(
                "demo-web", "listed",
                "demo-server", "provisional",
                "demo-cuff", "under-watch",
                "demo-night", "suspended",
                "demo-clinic", "renewal"));
  }

  @Test
  @Order(3)
  void the_good_vendor_passes_what_can_be_seen_and_the_bad_one_fails() {
    Map<String, Outcome> good = outcomes("demo-weight");
    Map<String, Outcome> bad = outcomes("demo-fever");

    for (String criterion :
        List.of("GOV-03", "GOV-07", "GOV-08", "HOS-02", "COD-01", "COD-06", "LOG-01", "PRV-02")) {
      assertThat(good.get(criterion)).as(criterion).isEqualTo(Outcome.PASSED);
    }
    for (String criterion : List.of("GOV-03", "GOV-07", "GOV-08", "COD-01", "COD-06", "PRV-02")) {
      assertThat(bad.get(criterion)).as(criterion).isEqualTo(Outcome.FAILED);
    }
    assertThat(good).doesNotContainValue(Outcome.FAILED);
  }

  @Test
  @Order(4)
  void the_people_sign_in_and_land_on_their_pages() throws Exception {
    for (DemoWorker worker : DemoPeople.workers()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(site.address("/fr/demonstration")))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("person=" + worker.post().card()))
              .build();

      var chosen = HTTP.send(request, BodyHandlers.ofString());

      assertThat(chosen.statusCode()).isEqualTo(303);
      boolean vendor = worker.post() == DemoWorker.Post.VENDOR;
      String landing = chosen.headers().firstValue("Location").orElseThrow();
      assertThat(landing).isEqualTo(vendor ? "/fr/editeur" : "/fr/referencement/file");
      String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      assertThat(get(landing, cookie)).contains(vendor ? "Vitrine Démo SAS" : "Pesée Démo");
    }
  }

  @Test
  @Order(5)
  void the_suspended_app_alone_is_suspended_at_the_authorization_server() {
    ConsentModule consent = site.platform().consent();

    boolean nightWasNot = consent.changeSoftware("demo-night", AppStatus.ACTIVE).await();

    assertThat(nightWasNot).isTrue();
    assertThat(consent.changeSoftware("demo-night", AppStatus.SUSPENDED).await()).isTrue();
    for (DemoApp app : site.clients()) {
      String software = app.app().clientId();
      assertThat(consent.changeSoftware(software, AppStatus.ACTIVE).await()).as(software).isFalse();
    }
  }

  @Test
  @Order(6)
  void a_second_start_on_the_same_data_adds_nothing() {
    Set<DemoRegister.Line> before = Set.copyOf(site.demo().register().lines());
    String key = site.demo().register().office().apiKey();
    Map<String, Integer> versions = versions();

    site.again();

    assertThat(site.demo().fresh()).isEmpty();
    assertThat(Set.copyOf(site.demo().register().lines())).isEqualTo(before);
    assertThat(versions()).isEqualTo(versions);
    assertThat(site.demo().register().office().apiKey()).isNotEqualTo(key);
  }

  @Test
  @Order(7)
  void opinions_of_the_demos_past_were_given_by_a_committee_with_citizens() throws Exception {
    String cookie = cookie("lead");

    String history =
        get("/referencing/dossiers/" + site.dossier("demo-clinic") + "/history", cookie);

    List<JsonNode> opinions = new ArrayList<>();
    for (JsonNode event : JsonMapper.shared().readTree(history).path("events")) {
      if (event.path("kind").asString("").equals("Moved") && event.has("sitting")) {
        opinions.add(event.path("sitting"));
      }
    }
    assertThat(opinions).hasSize(1);
    JsonNode opinion = opinions.getFirst();
    assertThat(opinion.path("present").asInt()).isEqualTo(5);
    assertThat(opinion.path("citizens").asInt()).isEqualTo(2);
    assertThat(opinion.path("accounts").toString())
        .contains(
            site.demo().register().office().members().stream()
                .map(one -> one.account().toString())
                .toList());
    assertThat(get("/catalogue/apps/demo-clinic/history", cookie))
        .containsOnlyOnce("5 membres présents, dont 2 citoyens.")
        .doesNotContain("Citoyenne", opinion.path("accounts").path(0).asString(""));
  }

  private static String cookie(String card) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.address("/fr/demonstration")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("person=" + card))
            .build();
    return HTTP.send(request, BodyHandlers.ofString())
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";", 2)[0];
  }

  private static Map<String, State> states() {
    return site.demo().register().lines().stream()
        .collect(Collectors.toMap(DemoRegister.Line::software, DemoRegister.Line::state));
  }

  private static Map<String, Integer> versions() {
    return site.demo().register().lines().stream()
        .collect(
            Collectors.toMap(
                DemoRegister.Line::software,
                line ->
                    site.platform()
                        .apps()
                        .referencing()
                        .past()
                        .find(line.id())
                        .await()
                        .orElseThrow()
                        .version()));
  }

  private static Map<String, Outcome> outcomes(String software) {
    DemoRegister.Line line = site.line(software);
    var office = site.demo().register().office();
    Who.Vendor who =
        new Who.Vendor(office.organisation(), new Who.By.OfMember(office.vendor()), Role.OWNER);
    var desk = site.platform().apps().referencing().desk();
    Answer<Start> answer = desk.check(who, line.id(), Set.of()).await();
    Start start = ((Answer.Given<Start>) answer).value();
    CheckRun run = ((Start.Began) start).done().await();
    return run.findings().stream()
        .collect(Collectors.toMap(Finding::criterion, Finding::outcome, (one, other) -> other));
  }

  /// A page for somebody who is signed in.
  private static String get(String path, String cookie) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.address(path))).header("Cookie", cookie).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }
}
