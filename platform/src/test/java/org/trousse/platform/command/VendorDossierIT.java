package org.trousse.platform.command;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.examples.dossier.DossierWalk;
import org.trousse.platform.Settings;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.serve.DemoSignInLane;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.sdk.referencing.Finding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The example's vendor and its officers against a whole platform in demo mode. All people are
/// synthetic.
final class VendorDossierIT {
  /// The one that the demo opens beside its own.
  private static final int PORT = 8091;

  private static final List<String> PEOPLE = List.of("vendor", "lead", "committee");

  @TempDir private Path folder;
  private Running running;
  private String url;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  @BeforeEach
  void open() {
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + folder.resolve("data"),
            "--http-port=" + freePort(),
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort());
    url = any.settings.publicUrl();
    running = Running.open(any.settings, true);
    Map<String, DemoSignInLane.Entry> entries =
        PEOPLE.stream()
            .collect(toMap(id -> id, id -> new DemoSignInLane.Entry(person(id), null, null)));
    List<DemoPerson> cards =
        PEOPLE.stream().map(id -> new DemoPerson(id, id, "essai", "test", "none-" + id)).toList();
    running.platform().listen(cards, entries).await();
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  @Timeout(90)
  void an_app_of_the_example_is_listed_and_its_page_is_in_the_catalogue() throws Exception {
    Path demo = Files.writeString(folder.resolve("demo.json"), demo());
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    DossierWalk.Outcome outcome =
        DossierWalk.walk(demo, PORT, new PrintStream(said, true, StandardCharsets.UTF_8));

    String lines = said.toString(StandardCharsets.UTF_8);
    assertThat(outcome.dossier().state()).isEqualTo("LISTED");
    assertThat(outcomes(outcome.checks().findings()))
        .as("no check fails")
        .doesNotContainValue("FAILED");
    assertThat(outcomes(outcome.checks().findings()))
        .containsEntry("GOV-03", "PASSED")
        .containsEntry("GOV-07", "PASSED")
        .containsEntry("COD-06", "PASSED")
        .containsEntry("OAU-01", "PASSED")
        .containsEntry("OAU-04", "PASSED")
        .containsEntry("OAU-06", "PASSED")
        .containsEntry("OAU-07", "PASSED")
        .containsEntry("OAU-08", "PASSED")
        .containsEntry("OAU-09", "PASSED")
        .containsEntry("CNS-02", "PASSED")
        .containsEntry("API-05", "PASSED")
        .containsEntry("API-07", "PASSED");
    assertThat(outcome.checks().took().orElseThrow()).isLessThan(Duration.ofSeconds(60));
    assertThat(lines)
        .contains("/release/date")
        .contains("4 members sat, 2 of them citizens")
        .contains("Second officer: confirmed");
    assertThat(page(outcome.page())).contains("Exemple Balance");
  }

  private static Map<String, String> outcomes(List<Finding> findings) {
    return findings.stream().collect(toMap(Finding::criterion, Finding::outcome));
  }

  /// As the demo writes it.
  private String demo() {
    ReferencingModule house = running.platform().apps().referencing();
    house.makeOfficer(account("lead"), Officer.Role.LEAD, false).await();
    house.makeOfficer(account("committee"), Officer.Role.COMMITTEE, true).await();
    house.makeOfficer(UUID.randomUUID(), Officer.Role.COMMITTEE, true).await();
    house.makeOfficer(UUID.randomUUID(), Officer.Role.COMMITTEE, false).await();
    UUID owner = account("vendor");
    Organisation vendor =
        given(
            house
                .found(owner, new MemberLane.Facts("Exemple & Fils SAS", "123456782", "FR"))
                .await());
    Who.Vendor who = new Who.Vendor(vendor.id(), new Who.By.OfMember(owner), Role.OWNER);
    ApiKey.Made key =
        given(house.members().makeKey(who, vendor.id(), "script", Role.EDITOR).await());
    return """
    {"http": "%s", "signin": "%s/en/demo",
     "vendors": [{"organisation": "%s", "name": "Exemple", "person": "vendor", "api_key": "%s"}],
     "officers": [{"person": "lead", "role": "lead"}, {"person": "committee", "role": "committee"},
                  {"account": "nobody plays", "role": "committee", "citizen": true}]}
    """
        .formatted(url, url, vendor.id(), key.secret().value());
  }

  /// An account is there once somebody signed in.
  private UUID account(String id) {
    var consent = running.platform().consent();
    String cookie =
        consent.pages().enterDemo(person(id), null, null, null, null).await().orElseThrow();
    return consent.session(cookie).await().orElseThrow().account();
  }

  private static Person person(String id) {
    return new Person(id, "Synthetic", LocalDate.of(1970, 1, 1 + PEOPLE.indexOf(id)));
  }

  private static <T> T given(Answer<T> answer) {
    return ((Answer.Given<T>) answer).value();
  }

  private static String page(URI place) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
