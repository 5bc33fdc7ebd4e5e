package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.Settings;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.serve.DemoSignInLane;
import org.trousse.platform.watch.Logs;
import org.trousse.record.append.NewPatient;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole day's business with values that occur nowhere else, good and bad requests alike, and
/// then a look for each of them in all that was logged and printed. All people are synthetic.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuietLogsIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final PatientId PATIENT = new PatientId(0x7766554433221100L);
  private static final String GIVEN = "Zéphirinette";
  private static final String FAMILY = "Quatremaisons";
  private static final DeviceId DEVICE = new DeviceId("quiet", "quietscale");
  private static final String PASSWORD = "planted-device-password-0451";
  private static final String VERIFIER = "planted-verifier-of-43-characters-or-more-0452";
  private static final String STATE = "planted-state-0453";
  private static final String NONCE = "planted-nonce-0454";
  private static final String VALUE = "123.4567";
  private static final String REDIRECT = "http://127.0.0.1:8081/back";
  private static final Pattern FIELD = Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"");
  private static final Logger OURS = Logger.getLogger("org.trousse");

  @TempDir private static Path folder;

  private final int httpPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> planted = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private @Nullable Running opened;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  @BeforeAll
  void listen() throws Exception {
    Logs.toFile(folder.resolve("quiet.log"));
    OURS.setLevel(Level.ALL);
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + folder.resolve("data"),
            "--http-port=" + httpPort,
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort());
    Running running = Running.open(any.settings, true);
    opened = running;
    var platform = running.platform();
    LocalDate born = LocalDate.of(1950, 1, 31);
    platform.record().welcome(new NewPatient(PATIENT, GIVEN, FAMILY, born, true)).await();
    platform
        .gateway()
        .register(new NewDevice(DEVICE, PASSWORD, Set.of(Measure.values()), "Scale", 528_399))
        .await();
    platform
        .gateway()
        .bind(DEVICE, new Binding(PATIENT, Instant.now().minus(1, ChronoUnit.DAYS), null))
        .await();
    for (DemoApp app : DemoApps.all(folder)) {
      platform.consent().register(app.app()).await();
    }
    platform
        .listen(
            List.of(new DemoPerson("quiet", GIVEN, "Histoire.", "Story.", "unused")),
            Map.of(
                "quiet", new DemoSignInLane.Entry(new Person(GIVEN, FAMILY, born), PATIENT, null)))
        .await();
    planted.addAll(
        List.of(GIVEN, FAMILY, PASSWORD, VERIFIER, STATE, NONCE, VALUE, PATIENT.text(), "1950-01"));
  }

  @AfterAll
  void stop() throws IOException {
    Objects.requireNonNull(opened).close();
    System.setOut(out);
    System.setErr(err);
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  @Tag("consent-123")
  void no_secret_no_name_and_no_value_is_in_any_log() throws Exception {
    String cookie = signIn();
    JsonNode tokens = tokens(cookie);
    String access = tokens.get("access_token").asString();
    HttpResponse<String> sent = reading(PASSWORD, VALUE);
    HttpResponse<String> read =
        send(to("/fhir/Observation").header("Authorization", "Bearer " + access));
    refreshed(tokens.get("refresh_token").asString());
    pair(cookie);
    badRequests(cookie, access);
    whileTheDatabaseFails(cookie, access);

    String logged = logged();
    List<String> found = planted.stream().filter(logged::contains).toList();
    Logger.getLogger("org.trousse.control").finest("control " + access + " " + VALUE);
    String after = logged();

    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(read.body()).as("the reading went the whole way").contains(VALUE);
    assertThat(planted).hasSizeGreaterThan(15).doesNotContain("").doesNotHaveDuplicates();
    assertThat(logged).as("faults were logged").contains("\"level\":\"WARNING\"");
    assertThat(found).isEmpty();
    assertThat(after).as("what is logged would be found").contains(access, VALUE);
  }

  private String signIn() throws Exception {
    HttpResponse<String> signedIn = post("/fr/demonstration", "", form("person", "quiet"));
    assertThat(signedIn.statusCode()).isEqualTo(303);
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    String value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    planted.add(value);
    return "trousse_session=" + value;
  }

  /// Asks, allows everything and redeems the code.
  private JsonNode tokens(String cookie) throws Exception {
    String page = location(send(asking(cookie)));
    planted.add(page.substring(page.indexOf("demande=") + "demande=".length()));
    String answered = location(post("/fr/autoriser", cookie, allowed(page, cookie)));
    String code = Objects.requireNonNull(parameter(answered, "code"));
    planted.add(code);
    Map<String, String> redeemed = form("grant_type", "authorization_code", "code", code);
    redeemed.put("client_id", "demo-web");
    redeemed.put("redirect_uri", REDIRECT);
    redeemed.put("code_verifier", VERIFIER);
    return kept(post("/oauth/token", "", redeemed));
  }

  private HttpRequest.Builder asking(String cookie) throws Exception {
    Map<String, String> asked = form("client_id", "demo-web", "response_type", "code");
    asked.put("redirect_uri", REDIRECT);
    asked.put("scope", "openid fhirUser offline_access launch/patient patient/Observation.rs");
    asked.put("state", STATE);
    asked.put("nonce", NONCE);
    asked.put("aud", "http://localhost:" + httpPort + "/fhir");
    asked.put("code_challenge", challenge());
    asked.put("code_challenge_method", "S256");
    return to("/oauth/authorize?" + encoded(asked)).header("Cookie", cookie);
  }

  private Map<String, String> allowed(String address, String cookie) throws Exception {
    String page = send(to(address).header("Cookie", cookie)).body();
    Map<String, String> answer = hidden(page);
    planted.add(Objects.requireNonNull(answer.get("jeton")));
    answer.put("p", "body-weight.read");
    answer.put("historique", "all");
    answer.put("duree", "30d");
    answer.put("decision", "autoriser");
    // what the service needs is left out: the page warns once
    HttpResponse<String> warned = post("/fr/autoriser", cookie, answer);
    answer.putAll(hidden(warned.body()));
    return answer;
  }

  private void refreshed(String refresh) throws Exception {
    Map<String, String> form = form("grant_type", "refresh_token", "refresh_token", refresh);
    form.put("client_id", "demo-web");
    kept(post("/oauth/token", "", form));
  }

  private JsonNode kept(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode tokens = JSON.readTree(answer.body());
    for (String name : List.of("access_token", "refresh_token", "id_token")) {
      if (tokens.has(name)) {
        planted.add(tokens.get(name).asString());
      }
    }
    return tokens;
  }

  private void pair(String cookie) throws Exception {
    HttpResponse<String> begun =
        post("/oauth/device", "", form("client_id", "demo-cuff", "scope", "patient/Observation.c"));
    JsonNode codes = JSON.readTree(begun.body());
    String userCode = codes.get("user_code").asString();
    String deviceCode = codes.get("device_code").asString();
    planted.addAll(List.of(userCode, deviceCode));
    String jeton = hidden(send(to("/fr/appareil").header("Cookie", cookie)).body()).get("jeton");
    Map<String, String> typed = form("jeton", Objects.requireNonNull(jeton), "code", userCode);
    assertThat(post("/fr/appareil", cookie, typed).statusCode()).isEqualTo(200);
    Map<String, String> poll = form("client_id", "demo-cuff", "device_code", deviceCode);
    poll.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    post("/oauth/token", "", poll);
  }

  /// Everything that may be wrong quotes what it is about.
  private void badRequests(String cookie, String access) throws Exception {
    planted.addAll(
        List.of("planted-wrong-password", "planted-wrong-code", "planted-proof", "planted-junk"));
    reading("planted-wrong-password", VALUE);
    reading(PASSWORD, VALUE + "planted-junk");
    reading(PASSWORD, "-" + VALUE);
    Map<String, String> wrong = form("grant_type", "authorization_code");
    wrong.put("client_id", "demo-web");
    wrong.put("code", "planted-wrong-code");
    wrong.put("code_verifier", VERIFIER);
    wrong.put("redirect_uri", REDIRECT);
    post("/oauth/token", "", wrong);
    post("/fr/appareil", cookie, form("jeton", "planted-junk", "code", "planted-wrong-code"));
    send(to("/fhir/Observation?date=planted-junk").header("Authorization", "Bearer " + access));
    send(
        to("/fhir/Observation")
            .header("Authorization", "DPoP " + access)
            .header("DPoP", "planted-proof"));
    send(to("/fhir/Observation").header("Authorization", "Bearer planted-junk"));
    send(
        to("/fhir/Observation")
            .header("Authorization", "Bearer " + access)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString("{\"resourceType\":\"planted-junk\"," + VALUE)));
    send(to("/oauth/authorize?client_id=planted-junk&state=" + STATE));
    send(
        to("/oauth/register")
            .POST(BodyPublishers.ofString("{\"software_statement\":\"planted-junk\"}")));
  }

  /// A database's message quotes the statement and the row.
  private void whileTheDatabaseFails(String cookie, String access) throws Exception {
    for (String table : List.of("code", "session", "request", "access_token", "device_code")) {
      change("alter table consent." + table + " rename to away");
      try {
        Map<String, String> late =
            form("grant_type", "authorization_code", "client_id", "demo-web");
        late.put("code", "planted-wrong-code");
        late.put("code_verifier", VERIFIER);
        late.put("redirect_uri", REDIRECT);
        post("/oauth/token", "", late);
        post("/oauth/device", "", form("client_id", "demo-cuff", "scope", "patient/Observation.c"));
        send(asking(cookie));
        send(to("/fr/sessions").header("Cookie", cookie + "x"));
        send(to("/fhir/Observation").header("Authorization", "Bearer " + access + "x"));
      } finally {
        change("alter table consent.away rename to " + table);
      }
    }
  }

  private void change(String sql) throws Exception {
    try (var connection = Objects.requireNonNull(opened).database().open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private HttpResponse<String> reading(String password, String value) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString((DEVICE.username() + ":" + password).getBytes(StandardCharsets.UTF_8));
    if (!planted.contains(basic)) {
      planted.add(basic);
    }
    String json =
        "{\"measure\":\"body-weight\",\"unit\":\"kg\",\"time\":\"%s\",\"value\":\"%s\"}"
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), value);
    return send(
        to("/v1/devices/" + DEVICE.name() + "/readings?codec=json1")
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private String logged() throws IOException {
    return Files.readString(folder.resolve("quiet.log.0"))
        + printed.toString(StandardCharsets.UTF_8);
  }

  private static String challenge() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static Map<String, String> hidden(String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(page);
    while (field.find()) {
      if (Set.of("jeton", "demande", "texte", "prevenu").contains(field.group(1))) {
        fields.put(field.group(1), field.group(2));
      }
    }
    return fields;
  }

  private static Map<String, String> form(String... pairs) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      form.put(pairs[at], pairs[at + 1]);
    }
    return form;
  }

  private static String encoded(Map<String, String> form) {
    List<String> pairs = new ArrayList<>();
    form.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  private static @Nullable String parameter(String address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
    return found.find() ? found.group(1) : null;
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> post(String path, String cookie, Map<String, String> form)
      throws Exception {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form)));
    return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
