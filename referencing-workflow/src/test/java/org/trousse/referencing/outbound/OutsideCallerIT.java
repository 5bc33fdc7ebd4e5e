package org.trousse.referencing.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.check.Sight;

/// A vendor's server over TLS, and everything that it may do wrong.
final class OutsideCallerIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TlsGround TLS = new TlsGround();
  private static final WireMockServer VENDOR =
      new WireMockServer(
          wireMockConfig()
              .httpDisabled(true)
              .dynamicHttpsPort()
              .gzipDisabled(true)
              .keystorePath(TLS.file.toString())
              .keystoreType("PKCS12")
              .keystorePassword(TlsGround.PASSWORD)
              .keyManagerPassword(TlsGround.PASSWORD));
  private static OutsideCaller caller;

  @BeforeAll
  static void start() {
    VENDOR.start();
    caller = caller(Set.of("localhost:" + VENDOR.httpsPort()));
  }

  @AfterAll
  static void stop() {
    VENDOR.stop();
    VERTX.close().await();
  }

  private static OutsideCaller caller(Set<String> opened) {
    return new OutsideCaller(
        VERTX,
        Doors.real(address -> false, opened),
        OutsideCaller.byDns(VERTX),
        new HttpClientOptions().setTrustOptions(TrustOptions.wrap(TLS.trust())));
  }

  private static URI at(String path) {
    return URI.create("https://localhost:" + VENDOR.httpsPort() + path);
  }

  private static void answers(String path, ResponseDefinitionBuilder response) {
    VENDOR.stubFor(get(urlEqualTo(path)).willReturn(response));
  }

  private static Sight look(String path) {
    return caller.get(at(path)).await();
  }

  private static void notSeen(Sight sight, String words) {
    assertThat(sight)
        .isInstanceOfSatisfying(
            Sight.NotSeen.class, none -> assertThat(none.why().english()).contains(words));
  }

  @Test
  void brings_status_headers_and_body_and_gives_nothing_away() {
    answers(
        "/page?a=1", aResponse().withStatus(404).withHeader("X-Kind", "a", "b").withBody("voilà"));

    Sight sight = look("/page?a=1");

    assertThat(sight)
        .isInstanceOfSatisfying(
            Sight.Page.class,
            page -> {
              assertThat(page.status()).isEqualTo(404);
              assertThat(page.body()).isEqualTo("voilà");
              assertThat(page.headers()).containsEntry("x-kind", "a, b");
              assertThat(page.at()).isEqualTo(at("/page?a=1"));
            });
    var taken = VENDOR.findAll(getRequestedFor(urlEqualTo("/page?a=1"))).getFirst();
    assertThat(taken.getHeaders().keys())
        .isSubsetOf(
            "host",
            "accept",
            "accept-encoding",
            "connection",
            "Host",
            "Accept",
            "Accept-Encoding",
            "Connection");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
  void a_server_that_breaks_is_not_seen(Fault fault) {
    answers("/" + fault, aResponse().withFault(fault));

    assertThat(look("/" + fault)).isInstanceOf(Sight.NotSeen.class);
  }

  /// Headers and beginnings that promise more than comes.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\nshort",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nshort",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nshort"
      })
  void half_an_answer_is_not_seen(String rest) throws IOException {
    try (RawServer server =
        tls(out -> out.write(("HTTP/1.1 200 OK\r\n" + rest).getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(caller(Set.of("localhost:" + server.port())).get(root(server)).await())
          .isInstanceOf(Sight.NotSeen.class);
    }
  }

  @Test
  void takes_1_MB_and_not_one_byte_more() {
    answers("/at", aResponse().withBody("x".repeat(OutsideCaller.BYTES_MAX)));
    answers("/over", aResponse().withBody("x".repeat(OutsideCaller.BYTES_MAX + 1)));

    assertThat(look("/at"))
        .isInstanceOfSatisfying(
            Sight.Page.class, page -> assertThat(page.body()).hasSize(OutsideCaller.BYTES_MAX));
    notSeen(look("/over"), "longer than 1 MB");
  }

  @Test
  void unpacks_a_small_body_and_no_bomb() throws IOException {
    answers("/zipped", zipped("bonjour".getBytes(StandardCharsets.UTF_8)));
    answers("/bomb", zipped(new byte[200 * 1024 * 1024]));

    assertThat(look("/zipped"))
        .isInstanceOfSatisfying(
            Sight.Page.class, page -> assertThat(page.body()).isEqualTo("bonjour"));
    notSeen(look("/bomb"), "decompressed");
  }

  private static ResponseDefinitionBuilder zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return aResponse().withHeader("Content-Encoding", "gzip").withBody(bytes.toByteArray());
  }

  @Test
  void follows_three_redirects_and_no_fourth() {
    for (int hop = 0; hop < 4; hop++) {
      answers("/hop" + hop, aResponse().withStatus(302).withHeader("Location", "/hop" + (hop + 1)));
    }
    answers("/hop4", aResponse().withBody("arrived"));

    assertThat(look("/hop1"))
        .isInstanceOfSatisfying(
            Sight.Page.class, page -> assertThat(page.at()).isEqualTo(at("/hop4")));
    notSeen(look("/hop0"), "three redirects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "https://user@localhost/",
        "https://localhost:22/",
        "//127.0.0.1/",
        "https://[",
        "javascript:alert(1)",
        "https://"
      })
  void a_redirect_to_where_we_do_not_look_ends_the_look(String to) {
    answers("/away", aResponse().withStatus(301).withHeader("Location", to));

    notSeen(look("/away"), "redirect");
  }

  @Test
  void a_certificate_of_another_name_or_of_nobody_is_not_trusted() {
    answers("/name", aResponse().withBody("x"));
    OutsideCaller byNumber = caller(Set.of("127.0.0.1:" + VENDOR.httpsPort()));
    OutsideCaller bySystem =
        new OutsideCaller(
            VERTX, Doors.real(any -> false, Set.of("localhost:" + VENDOR.httpsPort())));

    notSeen(
        byNumber.get(URI.create("https://127.0.0.1:" + VENDOR.httpsPort() + "/name")).await(),
        "TLS");
    notSeen(bySystem.get(at("/name")).await(), "TLS");
  }

  @Test
  void posts_what_it_is_given_and_follows_no_redirect() {
    VENDOR.stubFor(
        post(urlEqualTo("/drill"))
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));

    Sight sight = caller.post(at("/drill"), "{}", Map.of("Trousse-Signature", "a..b")).await();

    assertThat(sight)
        .isInstanceOfSatisfying(Sight.Page.class, page -> assertThat(page.status()).isEqualTo(307));
    VENDOR.verify(1, postRequestedFor(urlEqualTo("/drill")));
    VENDOR.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
  }

  /// All at once, since each of them takes its whole time.
  @Test
  void no_server_holds_a_look_for_longer_than_10_s() throws Exception {
    answers("/late", aResponse().withFixedDelay(60_000).withBody("late"));
    answers("/drip", aResponse().withBody("drop by drop").withChunkedDribbleDelay(12, 60_000));
    AtomicInteger sent = new AtomicInteger();
    try (RawServer endless =
            tls(out -> forever(out, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8_192), 0, sent));
        RawServer headers =
            tls(out ->
                forever(out, "HTTP/1.1 200 OK\r\n", "X-A: " + "b".repeat(500) + "\r\n", 0, sent));
        RawServer drip = tls(out -> forever(out, "HTTP/1.1 200 OK\r\n", "X-A: b\r\n", 100, sent));
        RawServer news =
            tls(out -> forever(out, "", "HTTP/1.1 103 Early Hints\r\n\r\n", 10, sent));
        RawServer mute =
            new RawServer(new java.net.ServerSocket(), "127.0.0.1", OutsideCallerIT::wait)) {
      OutsideCaller all =
          caller(
              Set.of(
                  "localhost:" + VENDOR.httpsPort(),
                  "localhost:" + endless.port(),
                  "localhost:" + headers.port(),
                  "localhost:" + drip.port(),
                  "localhost:" + news.port(),
                  "localhost:" + mute.port()));
      long start = System.nanoTime();

      var looks =
          java.util.stream.Stream.of(
                  at("/late"),
                  at("/drip"),
                  root(endless),
                  root(headers),
                  root(drip),
                  root(news),
                  root(mute))
              .map(all::get)
              .toList();
      Future.all(looks).await();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(13));
      assertThat(looks)
          .allSatisfy(look -> assertThat(look.result()).isInstanceOf(Sight.NotSeen.class));
      int before = sent.get();
      Thread.sleep(1_500);
      assertThat(sent.get() - before).as("lines are cut, not left running").isLessThan(5);
    }
  }

  private static URI root(RawServer server) {
    return URI.create("https://localhost:" + server.port() + "/");
  }

  @FunctionalInterface
  private interface Says {
    void to(OutputStream out) throws IOException;
  }

  private static RawServer tls(Says says) throws IOException {
    return new RawServer(
        TLS.server().getServerSocketFactory().createServerSocket(),
        "127.0.0.1",
        socket -> {
          socket.getInputStream().read(new byte[4_096]);
          says.to(socket.getOutputStream());
        });
  }

  private static void forever(
      OutputStream out, String first, String again, int pauseMs, AtomicInteger sent)
      throws IOException {
    out.write(first.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = again.getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(bytes);
      out.flush();
      sent.incrementAndGet();
      pause(pauseMs);
    }
  }

  private static void wait(Socket socket) {
    pause(60_000);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException woken) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_name_that_nobody_knows_says_so() {
    OutsideCaller unknown =
        new OutsideCaller(
            VERTX,
            Doors.real(any -> true, Set.of()),
            host -> Future.failedFuture(new java.net.UnknownHostException(host)),
            new HttpClientOptions());

    notSeen(unknown.get(URI.create("https://vendor.example/")).await(), "DNS");
  }
}
