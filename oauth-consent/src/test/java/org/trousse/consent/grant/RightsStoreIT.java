package org.trousse.consent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.Ground;
import org.trousse.consent.Line;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Two processes on one database: what one changes, the other knows.
final class RightsStoreIT {
  private static final Permission READ = Permission.read(DataKind.GLUCOSE);
  private static final Permission ADD = Permission.add(DataKind.GLUCOSE);
  private static final java.time.Duration SECOND = java.time.Duration.ofSeconds(1);
  private static final java.time.Duration TWO_SECONDS = java.time.Duration.ofSeconds(2);

  private static Ground ground;
  private static GrantStore writer;

  private record Node(FeedLane feed, RightsStore rights, Pool pool) implements AutoCloseable {
    @Override
    public void close() {
      feed.close();
      pool.close().await();
    }
  }

  @BeforeAll
  static void open() {
    ground = new Ground();
    ground.app("app");
    writer = new GrantStore(ground.pool(), new ChangeStore(ground.pool()), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  private static Node node(@Nullable PgConnectOptions listening) {
    return node(ground.node(), listening);
  }

  private static Node node(Pool pool, @Nullable PgConnectOptions listening) {
    FeedLane feed = new FeedLane(ground.vertx(), new ChangeStore(pool), listening);
    RightsStore rights = new RightsStore(pool, feed, Clock.systemUTC());
    feed.open().await();
    return new Node(feed, rights, pool);
  }

  private static Grant given(PatientId patient) {
    return writer.give(GrantStoreIT.answer(patient, READ, ADD)).await();
  }

  @Test
  @Tag("consent-74")
  @Tag("consent-75")
  void another_process_knows_of_a_narrowing_and_of_an_end_within_a_second() {
    try (Node node = node(ground.connect())) {
      Grant grant = given(ground.patient());
      assertThat(may(node, grant, READ)).isEqualTo(Verdict.ALLOWED);

      writer.narrow(grant.id(), grant.account(), Set.of(READ)).await();

      await()
          .atMost(SECOND)
          .untilAsserted(() -> assertThat(may(node, grant, READ)).isEqualTo(Verdict.NOT_GRANTED));
      assertThat(may(node, grant, ADD)).isEqualTo(Verdict.ALLOWED);

      writer.end(grant.id(), grant.account(), "patient").await();

      await()
          .atMost(SECOND)
          .untilAsserted(() -> assertThat(may(node, grant, ADD)).isEqualTo(Verdict.ENDED));
    }
  }

  @Test
  @Tag("consent-74")
  void without_notify_the_poll_finds_it_within_two_seconds() {
    try (Node deaf = node(null)) {
      Grant grant = given(ground.patient());
      assertThat(may(deaf, grant, READ)).isEqualTo(Verdict.ALLOWED);

      writer.end(grant.id(), grant.account(), "patient").await();

      await()
          .atMost(TWO_SECONDS)
          .untilAsserted(() -> assertThat(may(deaf, grant, READ)).isEqualTo(Verdict.ENDED));
    }
  }

  @Test
  @Tag("consent-76")
  void a_process_cut_off_refuses_and_knows_what_it_missed_when_it_is_back() {
    Line line = new Line(ground.vertx(), ground.postgres().host(), ground.postgres().port());
    PgConnectOptions way = ground.connect().setHost("127.0.0.1").setPort(line.port());
    try (Node node = node(ground.node(way), way)) {
      Grant grant = given(ground.patient());
      assertThat(may(node, grant, READ)).isEqualTo(Verdict.ALLOWED);

      line.cut();
      writer.end(grant.id(), grant.account(), "patient").await();

      await().atMost(TWO_SECONDS).until(() -> !node.rights().fresh());
      assertThatThrownBy(() -> node.rights().grant(grant.id()).await())
          .isInstanceOf(RightsStore.Stale.class);
      assertThat(node.rights().glance(grant.id())).isEmpty();
      assertThat(node.rights().mayAdd("app", grant.patient(), Measure.BLOOD_GLUCOSE).await())
          .isEqualTo(Verdict.STALE);

      line.mend();

      await().atMost(java.time.Duration.ofSeconds(10)).until(() -> node.rights().fresh());
      assertThat(may(node, grant, READ)).isEqualTo(Verdict.ENDED);
    }
  }

  @Test
  @Tag("consent-76")
  void a_process_that_was_away_so_long_that_changes_were_swept_believes_none_of_its_copies() {
    Line line = new Line(ground.vertx(), ground.postgres().host(), ground.postgres().port());
    PgConnectOptions way = ground.connect().setHost("127.0.0.1").setPort(line.port());
    try (Node node = node(ground.node(way), way)) {
      Grant grant = given(ground.patient());
      assertThat(may(node, grant, READ)).isEqualTo(Verdict.ALLOWED);
      line.cut();
      writer.end(grant.id(), grant.account(), "patient").await();
      sweepAllChanges();
      given(ground.patient());

      line.mend();

      await().atMost(java.time.Duration.ofSeconds(10)).until(() -> node.rights().fresh());
      assertThat(may(node, grant, READ)).isEqualTo(Verdict.ENDED);
    }
  }

  /// As an hour would; the next version counts on from a row that stays.
  private static void sweepAllChanges() {
    ground
        .pool()
        .query(
            """
            delete from consent.change
            where version < (select max(version) from consent.change);
            update consent.change set version = version + 10, kind = 'session', key = '-'\
            """)
        .execute()
        .await();
  }

  @Test
  void a_copy_that_was_loaded_while_it_changed_does_not_stay() {
    try (Node node = node(ground.connect())) {
      for (int i = 0; i < 50; i++) {
        Grant grant = given(ground.patient());
        List<Future<?>> both = new ArrayList<>();
        both.add(writer.end(grant.id(), grant.account(), "patient"));
        for (int j = 0; j < 5; j++) {
          both.add(node.rights().grant(grant.id()));
        }
        Future.all(both).await();
        await()
            .atMost(SECOND)
            .untilAsserted(() -> assertThat(may(node, grant, READ)).isEqualTo(Verdict.ENDED));
      }
    }
  }

  @Test
  void a_device_may_add_what_its_app_was_granted_to_add() {
    try (Node node = node(ground.connect())) {
      PatientId patient = ground.patient();
      RightsStore rights = node.rights();
      assertThat(rights.mayAdd("app", patient, Measure.BLOOD_GLUCOSE).await())
          .isEqualTo(Verdict.ENDED);
      Grant grant = given(patient);

      await()
          .atMost(SECOND)
          .untilAsserted(() ->
              assertThat(rights.glanceAdd("app", patient, Measure.INTERSTITIAL_GLUCOSE))
                  .isEqualTo(Verdict.ALLOWED));
      assertThat(rights.glanceAdd("app", patient, Measure.BODY_WEIGHT))
          .isEqualTo(Verdict.NOT_GRANTED);

      writer.pause(grant.id(), grant.account()).await();

      await()
          .atMost(SECOND)
          .untilAsserted(() ->
              assertThat(rights.glanceAdd("app", patient, Measure.BLOOD_GLUCOSE))
                  .isEqualTo(Verdict.PAUSED));
    }
  }

  private static Verdict may(Node node, Grant grant, Permission permission) {
    return node.rights()
        .grant(grant.id())
        .await()
        .orElseThrow()
        .may(permission, java.time.Instant.now());
  }
}
