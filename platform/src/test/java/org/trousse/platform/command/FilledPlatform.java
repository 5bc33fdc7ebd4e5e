package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.Settings;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.care.DemoCareLane;
import org.trousse.platform.demo.dossier.DemoRegister;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.platform.serve.PlatformModule;
import org.trousse.record.append.NewPatient;
import org.trousse.record.care.ref.PatientRefs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole platform on an embedded server, with the vendor, the officers and the dossiers of
/// `trousse demo`. All people and apps are synthetic.
public final class FilledPlatform implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path data;
  private final Settings settings;
  private Running running;
  private DemoReferencing demo;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  /// @param data an empty folder
  public FilledPlatform(Path data) {
    this.data = data;
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + data,
            "--http-port=" + freePort(),
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort());
    this.settings = any.settings;
    this.running = Running.open(settings, true);
    this.demo = filled();
  }

  /// Stops it and starts it on the same data.
  void again() {
    running.close();
    running = Running.open(settings, true);
    demo = filled();
  }

  private DemoReferencing filled() {
    List<DemoApp> apps = clients();
    PlatformModule platform = running.platform();
    apps.forEach(app -> platform.consent().register(app.app()).await());
    DemoReferencing filled = DemoReferencing.fill(platform, apps, settings.httpPort());
    platform
        .listen(
            workers().map(DemoReferencing::card).toList(),
            workers().collect(Collectors.toMap(one -> one.post().card(), DemoReferencing::entry)))
        .await();
    return filled;
  }

  private static Stream<DemoWorker> workers() {
    return Stream.concat(DemoPeople.workers().stream(), DemoPeople.carers().stream());
  }

  /// The apps that a patient can authorise.
  List<DemoApp> clients() {
    return DemoApps.all(data);
  }

  /// What stands for patients in the addresses of professionals.
  public PatientRefs refs() {
    return new PatientRefs(running.key().derive("fhir reading ids"));
  }

  /// The 14 days before now of one of the demo's patients.
  public void lived(DemoPerson person) {
    DemoCommand.fill(running, List.of(person));
  }

  /// The devices of one of the demo's patients, theirs for ten days.
  public void bound(DemoPerson person) {
    for (DemoDevice device : person.devices()) {
      NewDevice wished =
          new NewDevice(
              device.id(),
              "a synthetic password of a device",
              Set.of(device.kind().measure()),
              device.kind().label(),
              device.kind().specialisation());
      platform().gateway().register(wished).await();
      Binding theirs = new Binding(person.id(), Instant.now().minus(Duration.ofDays(10)), null);
      platform().gateway().bind(device.id(), theirs).await();
    }
  }

  /// The demo's patients and professionals, in place.
  public DemoCare settled() {
    for (DemoPerson one : DemoPeople.all()) {
      platform()
          .record()
          .welcome(new NewPatient(one.id(), one.given(), one.family(), one.birthDate(), true))
          .await();
    }
    return new DemoCareLane(
            platform().record().care(), platform().consent().pages(), Clock.systemUTC())
        .open(DemoPeople.all())
        .await();
  }

  /// The session's secret of a patient of the demo.
  public String holder(DemoPerson one) {
    Person person = new Person(one.given(), one.family(), one.birthDate());
    return platform()
        .consent()
        .pages()
        .enterDemo(person, one.id(), null, null, null)
        .await()
        .orElseThrow();
  }

  /// Runs a statement as the database's owner.
  void execute(String sql) throws SQLException {
    try (Connection owner = running.database().open();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  PlatformModule platform() {
    return running.platform();
  }

  DemoReferencing demo() {
    return demo;
  }

  /// A page of it.
  public String address(String path) {
    return settings.publicUrl() + path;
  }

  /// The dossier of an app.
  ///
  /// @param software the catalogue's name of the app
  DemoRegister.Line line(String software) {
    return demo.register().lines().stream()
        .filter(one -> one.software().equals(software))
        .findFirst()
        .orElseThrow();
  }

  /// The id in the addresses of an app's dossier.
  public String dossier(String software) {
    return line(software).id().toString();
  }

  /// The id in the addresses of the vendor's organisation.
  public String organisation() {
    return demo.register().office().organisation().toString();
  }

  /// Waits until the catalogue shows all that was ever listed.
  ///
  /// @return each app's standing
  public Map<String, String> catalogue() {
    Map<String, String> shown = new HashMap<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          shown.clear();
          JsonNode apps = JsonMapper.shared().readTree(get("/catalogue/apps"));
          apps.path("apps")
              .forEach(app ->
                  shown.put(
                      app.path("softwareId").asString(""), app.path("standing").asString("")));
          assertThat(shown).hasSize(5);
        });
    return shown;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Accept", "application/json")
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
