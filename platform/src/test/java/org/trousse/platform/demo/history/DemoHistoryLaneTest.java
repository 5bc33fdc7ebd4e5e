package org.trousse.platform.demo.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

final class DemoHistoryLaneTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:31:12Z");
  private static final DemoHistory HISTORY = new DemoHistory(NOW, ZoneId.of("Europe/Paris"));
  private static final List<DemoPerson> SOME = DemoPeople.all().subList(3, 6);
  private static final int IN_FLIGHT_MAX = 8;

  @Test
  void everything_is_appended_and_counted() {
    List<Reading> appended = new ArrayList<>();

    Future<DemoHistoryLane.Filled> filled =
        fill(reading -> {
          appended.add(reading);
          return Future.succeededFuture(
              appended.size() % 3 == 0 ? Outcome.DUPLICATE : Outcome.ACCEPTED);
        });

    long all = SOME.stream().mapToLong(person -> HISTORY.of(person, Map.of()).size()).sum();
    assertThat(appended).hasSize((int) all);
    assertThat(filled.result()).isEqualTo(new DemoHistoryLane.Filled(all - all / 3, all / 3, 0));
  }

  @Test
  void never_more_wait_for_an_answer_than_allowed() {
    Deque<Promise<Outcome>> open = new ArrayDeque<>();
    List<Integer> sizes = new ArrayList<>();

    Future<DemoHistoryLane.Filled> filled =
        fill(reading -> {
          Promise<Outcome> answer = Promise.promise();
          open.add(answer);
          sizes.add(open.size());
          return answer.future();
        });

    assertThat(filled.isComplete()).isFalse();
    while (!open.isEmpty()) {
      open.poll().complete(Outcome.ACCEPTED);
    }
    assertThat(sizes).contains(IN_FLIGHT_MAX).allMatch(size -> size <= IN_FLIGHT_MAX);
    assertThat(filled.succeeded()).isTrue();
  }

  @Test
  void the_first_failure_ends_the_filling() {
    List<Reading> tried = new ArrayList<>();

    Future<DemoHistoryLane.Filled> filled =
        fill(reading -> {
          tried.add(reading);
          return tried.size() == 5
              ? Future.failedFuture("the database is away")
              : Future.succeededFuture(Outcome.ACCEPTED);
        });

    assertThat(filled.cause()).hasMessage("the database is away");
    assertThat(tried).hasSize(5);
  }

  @Test
  void what_stands_already_is_not_appended_again() {
    List<Reading> appended = new ArrayList<>();
    DemoHistoryLane lane =
        new DemoHistoryLane(
            reading -> {
              appended.add(reading);
              return Future.succeededFuture(Outcome.ACCEPTED);
            },
            (_, _) -> Future.succeededFuture(Optional.of(NOW)),
            IN_FLIGHT_MAX,
            silent());

    Future<DemoHistoryLane.Filled> filled = lane.fill(DemoPeople.all().subList(4, 6), HISTORY);

    assertThat(filled.result()).isEqualTo(new DemoHistoryLane.Filled(0, 0, 0));
    assertThat(appended).isEmpty();
  }

  private static Future<DemoHistoryLane.Filled> fill(Function<Reading, Future<Outcome>> append) {
    DemoHistoryLane lane =
        new DemoHistoryLane(
            append, (_, _) -> Future.succeededFuture(Optional.empty()), IN_FLIGHT_MAX, silent());
    return lane.fill(SOME, HISTORY);
  }

  private static ProgressBar silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new ProgressBar(nowhere, false, "Filling");
  }
}
