package org.trousse.referencing.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.check.CheckGround;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.check.CheckRunLane;
import org.trousse.referencing.check.CheckRunLane.Looker;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.check.CheckStore;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.check.roll.CheckRoll;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// All checks of the roll, against a vendor's live server over TLS: a good one, and ones that fail
/// in every way.
final class WholeRunIT {
  private static final CheckGround GROUND = new CheckGround();
  private static final TlsGround TLS = new TlsGround();
  private static final WireMockServer VENDOR =
      new WireMockServer(
          wireMockConfig()
              .httpDisabled(true)
              .dynamicHttpsPort()
              .keystorePath(TLS.file.toString())
              .keystoreType("PKCS12")
              .keystorePassword(TlsGround.PASSWORD)
              .keyManagerPassword(TlsGround.PASSWORD));

  @TempDir private static Path folder;
  private static CheckRunLane lane;
  private static URI site;

  @BeforeAll
  static void start() throws IOException {
    VENDOR.start();
    site = URI.create("https://localhost:" + VENDOR.httpsPort() + "/");
    Path list = Files.writeString(folder.resolve("osv.json"), "[]");
    Doors doors = Doors.real(none -> false, Set.of("localhost:" + VENDOR.httpsPort()));
    OutsideCaller outside =
        new OutsideCaller(
            GROUND.vertx(),
            doors,
            OutsideCaller.byDns(GROUND.vertx()),
            new HttpClientOptions().setTrustOptions(TrustOptions.wrap(TLS.trust())));
    lane =
        new CheckRunLane(
            GROUND.vertx(),
            new CheckStore(GROUND.pool()),
            CheckRoll.ALL,
            OutsideModule.lookers(
                GROUND.vertx(),
                outside,
                doors,
                new OutsideModule.Settings(
                    List.of("127.0.0.0,127.255.255.255,FR", "::1,::1,FR"), Optional.of(list)),
                new OutsideModule.Given(
                    none(),
                    (subject, look) ->
                        outside.post(look.address(), "{}", Map.of()).map(WholeRunIT::answered),
                    none(),
                    Optional.empty())),
            Clock.fixed(Vendors.NOW, ZoneOffset.UTC),
            UUID::randomUUID);
  }

  private static Sight answered(Sight sight) {
    return sight instanceof Sight.Page page
        ? new Sight.Answered(page.status(), Duration.ZERO, "")
        : sight;
  }

  private static <L extends Look> Looker<L> none() {
    return (subject, look) -> Future.succeededFuture(new Sight.NotSeen(new Text("a", "b")));
  }

  @AfterAll
  static void stop() {
    VENDOR.stop();
    GROUND.close();
  }

  @BeforeEach
  void forget() {
    VENDOR.resetAll();
  }

  private static void page(String path, String type, String body) {
    VENDOR.stubFor(
        get(urlEqualTo(path))
            .willReturn(aResponse().withHeader("Content-Type", type).withBody(body)));
  }

  private static CheckRun run() {
    Subject example = new Vendors().moved(site).subject();
    Vendors vendor = new Vendors().moved(site);
    vendor.hosts = List.of("localhost");
    Subject subject =
        new Subject(UUID.randomUUID(), vendor.subject().manifest(), example.tier(), Vendors.NOW);
    long start = System.nanoTime();
    Start begun = lane.start(subject, 1, Trigger.VENDOR, Set.of()).await();
    CheckRun run = ((Start.Began) begun).done().await();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(run.findings()).hasSize(CheckRoll.ALL.size());
    return run;
  }

  private static Map<String, Outcome> outcomes(CheckRun run) {
    return run.findings().stream().collect(Collectors.toMap(Finding::criterion, Finding::outcome));
  }

  @Test
  void a_good_vendor_passes_what_can_be_seen_here() {
    page(
        "/.well-known/security.txt",
        "text/plain; charset=utf-8",
        "Contact: mailto:security@vendor.example\nExpires: 2027-01-01T00:00:00Z\nPolicy: "
            + site
            + "disclosure\n");
    page("/disclosure", "text/html", "<p>" + "How to report a vulnerability to us. ".repeat(20));
    page(
        "/sbom.json",
        "application/json",
        """
        {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"application",
         "name":"example","version":"2.4.1","hashes":[{"alg":"SHA-256","content":"%s"}]}},
         "components":[{"type":"library","name":"a","purl":"pkg:npm/a@1.0.0"}]}\
        """
            .formatted(Vendors.BUILD_HASH));
    VENDOR.stubFor(post(urlEqualTo("/incident")).willReturn(aResponse().withStatus(202)));

    Map<String, Outcome> outcomes = outcomes(run());

    assertThat(outcomes)
        .containsEntry("GOV-03", Outcome.PASSED)
        .containsEntry("GOV-07", Outcome.PASSED)
        .containsEntry("GOV-08", Outcome.PASSED)
        .containsEntry("HOS-02", Outcome.PASSED)
        .containsEntry("COD-01", Outcome.PASSED)
        .containsEntry("COD-02", Outcome.PASSED)
        .containsEntry("COD-06", Outcome.FAILED) // unsigned
        .containsEntry("NET-01", Outcome.NOT_VERIFIED) // nobody answers on port 443 here
        .containsEntry("ETH-01", Outcome.FAILED) // no statement
        .containsEntry("LOG-01", Outcome.NOT_VERIFIED);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
  void a_vendor_whose_server_breaks_passes_nothing_that_must_be_seen(Fault fault) {
    VENDOR.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

    assertNothingPassed();
  }

  @Test
  void a_vendor_whose_server_speaks_garbage_passes_nothing() {
    VENDOR.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));

    assertNothingPassedBut("GOV-07"); // a drill is answered by its status
  }

  @Test
  void a_vendor_whose_server_is_silent_holds_nobody_up() {
    VENDOR.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(90_000)));

    assertNothingPassed();
  }

  private static void assertNothingPassed() {
    assertNothingPassedBut("none");
  }

  private static void assertNothingPassedBut(String other) {
    // judged from the manifest, or by the DNS, alone
    Set<String> unseen = Set.of("HOS-02", "DEV-03", "DEV-06", other);
    assertThat(outcomes(run()))
        .allSatisfy((criterion, outcome) ->
            assertThat(unseen.contains(criterion) || outcome != Outcome.PASSED)
                .as(criterion)
                .isTrue());
  }
}
