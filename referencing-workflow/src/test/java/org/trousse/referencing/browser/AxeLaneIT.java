package org.trousse.referencing.browser;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.outbound.Doors;
import org.trousse.referencing.outbound.OutsideCaller;

/// A real Chromium on invented pages of this machine.
final class AxeLaneIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final WireMockServer VENDOR = new WireMockServer(wireMockConfig().dynamicPort());

  private static final String GOOD =
      """
      <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Mesures</title>
      <link rel="stylesheet" href="/style.css"></head>
      <body><main><h1>Mesures</h1><p>Données fictives.</p></main></body></html>\
      """;

  private static final String BAD =
      """
      <!doctype html><html><head><meta charset="utf-8"><title>Mesures</title></head>
      <body><main><h1>Mesures</h1><img id="logo" src="/logo.png">
      <form><input id="weight"></form></main>
      <script>
        window.axe = {run: () => Promise.resolve({violations: [], passes: [],
          testEngine: {name: 'mine', version: '1'}})};
        Array.prototype.slice = () => [];
        alert('first me');
      </script></body></html>\
      """;

  private Vertx vertx;
  private Set<String> before;

  /// Somebody inside, who notes what was asked of them.
  private static final class Inside implements AutoCloseable {
    private final ServerSocket server;
    final List<String> asked = new CopyOnWriteArrayList<>();

    Inside() throws IOException {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          InputStream in = socket.getInputStream();
          byte[] first = new byte[200];
          int read = in.read(first);
          asked.add(new String(first, 0, Math.max(0, read), StandardCharsets.UTF_8));
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                      .getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
          // closed, or hung up
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @BeforeAll
  static void start() {
    assumeThat(CHROMIUM)
        .withFailMessage("no Chromium at %s: pages are not examined in this test run", CHROMIUM)
        .isExecutable();
    VENDOR.start();
  }

  @AfterAll
  static void stop() {
    VENDOR.stop();
  }

  @BeforeEach
  void open() throws IOException {
    vertx = Vertx.vertx();
    VENDOR.resetAll();
    before = profiles();
  }

  @AfterEach
  void nothing_is_left_behind() throws IOException {
    Set<String> left = new HashSet<>(profiles());
    left.removeAll(before);
    List<String> alive =
        ProcessHandle.allProcesses()
            .map(one -> one.info().commandLine().orElse(""))
            .filter(line -> left.stream().anyMatch(line::contains))
            .toList();
    vertx.close().await();

    assertThat(left).isEmpty();
    assertThat(alive).isEmpty();
  }

  private static Set<String> profiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Set.copyOf(
          files.map(Path::toString).filter(name -> name.contains("trousse-browser-")).toList());
    }
  }

  private static void page(String path, String html) {
    VENDOR.stubFor(
        get(urlEqualTo(path))
            .willReturn(
                aResponse().withHeader("Content-Type", "text/html; charset=utf-8").withBody(html)));
  }

  private static URI vendor(String path) {
    return URI.create("http://localhost:" + VENDOR.port() + path);
  }

  private AxeLane lane(Path program, String... opened) {
    return new AxeLane(
        vertx,
        program,
        new OutsideCaller(
            vertx, Doors.real(address -> false, opened.length == 0 ? own() : Set.of(opened))));
  }

  private static Set<String> own() {
    return Set.of("localhost:" + VENDOR.port());
  }

  private static Sight look(AxeLane lane, URI page) {
    return begin(lane, page).await();
  }

  private static Future<Sight> begin(AxeLane lane, URI page) {
    return lane.look(new Vendors().subject(), new Look.Axe(page));
  }

  private static String why(Sight sight) {
    assertThat(sight).isInstanceOf(Sight.NotSeen.class);
    return ((Sight.NotSeen) sight).why().english();
  }

  @Test
  void a_good_page_breaks_no_rule_and_its_style_sheet_is_read() {
    page("/good", GOOD);
    VENDOR.stubFor(
        get(urlEqualTo("/style.css"))
            .willReturn(
                aResponse().withHeader("Content-Type", "text/css").withBody("p{color:#111}")));

    Sight sight = look(lane(CHROMIUM), vendor("/good"));

    assertThat(sight)
        .isInstanceOfSatisfying(
            Sight.AxeReport.class,
            report -> {
              assertThat(report.violations()).isEmpty();
              assertThat(report.engine()).startsWith("axe-core 4.");
              assertThat(report.rulesPassed()).isPositive();
            });
    VENDOR.verify(getRequestedFor(urlEqualTo("/style.css")));
  }

  @Test
  void a_style_sheet_takes_part_in_the_judgement() {
    page("/pale", GOOD);
    VENDOR.stubFor(
        get(urlEqualTo("/style.css"))
            .willReturn(
                aResponse().withHeader("Content-Type", "text/css").withBody("p{color:#ddd}")));

    assertThat(((Sight.AxeReport) look(lane(CHROMIUM), vendor("/pale"))).violations())
        .extracting(Sight.Violation::rule)
        .containsExactly("color-contrast");
  }

  @Test
  void a_bad_page_is_told_its_rules_and_elements_whatever_its_scripts_pretend() {
    page("/bad", BAD);

    Sight sight = look(lane(CHROMIUM), vendor("/bad"));

    List<Sight.Violation> violations = ((Sight.AxeReport) sight).violations();
    assertThat(violations)
        .extracting(Sight.Violation::rule)
        .contains("image-alt", "label", "html-has-lang");
    assertThat(violations)
        .filteredOn(one -> one.rule().equals("image-alt"))
        .allSatisfy(one -> {
          assertThat(one.impact()).isEqualTo("critical");
          assertThat(one.elements()).containsExactly("#logo");
          assertThat(one.help()).isNotEmpty();
        });
  }

  @Test
  void a_redirect_is_followed_and_looked_at_anew() throws IOException {
    page("/end", GOOD);
    try (Inside inside = new Inside()) {
      VENDOR.stubFor(
          get(urlEqualTo("/moved"))
              .willReturn(aResponse().withStatus(302).withHeader("Location", "/end")));
      VENDOR.stubFor(
          get(urlEqualTo("/inward"))
              .willReturn(
                  aResponse()
                      .withStatus(302)
                      .withHeader("Location", "http://localhost:" + inside.port() + "/")));

      assertThat(look(lane(CHROMIUM), vendor("/moved"))).isInstanceOf(Sight.AxeReport.class);
      assertThat(why(look(lane(CHROMIUM), vendor("/inward")))).contains("https");
      assertThat(inside.asked).isEmpty();
    }
  }

  /// What a page may try, each by another way out of the browser.
  private static String tries(int port) {
    String there = "localhost:" + port;
    return GOOD.replace(
        "</body>",
        """
        <img alt="" src="http://%1$s/image"><iframe title="f" src="http://%1$s/frame"></iframe>
        <link rel="stylesheet" href="http://127.0.0.1:%2$d/style">
        <link rel="preconnect" href="http://%1$s"><link rel="prefetch" href="http://%1$s/prefetch">
        <script src="http://%1$s/script"></script>
        <script>
          fetch('http://%1$s/fetch', {mode: 'no-cors'}).catch(() => {});
          fetch('http://%1$s/post', {mode: 'no-cors', method: 'POST', body: 'x'}).catch(() => {});
          navigator.sendBeacon('http://%1$s/beacon', 'x');
          new WebSocket('ws://127.0.0.1:%2$d/socket');
          new EventSource('http://%1$s/events');
          const code = "fetch('http://%1$s/worker', {mode: 'no-cors'}).catch(() => {});"
            + "new WebSocket('ws://%1$s/worker-socket');";
          new Worker(URL.createObjectURL(new Blob([code])));
          open('http://%1$s/window');
        </script></body>\
        """
            .formatted(there, port));
  }

  @Test
  void nothing_of_a_page_reaches_a_private_address() throws IOException {
    try (Inside inside = new Inside()) {
      page("/tries", tries(inside.port()));

      Sight sight = look(lane(CHROMIUM), vendor("/tries"));

      assertThat(inside.asked).isEmpty();
      assertThat(sight).isInstanceOf(Sight.AxeReport.class);
    }
  }

  @Test
  void the_same_page_reaches_it_once_the_operator_opens_it() throws IOException {
    try (Inside inside = new Inside()) {
      page("/tries", tries(inside.port()));

      look(
          lane(CHROMIUM, "localhost:" + VENDOR.port(), "localhost:" + inside.port()),
          vendor("/tries"));

      assertThat(inside.asked)
          .anySatisfy(line -> assertThat(line).startsWith("GET /image "))
          .anySatisfy(line -> assertThat(line).startsWith("GET /fetch "))
          .allSatisfy(line -> assertThat(line).startsWith("GET ").doesNotContain("socket"));
    }
  }

  @Test
  void a_page_at_a_private_address_is_not_seen() throws IOException {
    try (Inside inside = new Inside()) {
      URI there = URI.create("http://localhost:" + inside.port() + "/");

      assertThat(why(look(lane(CHROMIUM), there))).contains("https");
      assertThat(why(look(lane(CHROMIUM), URI.create("https://127.0.0.1/"))))
          .contains("not one that we look at");
      assertThat(inside.asked).isEmpty();
    }
  }

  @Test
  void a_page_that_answers_404_is_not_examined() {
    assertThat(why(look(lane(CHROMIUM), vendor("/nowhere")))).isEqualTo("The page answers 404.");
  }

  @Test
  void a_page_that_never_rests_is_given_up_and_the_next_one_is_examined() {
    page("/busy", GOOD.replace("</body>", "<script>for (;;) {}</script></body>"));
    page("/good", GOOD);
    AxeLane lane = lane(CHROMIUM);
    Instant start = Instant.now();

    List<Future<Sight>> looks =
        List.of(
            begin(lane, vendor("/busy")),
            begin(lane, vendor("/busy")),
            begin(lane, vendor("/good")));

    assertThat(why(looks.get(0).await())).contains("20 seconds");
    assertThat(why(looks.get(1).await())).contains("20 seconds");
    assertThat(looks.get(2).await()).isInstanceOf(Sight.AxeReport.class);
    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(50));
  }

  @Test
  void closing_ends_the_browsers_that_run() {
    page("/busy", GOOD.replace("</body>", "<script>for (;;) {}</script></body>"));
    AxeLane lane = lane(CHROMIUM);
    Future<Sight> look = begin(lane, vendor("/busy"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> VENDOR.verify(getRequestedFor(urlEqualTo("/busy"))));

    lane.close().await();

    assertThat(why(look.await())).isNotEmpty();
    assertThat(why(look(lane, vendor("/busy")))).contains("run again later");
  }

  @Test
  void a_program_that_is_no_browser_is_said_plainly() {
    assertThat(why(look(lane(Path.of("/usr/bin/false")), vendor("/good"))))
        .contains("did not start");
    assertThat(why(look(lane(Path.of("/nowhere/chromium")), vendor("/good"))))
        .contains("did not start");
  }
}
