package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.Settings;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.serve.DemoSignInLane;
import org.trousse.record.append.NewPatient;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// A platform from an empty folder with the demo's apps, one synthetic person who signs in, and a
/// device of theirs.
final class ConnectedPlatform implements AutoCloseable {
  private static final int BUSY_MAX = 10;
  private static final long RETRY_AFTER_MILLIS = 1_000;
  private static final PatientId PATIENT = new PatientId(0x2233445566778899L);
  private static final String PERSON = "synthetic";
  private static final String OWN_TOKEN = "an-own-token-of-a-test";
  private static final String PASSWORD = "a-password-of-a-test-device";
  private static final DeviceId DEVICE = new DeviceId("test", "meter-and-scale");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Running running;
  private final List<DemoApp> apps;
  private final String url;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  ConnectedPlatform(Path folder) {
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
    apps = DemoApps.all(folder.resolve("data"));
    people();
    for (DemoApp app : apps) {
      running.platform().consent().register(app.app()).await();
    }
    Person person = new Person("Essai", "Synthétique", LocalDate.of(1950, 1, 31));
    running
        .platform()
        .listen(
            List.of(new DemoPerson(PERSON, "Essai Synthétique", "essai", "test", OWN_TOKEN)),
            Map.of(PERSON, new DemoSignInLane.Entry(person, PATIENT, null)))
        .await();
  }

  private void people() {
    var platform = running.platform();
    platform
        .record()
        .welcome(new NewPatient(PATIENT, "Essai", "Synthétique", LocalDate.of(1950, 1, 31), true))
        .await();
    platform
        .gateway()
        .register(new NewDevice(DEVICE, PASSWORD, Set.of(Measure.values()), "Test device", 528_457))
        .await();
    platform
        .gateway()
        .bind(DEVICE, new Binding(PATIENT, Instant.now().minus(30, ChronoUnit.DAYS), null))
        .await();
    platform.readers().welcome(OWN_TOKEN, PATIENT);
  }

  String url() {
    return url;
  }

  DemoApp app(String clientId) {
    return apps.stream()
        .filter(one -> one.app().clientId().equals(clientId))
        .findFirst()
        .orElseThrow();
  }

  /// A browser in which nobody has signed in yet.
  PlayedBrowser browser() {
    return new PlayedBrowser(url, PERSON);
  }

  /// Sends a reading of the patient's own device, again when the platform is busy.
  ///
  /// @param reading `json1` with `%s` where its time goes
  void send(String reading) throws IOException, InterruptedException {
    String pair = DEVICE.username() + ":" + PASSWORD;
    String time = "\"time\":\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\"";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/devices/" + DEVICE.name() + "/readings"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(reading.formatted(time)))
            .build();
    int status = http.send(request, BodyHandlers.ofString()).statusCode();
    for (int again = 0; status == 503 && again < BUSY_MAX; again++) {
      Thread.sleep(RETRY_AFTER_MILLIS);
      status = http.send(request, BodyHandlers.ofString()).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  /// What the patient sees of one code.
  String ownReadings(String loinc) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(url + "/fhir/Observation?patient=" + PATIENT.text() + "&code=" + loinc))
            .header("Authorization", "Bearer " + OWN_TOKEN)
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    running.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
