package org.trousse.platform.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.app.AppStatus;
import org.trousse.platform.revocation.Answer;
import org.trousse.platform.revocation.Door;
import org.trousse.platform.revocation.Round;
import org.trousse.platform.revocation.Subject;
import org.trousse.platform.revocation.Subjects;
import org.trousse.platform.revocation.Watch;
import org.trousse.platform.revocation.Web;

/// The second: a patient taps at one node, and every door of the other node closes.
@Tag("consent-74")
@Tag("alone")
final class RevocationIT {
  private static final Duration NEVER_OVER = Duration.ofSeconds(2);

  /// Of so few rounds the 99th percentile is the slowest.
  private static final Duration P99 = Duration.ofSeconds(1);

  private static final int ROUNDS = 5;
  private static final int PAUSE_MILLIS = 10;

  private static TwoNodes nodes;
  private static Subjects subjects;
  private static Round round;
  private static Web web;

  @BeforeAll
  static void open(@TempDir Path folder) {
    nodes = new TwoNodes(folder, true);
    web = new Web();
    subjects = nodes.subjects(web);
    round = new Round(nodes.secondNode, web, new Watch(PAUSE_MILLIS));
    play(1, Door.OF_PATIENT, RevocationIT::end); // what the first request pays is no door's delay
  }

  @AfterAll
  static void close() {
    nodes.close();
  }

  @Test
  void an_ended_grant_closes_every_door_of_the_other_node_within_a_second() {
    Map<Door, List<Duration>> times = play(ROUNDS, Door.OF_PATIENT, RevocationIT::end);

    assertInTime(times);
  }

  @Test
  void a_paused_app_is_out_at_every_door_within_a_second() {
    Map<Door, List<Duration>> times =
        play(
            ROUNDS,
            Door.OF_PATIENT,
            one -> nodes.first.consent().grants().pause(one.grant(), one.account()));

    assertInTime(times);
  }

  @Test
  @Tag("consent-75")
  @Tag("consent-84")
  void a_kind_of_data_that_is_taken_away_is_out_at_every_door_within_a_second() {
    Map<Door, List<Duration>> times =
        play(
            ROUNDS,
            Door.OF_PATIENT,
            one ->
                nodes
                    .first
                    .consent()
                    .grants()
                    .narrow(one.grant(), one.account(), Subjects.OF_GLUCOSE));

    assertInTime(times);
  }

  @Test
  @Tag("consent-80")
  void a_suspended_app_is_out_at_every_door_within_a_second() {
    Map<Door, List<Duration>> times =
        play(
            ROUNDS,
            EnumSet.allOf(Door.class),
            one -> nodes.first.consent().changeApp(one.clientId(), AppStatus.SUSPENDED));

    assertInTime(times);
  }

  @Test
  void a_closed_account_closes_every_door_within_a_second() {
    Map<Door, List<Duration>> times =
        play(
            ROUNDS,
            Door.OF_PATIENT,
            one -> nodes.first.consent().grants().closeAccount(one.patient(), one.account()));

    assertInTime(times);
  }

  @Test
  void a_door_that_answers_from_a_frozen_copy_is_found() {
    CompletableFuture<Answer> copy = CompletableFuture.completedFuture(Answer.OPEN);

    Duration time = new Watch(PAUSE_MILLIS).closing(() -> copy, System.nanoTime()).join();

    assertThatThrownBy(() -> assertInTime(Map.of(Door.FHIR_READ, List.of(time))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("FHIR read");
  }

  @Test
  @Tag("consent-76")
  void doors_refuse_when_the_feed_is_silent_and_answer_again_when_it_is_back() throws SQLException {
    Subject subject = subjects.fresh().join();
    Set<Door> told = EnumSet.of(Door.FHIR_READ, Door.SEARCH, Door.FHIR_WRITE, Door.READINGS_OF_APP);
    round.opened(subject, told);

    try (Connection owner = nodes.connect();
        var statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("lock table consent.change in access exclusive mode");
      long silent = System.nanoTime();
      Duration until =
          told.stream()
              .map(door -> round.until(Answer.UNSURE, door, subject, silent))
              .max(Duration::compareTo)
              .orElseThrow();
      owner.rollback();

      assertThat(until).isLessThan(NEVER_OVER);
    }

    long back = System.nanoTime();
    for (Door door : told) {
      assertThat(round.until(Answer.OPEN, door, subject, back)).isLessThan(NEVER_OVER);
    }
  }

  private static Future<?> end(Subject subject) {
    return nodes.first.consent().grants().end(subject.grant(), subject.account(), "patient");
  }

  static Map<Door, List<Duration>> play(
      int rounds, Set<Door> doors, Function<Subject, Future<?>> tap) {
    Map<Door, List<Duration>> times = new EnumMap<>(Door.class);
    for (int count = 0; count < rounds; count++) {
      Subject subject = subjects.fresh().join();
      round
          .play(subject, doors, () -> tap.apply(subject).await())
          .forEach(
              (door, time) -> times.computeIfAbsent(door, first -> new ArrayList<>()).add(time));
    }
    return times;
  }

  private static void assertInTime(Map<Door, List<Duration>> times) {
    times.forEach((door, all) ->
        assertThat(all).as(door.words()).allSatisfy(time -> assertThat(time).isLessThan(P99)));
  }
}
