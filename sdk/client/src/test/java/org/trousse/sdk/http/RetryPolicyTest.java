package org.trousse.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryPolicyTest {
  private static final URI PLACE = URI.create("https://record.example/fhir/Observation");
  private static final HttpCall GET = HttpCall.get(PLACE, "application/fhir+json");
  private static final HttpCall POST = method("POST");
  private static final Instant NOW = Instant.parse("2026-11-22T06:30:00Z");

  private final RetryPolicy usual = RetryPolicy.USUAL;

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void failures_that_pass_are_tried_again(int status) {
    assertThat(after(GET, status, 1, 0.5, Map.of())).contains(Duration.ofMillis(50));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 304, 400, 401, 403, 404, 409, 412, 422, 500, 501})
  void other_answers_are_the_answer(int status) {
    assertThat(after(GET, status, 1, 0.5, Map.of())).isEmpty();
  }

  @Test
  void the_third_attempt_is_the_last() {
    assertThat(after(GET, 503, 2, 0.5, Map.of())).isPresent();
    assertThat(after(GET, 503, 3, 0.5, Map.of())).isEmpty();
    assertThat(RetryPolicy.NONE.after(GET, answer(503, Map.of()), 1, 0.5, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 0.0, 0", "1, 0.999, 99", "2, 0.999, 199", "8, 0.5, 6400", "9, 0.999, 19980"})
  void a_wait_is_any_part_of_one_that_doubles_up_to_the_longest(
      int attempt, double chance, long millis) {
    RetryPolicy patient = new RetryPolicy(99, usual.first(), usual.longest());

    assertThat(patient.after(GET, answer(503, Map.of()), attempt, chance, NOW))
        .contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "put"})
  void what_can_be_done_twice_is(String method) {
    assertThat(after(method(method), 503, 1, 0.5, Map.of())).isPresent();
  }

  @Test
  void what_adds_is_sent_again_only_with_a_key_that_makes_it_one() {
    assertThat(after(POST, 503, 1, 0.5, Map.of())).isEmpty();
    assertThat(after(method("PATCH"), 503, 1, 0.5, Map.of())).isEmpty();
    assertThat(after(POST.with("idempotency-key", "k"), 503, 1, 0.5, Map.of())).isPresent();
    assertThat(usual.after(POST, new ConnectException(), 1, 0.5)).isEmpty();
  }

  @Test
  void waits_as_long_as_the_server_asks_and_no_less() {
    assertThat(after(GET, 429, 1, 0.5, Map.of("Retry-After", "7"))).contains(Duration.ofSeconds(7));
    assertThat(after(GET, 429, 1, 0.5, Map.of("Retry-After", "0"))).contains(Duration.ofMillis(50));
    assertThat(after(GET, 429, 1, 0.5, Map.of("Retry-After", "soon")))
        .contains(Duration.ofMillis(50));
  }

  @Test
  void a_time_of_day_is_counted_from_the_servers_own() {
    String date = "Sun, 22 Nov 2026 06:30:05 GMT";

    assertThat(after(GET, 503, 1, 0.5, Map.of("Retry-After", date)))
        .contains(Duration.ofSeconds(5));
    assertThat(
            after(
                GET,
                503,
                1,
                0.5,
                Map.of("Retry-After", date, "Date", "Sun, 22 Nov 2026 06:30:02 GMT")))
        .contains(Duration.ofSeconds(3));
    assertThat(
            after(
                GET,
                503,
                1,
                0.5,
                Map.of("Retry-After", date, "Date", "Sun, 22 Nov 2026 07:30:02 GMT")))
        .contains(Duration.ofMillis(50));
  }

  @Test
  void a_server_that_asks_for_more_than_the_longest_wait_gets_no_retry() {
    assertThat(after(GET, 429, 1, 0.5, Map.of("Retry-After", "20"))).isPresent();
    assertThat(after(GET, 429, 1, 0.5, Map.of("Retry-After", "21"))).isEmpty();
  }

  @Test
  void a_connection_that_failed_is_tried_again_but_no_other_failure() {
    assertThat(usual.after(GET, new ConnectException(), 1, 0.5)).contains(Duration.ofMillis(50));
    assertThat(usual.after(GET, new CompletionException(new IOException("reset")), 1, 0.5))
        .isPresent();
    assertThat(usual.after(GET, new TimeoutException(), 1, 0.5)).isEmpty();
    assertThat(usual.after(GET, new IllegalArgumentException("https is needed"), 1, 0.5)).isEmpty();
  }

  private Optional<Duration> after(
      HttpCall call, int status, int attempt, double chance, Map<String, String> headers) {
    return usual.after(call, answer(status, headers), attempt, chance, NOW);
  }

  private static HttpCall method(String method) {
    return new HttpCall(method, PLACE, Map.of(), null, null, false);
  }

  private static HttpAnswer answer(int status, Map<String, String> headers) {
    Map<String, List<String>> lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    return new HttpAnswer(status, HttpHeaders.of(lists, (name, value) -> true), "");
  }
}
