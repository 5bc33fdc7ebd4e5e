package org.trousse.consent.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.DashboardSite;
import org.trousse.consent.applications.Samples;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.message.AppMessage.Kind;
import org.trousse.consent.message.MessageStore.Turn;
import org.trousse.consent.signin.Majority;

/// Who is told of a message, and how it reaches all of them. All people and apps are synthetic.
final class MessageIT {
  private static final Text REASON = new Text("Une faille a été trouvée.", "A flaw was found.");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// Grants that no patient of this test has, of an app: `crowd(client, how many)`.
  private static final String CROWD =
      """
      with made as (
        insert into consent.grant (id, patient, client_id, app_version, account, status, version,
          permissions, offline, duration, given_at, ends_at)
        select gen_random_uuid(), 1000000 + n, $1, 1, gen_random_uuid(), 'active', 1,
          '{glucose.read}', true, '12m', now() - interval '1 day', now() + interval '1 year'
        from generate_series(1, $2::int) n returning id, ends_at, permissions)
      insert into consent.grant_version (grant_id, version, at, change, status, permissions, ends_at)
      select id, 1, now() - interval '1 day', 'given', 'active', permissions, ends_at from made\
      """;

  private static DashboardSite site;
  private static MessageStore store;

  private String client = "";

  @BeforeAll
  static void open() {
    site = new DashboardSite();
    store = new MessageStore(site.ground.pool(), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void the_same_message_twice_is_told_once() {
    Grant grant = given(site.adult());
    AppMessage message = message(Kind.SUSPENDED);

    site.messages.tell(message).await();
    int first = toTheEnd();
    site.messages.tell(message).await();
    int second = toTheEnd();

    assertThat(first).isEqualTo(1);
    assertThat(second).isZero();
    assertThat(told(grant)).containsExactly("app-suspended " + message.about());
  }

  @Test
  void a_suspension_its_lifting_and_another_suspension_are_three_things() {
    Grant grant = given(site.adult());
    List<AppMessage> messages =
        List.of(message(Kind.SUSPENDED), message(Kind.RESTORED), message(Kind.SUSPENDED));

    for (AppMessage message : messages) {
      site.messages.tell(message).await();
    }
    toTheEnd();

    assertThat(told(grant))
        .containsExactlyInAnyOrderElementsOf(
            messages.stream().map(one -> one.kind().word() + " " + one.about()).toList());
  }

  @Test
  void many_grants_are_told_in_parts_which_any_node_continues() {
    app();
    site.ground.pool().preparedQuery(CROWD).execute(Tuple.of(client, 25)).await();
    site.messages.tell(message(Kind.SUSPENDED)).await();
    MessageStore other = new MessageStore(site.ground.node(), Clock.systemUTC());
    List<Integer> parts = new ArrayList<>();

    for (Turn turn = store.tell(4).await(); turn.worked(); ) {
      parts.add(turn.told());
      turn = (parts.size() % 2 == 0 ? store : other).tell(4).await();
    }

    assertThat(parts).allMatch(told -> told <= 4);
    assertThat(parts.stream().mapToInt(told -> told).sum()).isEqualTo(25);
    assertThat(reminders()).isEqualTo(25);
  }

  @Test
  void two_nodes_at_once_tell_everybody_once() {
    app();
    site.ground.pool().preparedQuery(CROWD).execute(Tuple.of(client, 60)).await();
    site.messages.tell(message(Kind.SUSPENDED)).await();
    MessageStore other = new MessageStore(site.ground.node(), Clock.systemUTC());

    Future.all(toTheEnd(store), toTheEnd(other)).await();
    toTheEnd();

    assertThat(reminders()).isEqualTo(60);
  }

  @Test
  void an_open_lane_tells_by_itself() {
    app();
    site.ground.pool().preparedQuery(CROWD).execute(Tuple.of(client, 10)).await();
    MessageLane lane =
        new MessageLane(
            site.ground.vertx(), store, id -> Future.failedFuture("nobody looks here"), 4);
    lane.open();

    lane.tell(message(Kind.ENDED)).await();

    Awaitility.await().untilAsserted(() -> assertThat(reminders()).isEqualTo(10));
    lane.close();
  }

  @Test
  void told_are_those_who_had_the_app_when_it_happened() {
    Grant running = given(site.adult());
    Grant paused = site.give(site.adult(), client, Duration.MONTHS_12, READ_GLUCOSE);
    site.grants.pause(paused.id(), paused.account()).await();
    Grant frozen = site.give(site.adult(), client, Duration.MONTHS_12, READ_GLUCOSE);
    site.grants.suspend(frozen.id()).await();
    String parent = site.parent(LocalDate.now(Majority.ZONE).minusYears(9));
    Grant childs = site.give(parent, client, Duration.MONTHS_12, READ_GLUCOSE);
    Grant stopped = site.give(site.adult(), client, Duration.MONTHS_12, READ_GLUCOSE);
    site.grants.end(stopped.id(), stopped.account(), "patient").await();
    Grant over = site.give(site.adult(), client, Duration.MONTHS_12, READ_GLUCOSE);
    site.endsAt(over, Instant.now().minusSeconds(1));
    AppMessage message = message(Kind.ENDED);
    Grant withTheApp = site.give(parent(), client, Duration.MONTHS_12, READ_GLUCOSE);
    site.age(withTheApp, 1);
    site.grants.end(withTheApp.id(), withTheApp.account(), "time").await();
    Grant later = site.give(site.adult(), client, Duration.MONTHS_12, READ_GLUCOSE);

    site.messages.tell(message).await();
    toTheEnd();

    for (Grant one : List.of(running, paused, frozen, childs, withTheApp)) {
      assertThat(told(one)).containsExactly("app-ended " + message.about());
    }
    for (Grant none : List.of(stopped, over, later)) {
      assertThat(told(none)).isEmpty();
    }
    assertThat(toldTo(childs)).isEqualTo(site.who(parent).account());
  }

  @Test
  void all_clients_of_the_app_are_told_and_no_other_app() {
    Grant other = given(site.adult());
    Grant web = given(site.adult());
    String second = client + "-device";
    site.app(Samples.app(second, "Carnet Démo", AppStatus.ACTIVE, 1, READ_GLUCOSE));
    site.ground
        .pool()
        .preparedQuery("update consent.app set entry = $2::text::jsonb where client_id = $1")
        .execute(Tuple.of(second, "{\"software_id\": \"" + client + "\"}"))
        .await();
    Grant device = site.give(site.adult(), second, Duration.MONTHS_12, READ_GLUCOSE);

    site.messages.tell(message(Kind.SUSPENDED)).await();
    toTheEnd();

    assertThat(told(web)).hasSize(1);
    assertThat(told(device)).hasSize(1);
    assertThat(told(other)).isEmpty();
  }

  @Test
  void an_app_that_nobody_has_is_done_at_once() {
    app();
    site.messages.tell(message(Kind.SUSPENDED)).await();

    toTheEnd();

    assertThat(store.tell(4).await().worked()).isFalse();
    assertThat(reminders()).isZero();
  }

  private static String parent() {
    return site.parent(LocalDate.now(Majority.ZONE).minusYears(9));
  }

  /// A fresh app, the one of this test from now on.
  private void app() {
    client = "app-" + NUMBER.incrementAndGet();
    site.app(Samples.app(client, "Carnet Démo", AppStatus.ACTIVE, 1, READ_GLUCOSE));
  }

  private Grant given(String cookie) {
    app();
    return site.give(cookie, client, Duration.MONTHS_12, READ_GLUCOSE);
  }

  /// Of now.
  private AppMessage message(Kind kind) {
    String about = UUID.randomUUID() + "/" + NUMBER.incrementAndGet();
    return new AppMessage(about, client, kind, REASON, Instant.now());
  }

  private static int toTheEnd() {
    return toTheEnd(store).await();
  }

  private static Future<Integer> toTheEnd(MessageStore node) {
    return node.tell(4)
        .compose(turn ->
            turn.worked()
                ? toTheEnd(node).map(rest -> rest + turn.told())
                : Future.succeededFuture(0));
  }

  private long reminders() {
    return site.ground
        .pool()
        .preparedQuery(
            """
            select count(*) from consent.reminder r join consent.grant g on g.id = r.grant_id
            where g.client_id = $1\
            """)
        .execute(Tuple.of(client))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private static UUID toldTo(Grant grant) {
    return site.ground
        .pool()
        .preparedQuery("select account from consent.reminder where grant_id = $1")
        .execute(Tuple.of(grant.id()))
        .await()
        .iterator()
        .next()
        .getUUID(0);
  }

  private static List<String> told(Grant grant) {
    String sql = "select kind || ' ' || about from consent.reminder where grant_id = $1 order by 1";
    List<String> told = new ArrayList<>();
    site.ground
        .pool()
        .preparedQuery(sql)
        .execute(Tuple.of(grant.id()))
        .await()
        .forEach(row -> told.add(row.getString(0)));
    return told;
  }
}
