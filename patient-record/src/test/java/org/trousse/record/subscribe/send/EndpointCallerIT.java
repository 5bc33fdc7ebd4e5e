package org.trousse.record.subscribe.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.subscribe.Reach;
import org.trousse.record.subscribe.send.Answered.Arrived;
import org.trousse.record.subscribe.send.Answered.Gone;
import org.trousse.record.subscribe.send.Answered.Refused;
import org.trousse.record.subscribe.send.Answered.Silent;
import org.trousse.record.subscribe.send.Answered.Withheld;

final class EndpointCallerIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static int port;
  private static EndpointCaller trusting;
  private static EndpointCaller usual;

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
              CALLS.add(request.method() + " " + request.uri() + " " + request.authority());
              switch (String.valueOf(request.path())) {
                case "/moved" ->
                    request.response().setStatusCode(307).putHeader("Location", "/there").end();
                case "/gone" -> request.response().setStatusCode(410).end();
                case "/busy" ->
                    request.response().setStatusCode(503).putHeader("Retry-After", "7").end();
                case "/silent" -> {}
                case "/talks" -> request.response().end("x".repeat(1 << 20));
                default -> request.response().setStatusCode(202).end();
              }
            })
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    trusting =
        new EndpointCaller(
            VERTX,
            new HttpClientOptions().setTrustOptions(certificate.trustOptions()),
            EndpointCallerIT::elsewhere);
    usual = new EndpointCaller(VERTX, EndpointCallerIT::elsewhere);
    // the first handshake loads classes for longer than a busy machine may wait
    await().until(() -> call(trusting, "https://localhost:%d/", Reach.LOOPBACK).equals(ok()));
  }

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  private static Answered ok() {
    return new Arrived();
  }

  private static Answered call(EndpointCaller caller, String uri, Reach reach) {
    return caller
        .post(
            URI.create(uri.formatted(port)),
            reach,
            TIMEOUT,
            Map.of("webhook-id", "a"),
            "{}",
            () -> Future.succeededFuture(true))
        .await();
  }

  @Test
  void calls_by_tls_with_the_name_at_the_address_that_it_looked_at() {
    CALLS.clear();

    assertThat(call(trusting, "https://localhost:%d/hook?a=1", Reach.LOOPBACK)).isEqualTo(ok());
    assertThat(CALLS).containsExactly("POST /hook?a=1 localhost:" + port);
  }

  @Test
  void follows_no_redirect_and_tells_answers_apart() {
    CALLS.clear();

    assertThat(call(trusting, "https://localhost:%d/moved", Reach.LOOPBACK))
        .isEqualTo(new Refused(307, null));
    assertThat(call(trusting, "https://localhost:%d/gone", Reach.LOOPBACK)).isEqualTo(new Gone());
    assertThat(call(trusting, "https://localhost:%d/busy", Reach.LOOPBACK))
        .isEqualTo(new Refused(503, "7"));
    assertThat(call(trusting, "https://localhost:%d/talks", Reach.LOOPBACK)).isEqualTo(ok());
    assertThat(CALLS).noneMatch(one -> one.contains("/there"));
  }

  @Test
  void waits_no_longer_than_it_was_told() {
    long start = System.nanoTime();

    assertThat(call(trusting, "https://localhost:%d/silent", Reach.LOOPBACK))
        .isEqualTo(new Silent());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(3));
  }

  @Test
  void sends_nothing_that_is_not_to_be_told_any_more_when_the_connection_stands() {
    CALLS.clear();

    Answered answered =
        trusting
            .post(
                URI.create("https://localhost:" + port + "/hook"),
                Reach.LOOPBACK,
                TIMEOUT,
                Map.of(),
                "{}",
                () -> Future.succeededFuture(false))
            .await();

    assertThat(answered).isEqualTo(new Withheld());
    assertThat(call(trusting, "https://localhost:%d/after", Reach.LOOPBACK)).isEqualTo(ok());
    assertThat(CALLS).hasSize(1);
  }

  @Test
  void tells_nothing_to_who_cannot_prove_the_name() {
    CALLS.clear();

    assertThat(call(usual, "https://localhost:%d/hook", Reach.LOOPBACK)).isEqualTo(new Silent());
    assertThat(call(trusting, "https://127.0.0.1:%d/hook", Reach.LOOPBACK)).isEqualTo(new Silent());
    assertThat(CALLS).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d/", "https://localhost:%d/", "https://2130706433:%d/",
        "https://[::1]:%d/", "https://[::ffff:127.0.0.1]:%d/", "https://0.0.0.0:%d/",
        "http://127.0.0.1:%d/", "http://localhost:%d/"
      })
  void never_calls_an_address_that_is_not_public(String uri) {
    CALLS.clear();

    assertThat(call(trusting, uri, Reach.PUBLIC)).isEqualTo(new Silent());
    assertThat(call(trusting, uri, Reach.NOWHERE)).isEqualTo(new Silent());
    assertThat(CALLS).isEmpty();
  }

  /// As far as these tests meet addresses; the platform lends the rule.
  private static boolean elsewhere(InetAddress address) {
    return !address.isLoopbackAddress() && !address.isAnyLocalAddress();
  }
}
