package org.trousse.consent.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutboundIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static int port;
  private static OutboundCaller local;

  @BeforeAll
  static void start() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    port =
        VERTX
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(certificate.keyCertOptions()))
            .requestHandler(request -> {
              CALLS.incrementAndGet();
              switch (String.valueOf(request.path())) {
                case "/at-limit" -> request.response().end("x".repeat(OutboundCaller.BYTES_MAX));
                case "/over" -> request.response().end("x".repeat(OutboundCaller.BYTES_MAX + 1));
                case "/redirect" ->
                    request.response().setStatusCode(302).putHeader("Location", "/at-limit").end();
                case "/silent" -> {}
                default ->
                    request.response().putHeader("Cache-Control", "max-age=60").end(request.uri());
              }
            })
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    local =
        new OutboundCaller(
            VERTX,
            new HttpClientOptions().setTrustOptions(certificate.trustOptions()),
            InetAddress::isLoopbackAddress);
    // the first handshake loads classes for longer than a busy machine may wait
    await().ignoreExceptions().until(() -> local.get(at("/")).await().body().equals("/"));
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static URI at(String path) {
    return URI.create("https://localhost:" + port + path);
  }

  @Test
  void fetches_from_the_address_that_it_looked_at_with_the_name_in_tls() {
    OutboundCaller.Fetched fetched = local.get(at("/keys?a=1")).await();

    assertThat(fetched.body()).isEqualTo("/keys?a=1");
    assertThat(fetched.cacheControl()).isEqualTo("max-age=60");
  }

  @Tag("consent-96")
  @Test
  void takes_64_kB_and_not_one_byte_more_follows_no_redirect_and_waits_2_s() {
    long start = System.nanoTime();

    assertThat(local.get(at("/at-limit")).await().body()).hasSize(OutboundCaller.BYTES_MAX);
    assertThatThrownBy(() -> local.get(at("/over")).await()).hasMessageContaining("longer");
    assertThatThrownBy(() -> local.get(at("/redirect")).await()).hasMessageContaining("200");
    assertThatThrownBy(() -> local.get(at("/silent")).await()).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Tag("consent-96")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d/", "https://localhost:%d/", "https://2130706433:%d/",
        "https://[::1]:%d/", "https://[::ffff:127.0.0.1]:%d/", "https://0.0.0.0:%d/",
        "http://127.0.0.1:%d/", "https://user@localhost:%d/"
      })
  void never_calls_an_address_that_is_not_public(String uri) {
    int before = CALLS.get();

    assertThatThrownBy(() -> new OutboundCaller(VERTX).get(URI.create(uri.formatted(port))).await())
        .isNotNull();
    assertThat(CALLS.get()).isEqualTo(before);
  }

  @Tag("consent-96")
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "172.15.0.1, true",
    "172.32.0.1, true",
    "100.63.0.1, true",
    "100.128.0.1, true",
    "223.255.255.255, true",
    "2606:4700::1, true",
    "0.0.0.0, false",
    "10.1.2.3, false",
    "127.9.9.9, false",
    "100.64.0.1, false",
    "100.127.255.255, false",
    "169.254.169.254, false",
    "172.16.0.1, false",
    "172.31.255.255, false",
    "192.168.0.1, false",
    "192.0.0.8, false",
    "192.0.2.1, false",
    "198.18.0.1, false",
    "198.19.0.1, false",
    "198.51.100.1, false",
    "203.0.113.1, false",
    "224.0.0.1, false",
    "240.0.0.1, false",
    "255.255.255.255, false",
    "::, false",
    "::1, false",
    "::ffff:10.0.0.1, false",
    "fe80::1, false",
    "fc00::1, false",
    "fd12::1, false",
    "ff02::1, false",
    "64:ff9b::a00:1, false",
    "2001::1, false",
    "2001:db8::1, false",
    "2002:a00:1::1, false",
    "3fff::1, false",
    "100::1, false"
  })
  void knows_public_addresses_from_special_ones(String address, boolean open) throws Exception {
    assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isEqualTo(open);
  }

  @Tag("consent-51")
  @ParameterizedTest
  @CsvSource({
    ", 300", "max-age=60, 60", "'public, max-age=60', 60", "no-store, 0",
    "'max-age=60, no-cache', 0", "max-age=0, 0", "max-age=999999, 3600", "max-age=x, 0",
    "public, 300"
  })
  void keeps_an_answer_never_longer_than_its_server_says(@Nullable String header, long seconds) {
    assertThat(CacheLife.of(header)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
