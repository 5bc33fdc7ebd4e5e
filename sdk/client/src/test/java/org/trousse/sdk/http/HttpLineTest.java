package org.trousse.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.http.Loopback.Reply;
import org.trousse.sdk.jose.DpopKey;

final class HttpLineTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

  private final Loopback server = new Loopback();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void carries_a_proof_for_this_request_and_this_token() throws Exception {
    server.on("/fhir", request -> Reply.json(200, "{}"));

    send(line(DpopKey.fresh(new SecureRandom())), "/fhir?code=secret");

    Loopback.Request asked = server.asked("/fhir").get(0);
    assertThat(asked.header("Authorization"))
        .isEqualTo("DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU");
    assertThat(asked.proof().text("htm")).contains("GET");
    assertThat(asked.proof().text("htu")).contains(server.root() + "/fhir");
    // RFC 9449 §7.1, the example
    assertThat(asked.proof().text("ath")).contains("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    assertThat(asked.proof().whole("iat", Long.MAX_VALUE))
        .contains(CLOCK.instant().getEpochSecond());
  }

  @Test
  void shows_the_nonce_that_the_server_asks_for_and_the_next_one_thereafter() throws Exception {
    AtomicInteger count = new AtomicInteger();
    server.on(
        "/fhir",
        request ->
            request.proof().text("nonce").isEmpty()
                ? Reply.json(401, "")
                    .with("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"")
                    .with("DPoP-Nonce", "n0")
                : Reply.json(200, "{}").with("DPoP-Nonce", "n" + count.incrementAndGet()));
    HttpLine line = line(DpopKey.fresh(new SecureRandom()));

    int first = send(line, "/fhir").status();
    int second = send(line, "/fhir").status();

    assertThat(List.of(first, second)).containsExactly(200, 200);
    assertThat(server.asked("/fhir").stream().map(r -> r.proof().text("nonce").orElse("-")))
        .containsExactly("-", "n0", "n1");
    assertThat(server.asked("/fhir").stream().map(r -> r.proof().text("jti").orElse("")))
        .doesNotHaveDuplicates();
  }

  @Test
  void asks_no_third_time_when_the_nonce_is_refused_again() throws Exception {
    server.on(
        "/fhir",
        request ->
            Reply.json(400, "{\"error\":\"use_dpop_nonce\"}").with("DPoP-Nonce", "never right"));

    int status = send(line(DpopKey.fresh(new SecureRandom())), "/fhir").status();

    assertThat(status).isEqualTo(400);
    assertThat(server.asked("/fhir")).hasSize(2);
  }

  @Test
  void an_app_without_a_key_sends_no_proof() throws Exception {
    server.on("/fhir", request -> Reply.json(200, "{}"));

    send(line(null), "/fhir");

    assertThat(server.asked("/fhir").get(0).header("Dpop")).isNull();
  }

  @Test
  void follows_no_redirect() throws Exception {
    server.on("/fhir", request -> Reply.json(302, "").with("Location", server.root() + "/other"));

    int status = send(line(null), "/fhir").status();

    assertThat(status).isEqualTo(302);
    assertThat(server.asked("/other")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false"})
  void takes_an_answer_up_to_the_bound(int beyond, boolean taken) throws Exception {
    String body = "a".repeat(HttpLine.BODY_BYTES_MAX + beyond);
    server.on("/fhir", request -> Reply.json(200, body));

    var sent = line(null).send(() -> HttpCall.get(server.at("/fhir"), "text/plain"));

    if (taken) {
      assertThat(sent.get(20, TimeUnit.SECONDS).body()).hasSize(HttpLine.BODY_BYTES_MAX);
    } else {
      assertThatThrownBy(() -> sent.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://record.example/fhir, true",
    "http://127.0.0.1:8080/fhir, true",
    "http://[::1]:8080/fhir, true",
    "http://localhost/fhir, true",
    "http://record.example/fhir, false",
    "http://127.0.0.1.example/fhir, false",
    "http://localhost@record.example/fhir, false",
    "ftp://127.0.0.1/fhir, false"
  })
  void speaks_in_the_clear_only_within_this_machine(URI address, boolean safe) {
    assertThat(HttpLine.isSafe(address)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"30, 30", "-, 5", "99999999, 3600", "Sun 22 Nov 2026, 5", "-7, 0"},
      nullValues = "-")
  void waits_as_long_as_told_within_reason(@Nullable String header, int seconds) throws Exception {
    Reply busy = Reply.json(503, "");
    server.on("/fhir", request -> header == null ? busy : busy.with("Retry-After", header));

    Duration wait = send(line(null), "/fhir").retryAfter();

    assertThat(wait).isEqualTo(Duration.ofSeconds(seconds));
  }

  private static HttpLine line(@Nullable DpopKey key) {
    return new HttpLine(HttpClient.newHttpClient(), key, CLOCK);
  }

  private HttpAnswer send(HttpLine line, String path) throws Exception {
    HttpCall.Token token =
        new HttpCall.Token("DPoP", "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU");
    return line.send(() -> HttpCall.get(server.at(path), "application/json").opening(token))
        .get(20, TimeUnit.SECONDS);
  }
}
