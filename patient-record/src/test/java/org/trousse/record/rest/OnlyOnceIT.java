package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.create.Observations;
import org.trousse.record.door.App;
import org.trousse.sdk.measure.Measure;

/// What eight threads send at the same moment is in the record once. All data are synthetic.
final class OnlyOnceIT {
  private static final String MAUD = Clinic.maudFor("app-1");
  private static final int THREADS = 8;

  private static Clinic clinic;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    clinic.opens(
        "token",
        new App(Clinic.MAUD, "app-1").reads(Measure.BODY_WEIGHT).adds(Measure.BODY_WEIGHT));
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void of_eight_conditional_creates_one_adds_and_all_are_led_to_it(int round) {
    String number = "once-" + round;
    long before = weights();

    List<HttpResponse<String>> answers =
        together(_ ->
            clinic.post(
                "token",
                "/Observation",
                Observations.weight(MAUD, "70.10", number),
                "If-None-Exist",
                "identifier=urn:example:app|" + number));

    oneOf(answers);
    assertThat(weights() - before).isEqualTo(1);
  }

  /// Not even when they disagree about value and time: the condition asks for the identifier alone.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void of_eight_that_disagree_one_adds_and_all_are_led_to_it(int round) {
    String number = "disagree-" + round;
    long before = weights();

    List<HttpResponse<String>> answers =
        together(thread ->
            clinic.post(
                "token",
                "/Observation",
                Observations.weight(MAUD, "7" + thread + ".10", number)
                    .replace("T08:30:00", "T08:30:0" + thread),
                "If-None-Exist",
                "identifier=urn:example:app|" + number));

    oneOf(answers);
    assertThat(weights() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void of_eight_requests_with_one_key_one_adds_and_all_are_led_to_it(int round) {
    long before = weights();

    List<HttpResponse<String>> answers =
        together(_ ->
            clinic.post(
                "token",
                "/Observation",
                Observations.weight(MAUD, "70.30", null),
                "Idempotency-Key",
                "key-" + round));

    oneOf(answers);
    assertThat(weights() - before).isEqualTo(1);
  }

  @Test
  void a_key_that_was_used_for_something_else_is_a_conflict() {
    String bare = Observations.weight(MAUD, "70.40", null);
    String later = bare.replace("T08:30:00", "T08:31:00");

    int first = clinic.post("token", "/Observation", bare, "Idempotency-Key", "used").statusCode();

    assertThat(first).isEqualTo(201);
    assertThat(clinic.post("token", "/Observation", later, "Idempotency-Key", "used").statusCode())
        .isEqualTo(409);
    assertThat(
            clinic
                .post(
                    "token",
                    "/Observation",
                    bare.replace("70.40", "70.50"),
                    "Idempotency-Key",
                    "used")
                .statusCode())
        .isEqualTo(409);
    assertThat(clinic.post("token", "/Observation", bare, "Idempotency-Key", "used").statusCode())
        .isEqualTo(200);
  }

  /// The red control: the threads do arrive together, and without a name each adds its own.
  @Test
  void without_a_name_all_eight_are_added() {
    long before = weights();

    List<HttpResponse<String>> answers =
        together(
            _ -> clinic.post("token", "/Observation", Observations.weight(MAUD, "70.20", null)));

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(weights() - before).isEqualTo(THREADS);
  }

  private static void oneOf(List<HttpResponse<String>> answers) {
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(201);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .hasSize(THREADS - 1)
        .allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
    assertThat(answers)
        .extracting(answer -> answer.headers().firstValue("Location").orElse(""))
        .doesNotContain("")
        .containsOnly(answers.getFirst().headers().firstValue("Location").orElse(""));
  }

  private static List<HttpResponse<String>> together(IntFunction<HttpResponse<String>> request) {
    CountDownLatch all = new CountDownLatch(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      return IntStream.range(0, THREADS)
          .mapToObj(thread ->
              CompletableFuture.supplyAsync(
                  () -> {
                    all.countDown();
                    awaited(all);
                    return request.apply(thread);
                  },
                  threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static void awaited(CountDownLatch all) {
    try {
      all.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static long weights() {
    return Long.parseLong(
        clinic.ask("select count(*)::text from record.reading where measure = 4"));
  }
}
