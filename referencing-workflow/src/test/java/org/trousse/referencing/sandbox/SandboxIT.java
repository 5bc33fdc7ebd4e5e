package org.trousse.referencing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.behaviour.BehaviourChecks;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.manifest.Manifest;

/// An app on this machine plays every scene over real sockets. Each check must pass the good app
/// and fail the one that has its flaw.
final class SandboxIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration ALL_SCENES_MAX = Duration.ofSeconds(40);

  private static Vertx vertx;
  private static SandboxModule sandbox;
  private static String url;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    HttpServer server =
        done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    url = "http://127.0.0.1:" + server.actualPort();
    SandboxModule.Needs needs = new SandboxModule.Needs(SandboxIT::post, SandboxIT::fetch);
    sandbox = done(SandboxModule.open(vertx, url, needs, Clock.systemUTC(), Duration.ofSeconds(6)));
    sandbox.mount(router);
  }

  @AfterAll
  static void close() throws Exception {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static Future<SandboxModule.Reached> post(
      URI address, Map<String, String> headers, String json, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(patience).POST(BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return Future.fromCompletionStage(
            HTTP.sendAsync(request.build(), BodyHandlers.ofString()), vertx.getOrCreateContext())
        .map(answer -> new SandboxModule.Reached(answer.statusCode(), answer.body()));
  }

  private static Future<String> fetch(URI address) {
    return Future.fromCompletionStage(
            HTTP.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()),
            vertx.getOrCreateContext())
        .map(answer -> answer.body());
  }

  private static Subject of(PlayedApp app, boolean fapi) {
    return fapi
        ? ExampleApps.subject(Manifest.Profile.FAPI2, RiskTier.R3, app.jwksUri(), app.driver())
        : ExampleApps.subject(Manifest.Profile.SMART_PUBLIC, RiskTier.R2, null, app.driver());
  }

  private static Seen play(Subject subject, List<Check> checks) throws Exception {
    Map<Look, Future<Sight>> playing = new HashMap<>();
    for (Check check : checks) {
      for (Look look : check.looks(subject)) {
        playing.computeIfAbsent(look, one -> sandbox.play(subject, (Look.Play) one));
      }
    }
    Map<Look, Sight> sights = new HashMap<>();
    for (Map.Entry<Look, Future<Sight>> one : playing.entrySet()) {
      sights.put(one.getKey(), done(one.getValue()));
    }
    return new Seen(sights);
  }

  static List<Finding> judged(Subject subject, List<Check> checks) throws Exception {
    Seen seen = play(subject, checks);
    List<Finding> findings = new ArrayList<>();
    checks.forEach(check -> findings.add(check.judge(subject, seen)));
    return findings;
  }

  static List<Check> all() {
    return BehaviourChecks.all(ValidatesFhir.NONE);
  }

  @Test
  void a_good_public_app_passes_all_that_concerns_it() throws Exception {
    try (PlayedApp app = new PlayedApp(Set.of(), false)) {
      long began = System.nanoTime();
      List<Finding> findings = judged(of(app, false), all());

      assertThat(findings)
          .filteredOn(one -> one.outcome() != Outcome.PASSED)
          .extracting(Finding::criterion)
          .as("tokens of a public app of tier R2 are bound to no key")
          .containsExactly("OAU-07", "OAU-08");
      assertThat(app.badSignatures).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ALL_SCENES_MAX);
    }
  }

  @Test
  void a_good_app_with_keys_passes_everything() throws Exception {
    try (PlayedApp app = new PlayedApp(Set.of(), true)) {
      List<Finding> findings = judged(of(app, true), all());

      assertThat(findings).filteredOn(one -> one.outcome() != Outcome.PASSED).isEmpty();
      assertThat(findings).hasSize(22);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN_PKCE, OAU-01, false",
    "OTHER_REDIRECT, OAU-02, false",
    "ASKS_BEYOND, OAU-03, false",
    "NEVER_ADDS, OAU-03, false",
    "IGNORES_STATE, OAU-04, false",
    "IGNORES_ISS, OAU-04, false",
    "IGNORES_NONCE, OAU-04, false",
    "TOKEN_IN_URL, OAU-05, false",
    "KEEPS_OLD_REFRESH, OAU-06, false",
    "GIVES_UP_AFTER_LOSS, OAU-06, false",
    "NO_DPOP, OAU-07, true",
    "LONG_ASSERTION, OAU-08, true",
    "SAME_JTI, OAU-08, true",
    "KEEPS_OLD_KEY, OAU-08, true",
    "SYNCS_ON, OAU-09, false",
    "NEEDS_ALL, CNS-02, false",
    "NO_CATEGORY, API-01, false",
    "ROUNDS_UNITS, API-02, false",
    "NO_DEVICE, API-03, false",
    "SENDS_ERRORS, API-04, false",
    "NEW_ID_EACH_TIME, API-05, false",
    "DROPS_OFFSET, API-06, false",
    "TRUSTS_DEVICE_CLOCK, API-06, false",
    "IGNORES_RETRY_AFTER, API-07, false",
    "REPEATS_REFUSED, API-07, false",
    "FIRST_PAGE_ONLY, API-08, false",
    "READS_ALL, API-08, false",
    "ONE_DEVICE, DEV-01, false",
    "REVOKED_GOES_ON, DEV-01, false",
    "SHARED_SECRET, DEV-02, false",
    "OTHERS_TOPIC, DEV-03, false",
    "TEST_UNMARKED, DEV-07, false",
  })
  void a_flaw_fails_its_criterion(Flaw flaw, String criterion, boolean fapi) throws Exception {
    try (PlayedApp app = new PlayedApp(EnumSet.of(flaw), fapi)) {
      List<Check> checks =
          all().stream().filter(check -> check.criterion().equals(criterion)).toList();

      List<Finding> findings = judged(withGlucose(of(app, fapi), flaw), checks);

      assertThat(findings).hasSize(1);
      assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.FAILED);
      assertThat(findings.getFirst().mend()).isNotEmpty();
    }
  }

  /// Units are converted in glucose only.
  private static Subject withGlucose(Subject subject, Flaw flaw) {
    Manifest.Exchange exchange = subject.manifest().exchange();
    if (flaw != Flaw.ROUNDS_UNITS || exchange == null) {
      return subject;
    }
    return ExampleApps.subject(
        exchange.profile(),
        subject.tier(),
        exchange.jwksUri(),
        exchange.testDriver(),
        List.of(ExampleApps.want("glucose.read", true), ExampleApps.want("glucose.add", true)));
  }

  @Test
  void says_so_when_there_is_no_driver() throws Exception {
    Subject subject = ExampleApps.subject(Manifest.Profile.SMART_PUBLIC, RiskTier.R2, null, null);

    Sight sight = done(sandbox.play(subject, new Look.Play("connect")));

    assertThat(sight).isInstanceOf(Sight.NotSeen.class);
  }

  @Test
  void says_so_when_the_driver_is_silent() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:1/driver");
    Subject subject = ExampleApps.subject(Manifest.Profile.SMART_PUBLIC, RiskTier.R2, null, nobody);

    Sight sight = done(sandbox.play(subject, new Look.Play("connect")));

    assertThat(sight).isInstanceOf(Sight.NotSeen.class);
  }

  @Test
  void a_run_that_is_over_answers_nobody() throws Exception {
    assertThat(status("/sandbox/0000000000000000/fhir/Observation")).isEqualTo(404);
  }

  @Test
  void no_secret_stands_on_the_tape() throws Exception {
    try (PlayedApp app = new PlayedApp(Set.of(Flaw.TOKEN_IN_URL), true)) {
      Sight sight = done(sandbox.play(of(app, true), new Look.Play("connect")));

      assertThat(sight).isInstanceOf(Sight.Tape.class);
      assertThat(((Sight.Tape) sight).taken())
          .isNotEmpty()
          .noneMatch(one -> one.headers().containsKey("authorization"))
          .noneMatch(one -> one.headers().containsKey("dpop"))
          .noneMatch(one -> one.target().matches(".*access_token=[A-Za-z0-9_-]{8}.*"))
          .noneMatch(one -> one.body().contains("eyJ"));
    }
  }

  static String address() {
    return url;
  }

  private static int status(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }
}
