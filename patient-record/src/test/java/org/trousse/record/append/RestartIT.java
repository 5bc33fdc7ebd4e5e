package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.append.Ground.await;
import static org.trousse.record.append.Ground.weight;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.reading.Outcome;
import org.trousse.testkit.TestPostgres;

/// The database dies under the lane and comes back.
final class RestartIT {
  private static Ground ground;

  @BeforeAll
  static void start() {
    ground = new Ground(TestPostgres.startEmbedded().migrate("record"));
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @Test
  void fails_while_the_database_is_away_and_goes_on_when_it_is_back() {
    AppendLane lane = ground.lane();
    assertThat(ground.appended(lane, weight(1, "70"))).isEqualTo(Outcome.ACCEPTED);

    ground.postgres.kill();
    List<Future<Outcome>> away = ground.append(lane, List.of(weight(2, "71"), weight(3, "72")));
    away.forEach(answer -> assertThatThrownBy(() -> await(answer)).isNotNull());
    ground.postgres.startAgain();

    Awaitility.await()
        .ignoreExceptions()
        .until(() -> ground.appended(lane, weight(2, "71")) != null);
    assertThat(ground.appended(lane, weight(1, "70"))).isEqualTo(Outcome.DUPLICATE);
    assertThat(
            ground.ask(
                "select string_agg(native_id::text, ' ' order by native_id)"
                    + " from record.reading where native_id < 100"))
        .isEqualTo("1 2");
  }

  /// A client that keeps its own ledger of what was acknowledged. The red control rides along: one
  /// that counts a reading as acknowledged when it is handed over.
  @Test
  void nothing_acknowledged_is_missing_after_the_database_was_killed_under_load() {
    AppendLane lane = ground.lane();
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    Set<Long> handedOver = ConcurrentHashMap.newKeySet();
    AtomicLong next = new AtomicLong(1_000);
    List<Future<Outcome>> answers = new ArrayList<>();

    Runnable load =
        () ->
            ground
                .append(
                    lane,
                    LongStream.range(0, 500)
                        .mapToObj(n -> weight(next.getAndIncrement(), "70"))
                        .toList())
                .forEach(answers::add);
    for (int round = 0; round < 60; round++) {
      long first = next.get();
      load.run();
      List<Future<Outcome>> sent = answers.subList(answers.size() - 500, answers.size());
      for (int place = 0; place < 500; place++) {
        long number = first + place;
        handedOver.add(number);
        sent.get(place).onSuccess(outcome -> acknowledged.add(number));
      }
      if (round == 40) {
        Awaitility.await().until(() -> !acknowledged.isEmpty());
        ground.postgres.kill();
      }
    }
    Awaitility.await().until(() -> answers.stream().allMatch(Future::isComplete));
    ground.postgres.startAgain();

    Set<Long> stored = stored();
    assertThat(acknowledged).isNotEmpty().isSubsetOf(stored);
    assertThat(missing(handedOver, stored)).as("the red control").isNotEmpty();
  }

  private static Set<Long> stored() {
    String numbers =
        ground.ask(
            "select string_agg(native_id::text, ' ') from record.reading where native_id >= 1000");
    return Stream.of(numbers.split(" ")).map(Long::valueOf).collect(Collectors.toSet());
  }

  private static Set<Long> missing(Set<Long> ledger, Set<Long> stored) {
    Set<Long> missing = new HashSet<>(ledger);
    missing.removeAll(stored);
    return missing;
  }
}
