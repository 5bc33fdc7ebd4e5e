package org.trousse.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.http.Loopback.Reply;

final class RetryingLineTest {
  private static final String PLACE = "/fhir/Observation";
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(10), Duration.ofSeconds(2));

  private final Loopback server = new Loopback();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sends_again_until_it_is_answered_with_the_same_key() {
    AtomicInteger asked = new AtomicInteger();
    server.on(PLACE, request -> Reply.json(asked.incrementAndGet() < 3 ? 503 : 201, "{}"));

    HttpAnswer answer = send(post().with("Idempotency-Key", "key-1"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(server.asked(PLACE))
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.header("Idempotency-key")).isEqualTo("key-1"));
  }

  @Test
  void gives_up_after_three_attempts_with_the_last_answer() {
    server.on(PLACE, request -> Reply.json(503, "{}"));

    HttpAnswer answer = send(HttpCall.get(server.at(PLACE), "*/*"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(server.asked(PLACE)).hasSize(3);
  }

  @Test
  void what_may_not_be_done_twice_is_sent_once() {
    server.on(PLACE, request -> Reply.json(503, "{}"));

    HttpAnswer answer = send(post());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(server.asked(PLACE)).hasSize(1);
  }

  @Test
  void waits_as_long_as_the_server_asks() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        PLACE,
        request ->
            asked.incrementAndGet() == 1
                ? Reply.json(429, "{}").with("Retry-After", "1")
                : Reply.json(200, "{}"));
    long began = System.nanoTime();

    HttpAnswer answer = send(HttpCall.get(server.at(PLACE), "*/*"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
  }

  @Test
  void a_server_that_is_not_there_fails_after_all_attempts() {
    URI nobody = server.at(PLACE);
    server.close();

    assertThatThrownBy(() -> send(HttpCall.get(nobody, "*/*")))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void the_clock_of_the_server_is_compared_with_ours() {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    HttpLine line = new HttpLine(HttpClient.newHttpClient(), null, late);
    server.on(PLACE, request -> Reply.json(200, "{}"));
    assertThat(line.clockSkew(server.at("/"))).isEmpty();

    for (int one = 0; one < 3; one++) {
      assertThat(line.send(() -> HttpCall.get(server.at(PLACE), "*/*")).join().status())
          .isEqualTo(200);
    }

    ClockSkew skew = line.clockSkew(server.at("/")).orElseThrow();
    assertThat(skew.answers()).isEqualTo(3);
    assertThat(skew.ahead().minusHours(1).abs())
        .isLessThanOrEqualTo(skew.uncertainty().plusMillis(50));
    assertThat(skew.exceeds(Duration.ofMinutes(5))).isTrue();
    assertThat(skew.exceeds(Duration.ofHours(2))).isFalse();
  }

  @Test
  void one_slow_answer_does_not_move_the_clock() {
    Instant now = Instant.parse("2026-11-22T06:30:00Z");
    ClockSkew.Seen seen = new ClockSkew.Seen();
    for (int one = 0; one < 20; one++) {
      seen.add(ClockSkew.of(now, now.plusMillis(100), now.plusSeconds(60)));
    }
    seen.add(ClockSkew.of(now, now.plusSeconds(30), now.plusSeconds(900)));

    ClockSkew skew = seen.median().orElseThrow();

    assertThat(skew.ahead()).isEqualTo(Duration.ofMillis(60_450));
    assertThat(skew.uncertainty()).isEqualTo(Duration.ofMillis(550));
    assertThat(skew.answers()).isEqualTo(ClockSkew.ANSWERS_MAX);
  }

  private HttpCall post() {
    return new HttpCall("POST", server.at(PLACE), Map.of(), "{}", null, false);
  }

  private static HttpAnswer send(HttpCall call) {
    HttpLine line = new HttpLine(HttpClient.newHttpClient(), null, Clock.systemUTC());
    return new RetryingLine(line, QUICK, new Random(1))
        .send(() -> call)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }
}
