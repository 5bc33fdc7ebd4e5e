package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.SignedIn;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.dossier.DemoRegister;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.record.append.NewPatient;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.sdk.PatientId;
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
              .POST(BodyPublishers.ofString("person=" + worker.post().card()))
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
  void who_connected_an_app_that_an_officer_suspends_reads_why_until_they_understood()
      throws Exception {
    String app = "demo-web";
    String patient = patient(new PatientId(7_401));
    String other = patient(new PatientId(7_402));
    connect(patient, app);
    String before = get("/fr/applications", patient);

    suspend(app);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(get("/fr/applications", patient)).contains("est suspendue depuis le"));

    String told = get("/fr/mesures", patient);
    assertThat(before).doesNotContain("est suspendue depuis le");
    assertThat(told)
        .contains("est suspendue depuis le", "Vos données restent dans votre dossier")
        .contains("Une fuite de données est en cours d’examen.");
    assertThat(get("/en/", patient)).contains("A data leak is being looked into.");
    assertThat(get("/fr/applications", other)).doesNotContain("est suspendue depuis le");
    assertThat(get("/fr/", other)).doesNotContain("est suspendue depuis le");
    assertThat(understand(patient, told)).isEqualTo("/fr/mesures");
    for (String page : List.of("/fr/mesures", "/fr/applications", "/fr/")) {
      assertThat(get(page, patient)).as(page).doesNotContain("est suspendue depuis le");
    }
  }

  /// Signs somebody synthetic in.
  private static String patient(PatientId id) {
    LocalDate born = LocalDate.of(1950, 1, 31);
    site.platform().record().welcome(new NewPatient(id, "Essai", "Essai", born, true)).await();
    String secret =
        site.platform()
            .consent()
            .pages()
            .enterDemo(new Person("Essai " + id.text(), "Essai", born), id, null, null, null)
            .await()
            .orElseThrow();
    return PageRoutes.COOKIE + "=" + secret;
  }

  private static SignedIn who(String cookie) {
    String secret = cookie.substring(cookie.indexOf('=') + 1);
    return site.platform().consent().session(secret).await().orElseThrow();
  }

  private static void connect(String cookie, String app) {
    SignedIn who = who(cookie);
    site.platform()
        .consent()
        .grants()
        .give(
            new NewGrant(
                Objects.requireNonNull(who.patient()),
                app,
                1,
                who.account(),
                Set.of(Permission.read(DataKind.GLUCOSE)),
                null,
                true,
                org.trousse.consent.grant.Duration.MONTHS_12,
                "fr",
                "Autoriser ?"))
        .await();
  }

  /// By the officer who leads, through the API.
  private static void suspend(String app) throws Exception {
    String cookie =
        PageRoutes.COOKIE
            + "="
            + site.platform()
                .consent()
                .pages()
                .enterDemo(lead(), null, null, null, null)
                .await()
                .orElseThrow();
    String dossier = "/referencing/dossiers/" + site.dossier(app);
    String snapshot =
        JsonMapper.shared().readTree(get(dossier, cookie)).path("snapshot").asString("");
    String move =
        """
        {"move": "SUSPEND", "code": "INCIDENT", "criteria": [], "snapshot": "%s",
         "reason": {"fr": "Une fuite de données est en cours d’examen.",
                    "en": "A data leak is being looked into."}}
        """
            .formatted(snapshot);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.address(dossier + "/moves")))
            .header("Cookie", cookie)
            .header("X-CSRF-Token", who(cookie).csrf())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(move))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.body()).contains("SUSPENDED");
  }

  private static Person lead() {
    DemoWorker lead =
        DemoPeople.workers().stream()
            .filter(one -> one.post() == DemoWorker.Post.LEAD)
            .findFirst()
            .orElseThrow();
    return new Person(lead.given(), lead.family(), lead.birthDate());
  }

  /// Presses the button of a page; where it leads.
  private static String understand(String cookie, String page) throws Exception {
    String form =
        "jeton="
            + field(page, "jeton")
            + "&action=compris&avis="
            + field(page, "avis")
            + "&retour="
            + field(page, "retour");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.address("/fr/applications")))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(field.find()).as(name).isTrue();
    return field.group(1);
  }

  @Test
  @Order(8)
  void opinions_of_the_demos_past_were_given_by_a_committee_with_citizens() throws Exception {
    List<Sitting> sat =
        site
            .platform()
            .apps()
            .referencing()
            .lanes()
            .dossiers()
            .history()
            .events(site.line("demo-clinic").id())
            .await()
            .stream()
            .flatMap(event ->
                event.fact() instanceof Event.Moved moved
                    ? Stream.ofNullable(moved.sitting())
                    : Stream.<Sitting>empty())
            .toList();

    assertThat(sat).hasSize(1);
    assertThat(sat.getFirst().count()).isEqualTo(5);
    assertThat(sat.getFirst().citizens()).isEqualTo(2);
    assertThat(site.demo().register().office().members())
        .hasSize(3)
        .allMatch(member -> sat.getFirst().has(member.account()));
    assertThat(get("/catalogue/apps/demo-clinic/history", ""))
        .containsOnlyOnce("5 membres présents, dont 2 citoyens.")
        .doesNotContain("Citoyenne", sat.getFirst().present().getFirst().account().toString());
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
