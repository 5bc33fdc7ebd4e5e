package org.trousse.platform.browser;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.platform.Settings;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.platform.secret.SelfSignedCertificate;
import org.trousse.platform.serve.DemoSignInLane;
import org.trousse.platform.serve.PlatformModule;
import org.trousse.record.append.NewPatient;
import org.trousse.sdk.PatientId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The whole platform, wired as when it runs, over a database of its own; two invented people, a
/// child, and one app whose server is here.
final class ConnectSite implements AutoCloseable {
  static final String APP = "Carnet Démo";
  static final DemoPerson ADULT = card("adult", "Démo Odile");
  static final DemoPerson PARENT = card("parent", "Démo Inès");

  private static final String CLIENT = "carnet-demo";
  private static final String VERIFIER = "a-verifier-of-a-test-that-is-long-enough-for-rfc-7636";
  private static final PatientId ODILE = new PatientId(0x1122334455667701L);
  private static final PatientId ZOE = new PatientId(0x1122334455667702L);
  private static final LocalDate BORN = LocalDate.of(1984, 3, 12);
  private static final LocalDate CHILD_BORN = LocalDate.of(2019, 4, 17);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
  private final HttpClient http = HttpClient.newHttpClient();
  private final Settings settings;
  private final DataFolder folder;
  private final EmbeddedServer server;
  private final PlatformModule platform;
  private final String back;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  /// @param data an empty folder
  ConnectSite(Path data) throws IOException {
    settings = settings(data);
    folder = DataFolder.claim(data);
    PlatformKey key = PlatformKey.in(data, new SecureRandom());
    server = EmbeddedServer.start(folder, key);
    new Migrations(server.url(), PlatformModule.SCHEMAS).migrate(new RolePassword(key));
    SelfSignedCertificate own =
        SelfSignedCertificate.in(data, Clock.systemUTC(), new SecureRandom());
    platform =
        PlatformModule.open(
                new PlatformModule.Ground(
                    vertx,
                    settings,
                    server.url(),
                    key,
                    new PemKeyCertOptions()
                        .setKeyPath(own.key().toString())
                        .setCertPath(own.certificate().toString()),
                    true,
                    new SignInSettings(settings.publicUrl(), List.of(), true, null),
                    "{\"keys\":[]}",
                    Clock.systemUTC()))
            .await();
    back = "http://127.0.0.1:" + appServer() + "/back";
    Future.all(
            platform.record().welcome(new NewPatient(ODILE, "Démo Odile", "Exemple", BORN, true)),
            platform.record().welcome(new NewPatient(ZOE, "Démo Zoé", "Exemple", CHILD_BORN, true)),
            platform.consent().register(app()))
        .await();
    platform.listen(List.of(ADULT, PARENT), entries()).await();
  }

  private static Settings settings(Path data) throws IOException {
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + data,
            "--http-port=" + freePort(),
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort());
    return any.settings;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Takes people back and says so.
  private int appServer() {
    return vertx
        .createHttpServer()
        .requestHandler(request ->
            request
                .response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end("<!DOCTYPE html><title>the app</title><p>back"))
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  private App app() {
    Text why = new Text("dessiner votre courbe", "draw your curve");
    Text without = new Text("cette page reste vide", "that page stays empty");
    AppEntry entry =
        new AppEntry(
            CLIENT,
            APP,
            "Studio Exemple",
            "DEMO-0001",
            new Text("tenir un carnet de glycémie.", "keep a glucose diary."),
            List.of(back),
            Set.of(),
            null,
            null,
            "RS256",
            false,
            List.of(
                new Want(Permission.read(DataKind.IDENTITY), false, why, without),
                new Want(Permission.read(DataKind.GLUCOSE), true, why, without),
                new Want(Permission.read(DataKind.BODY_WEIGHT), false, why, without)),
            List.of(),
            null,
            null);
    return new App(CLIENT, SecurityProfile.SMART_PUBLIC, AppStatus.ACTIVE, 1, entry);
  }

  private static Map<String, DemoSignInLane.Entry> entries() {
    return Map.of(
        ADULT.id(),
        new DemoSignInLane.Entry(new Person("Démo Odile", "Exemple", BORN), ODILE, null),
        PARENT.id(),
        new DemoSignInLane.Entry(
            new Person("Démo Inès", "Exemple", BORN), null, new Charge(ZOE, CHILD_BORN)));
  }

  private static DemoPerson card(String id, String name) {
    return new DemoPerson(id, name, "Une personne inventée.", "An invented person.", id);
  }

  String address(String path) {
    return settings.publicUrl() + path;
  }

  String back() {
    return back;
  }

  /// Where the app sends a browser that is to ask for permission (SMART App Launch 2.2, PKCE).
  String asks(String language) throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    Map<String, String> query = new TreeMap<>();
    query.put("response_type", "code");
    query.put("client_id", CLIENT);
    query.put("redirect_uri", back);
    query.put("scope", "launch/patient offline_access patient/Observation.rs patient/Patient.r");
    query.put("state", "a-state-that-nobody-guesses");
    query.put("aud", address("/fhir"));
    query.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    query.put("code_challenge_method", "S256");
    query.put("ui_locales", language);
    return address("/oauth/authorize?" + form(query));
  }

  /// The access token that the app gets for its code.
  String redeem(String code) throws IOException, InterruptedException {
    Map<String, String> fields =
        Map.of(
            "grant_type", "authorization_code",
            "code", code,
            "redirect_uri", back,
            "client_id", CLIENT,
            "code_verifier", VERIFIER);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("/oauth/token")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields)))
            .build();
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body())
        .getString("access_token");
  }

  /// The status that the app's next read gets.
  int reads(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("/fhir/Observation?_count=1")))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    platform.close().await();
    vertx.close().await();
    http.close();
    server.close();
    folder.close();
  }
}
