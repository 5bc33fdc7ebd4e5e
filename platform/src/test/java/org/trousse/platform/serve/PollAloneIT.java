package org.trousse.platform.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.revocation.Door;
import org.trousse.platform.revocation.Round;
import org.trousse.platform.revocation.Subject;
import org.trousse.platform.revocation.Subjects;
import org.trousse.platform.revocation.Watch;
import org.trousse.platform.revocation.Web;

/// A node that NOTIFY does not reach.
@Tag("consent-74")
final class PollAloneIT {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final int ROUNDS = 5;
  private static final int PAUSE_MILLIS = 10;

  private static TwoNodes nodes;

  @BeforeAll
  static void open(@TempDir Path folder) {
    nodes = new TwoNodes(folder, false);
  }

  @AfterAll
  static void close() {
    nodes.close();
  }

  @Test
  void without_a_hint_every_door_closes_within_two_seconds() {
    Web web = new Web();
    Subjects subjects = nodes.subjects(web);
    Round round = new Round(nodes.secondNode, web, new Watch(PAUSE_MILLIS));

    for (int count = 0; count < ROUNDS; count++) {
      Subject subject = subjects.fresh().join();
      Map<Door, Duration> times =
          round.play(
              subject,
              Door.OF_PATIENT,
              () ->
                  nodes
                      .first
                      .consent()
                      .grants()
                      .end(subject.grant(), subject.account(), "patient")
                      .await());

      times.forEach((door, time) -> assertThat(time).as(door.words()).isLessThan(DEADLINE));
    }
  }
}
