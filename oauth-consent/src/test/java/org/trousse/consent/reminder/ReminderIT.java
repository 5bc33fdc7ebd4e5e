package org.trousse.consent.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.ADD_GLUCOSE;
import static org.trousse.consent.applications.Samples.CLIENT;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.DashboardSite;
import org.trousse.consent.applications.Samples;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.reminder.Reminder.Kind;
import org.trousse.sdk.measure.Measure;

final class ReminderIT {
  private static DashboardSite site;
  private static ReminderStore reminders;
  private static LastUseStore uses;
  private static ReminderLane lane;

  private String cookie = "";

  @BeforeAll
  static void open() {
    site = new DashboardSite();
    Clock clock = Clock.systemUTC();
    reminders = new ReminderStore(site.ground.pool(), clock);
    uses = new LastUseStore(site.ground.pool(), clock);
    lane =
        new ReminderLane(
            site.ground.vertx(),
            new ReminderLane.Stores(site.grants, reminders, uses),
            id -> Future.succeededFuture(Optional.ofNullable(site.apps.get(id))),
            site.needs(),
            clock);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void someone() {
    site.app(Samples.app(AppStatus.ACTIVE, 1, READ_GLUCOSE));
    cookie = site.adult();
    site.used.clear();
    site.noted.clear();
  }

  @Test
  @Tag("consent-110")
  void an_end_within_14_days_is_told_once() {
    Grant near = site.give(cookie, Duration.DAYS_30, READ_GLUCOSE);
    Instant end = Instant.now().plus(13, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    site.endsAt(near, end);
    Grant far = site.give(site.adult(), Duration.DAYS_30, READ_GLUCOSE);
    Grant brief = site.give(site.adult(), Duration.DAY, READ_GLUCOSE);

    tell();
    tell();

    assertThat(told(near)).containsExactly("ending " + end);
    assertThat(told(far)).isEmpty();
    assertThat(told(brief)).isEmpty();
  }

  @Test
  void a_taken_reminder_is_not_taken_twice() {
    Grant grant = site.give(cookie, Duration.DAYS_30, READ_GLUCOSE);
    site.grants.suspend(grant.id()).await();
    tell();

    List<Reminder> first = reminders.take(1_000).await();
    List<Reminder> second = reminders.take(1_000).await();

    assertThat(first)
        .filteredOn(one -> one.grant().equals(grant.id()))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.kind()).isEqualTo(Kind.STOLEN_TOKEN);
          assertThat(one.account()).isEqualTo(grant.account());
        });
    assertThat(second).isEmpty();
  }

  @Test
  @Tag("consent-116")
  void a_newer_version_is_told_to_whom_it_asks_more() {
    Grant grant = site.give(cookie, Duration.DAYS_90, READ_GLUCOSE);
    Grant all = site.give(site.adult(), Duration.DAYS_90, READ_GLUCOSE, ADD_GLUCOSE);
    site.app(Samples.app(AppStatus.ACTIVE, 2, READ_GLUCOSE, ADD_GLUCOSE));

    tell();

    assertThat(told(grant)).containsExactly("new-version 2");
    assertThat(told(all)).isEmpty();
    assertThat(site.now(grant).permissions()).containsExactly(READ_GLUCOSE);
  }

  @Test
  @Tag("consent-110")
  void a_permission_unused_for_90_days_is_told_until_it_is_kept() {
    Grant grant = site.give(cookie, Duration.MONTHS_12, READ_GLUCOSE);
    site.age(grant, 91);
    Grant young = site.give(site.adult(), Duration.MONTHS_12, READ_GLUCOSE);
    site.age(young, 89);

    tell();
    uses.keep(grant.id(), READ_GLUCOSE).await();
    reminders.take(1_000).await();
    tell();

    assertThat(told(grant)).containsExactly("unused glucose.read");
    assertThat(told(young)).isEmpty();
    assertThat(reminders.take(1_000).await())
        .extracting(Reminder::grant)
        .doesNotContain(grant.id());
  }

  @Test
  void what_a_device_added_counts_as_use() {
    Grant grant = site.give(cookie, Duration.MONTHS_12, ADD_GLUCOSE);
    site.age(grant, 91);
    Instant last = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    site.used.add(new Used(CLIENT, Measure.BLOOD_GLUCOSE, true, 4, last));

    tell();

    assertThat(told(grant)).isEmpty();
    assertThat(uses.of(grant.patient()).await())
        .singleElement()
        .satisfies(use -> assertThat(use.used()).isEqualTo(last));
  }

  @Test
  void a_permission_that_came_later_is_as_old_as_it_is() {
    Grant grant = site.give(cookie, Duration.MONTHS_12, READ_GLUCOSE);
    site.age(grant, 91);
    site.give(cookie, Duration.MONTHS_12, READ_GLUCOSE, ADD_GLUCOSE);

    List<LastUse> found = uses.of(grant.patient()).await();

    Instant now = Instant.now();
    assertThat(found)
        .filteredOn(use -> use.unused(now))
        .extracting(LastUse::permission)
        .containsExactly(READ_GLUCOSE);
  }

  @Test
  void what_has_come_to_its_end_ends_and_is_noted() {
    Grant grant = site.give(cookie, Duration.DAYS_30, READ_GLUCOSE);
    site.endsAt(grant, Instant.now().minusSeconds(1));

    lane.endDue().await();

    assertThat(site.now(grant).status()).isEqualTo(GrantStatus.ENDED);
    assertThat(site.noted)
        .extracting(Decision::what, Decision::patient)
        .contains(org.assertj.core.groups.Tuple.tuple("expire", grant.patient()));
  }

  @Test
  void an_open_lane_does_its_first_turn_at_once() {
    Grant due = site.give(cookie, Duration.DAYS_30, READ_GLUCOSE);
    site.endsAt(due, Instant.now().minusSeconds(1));
    Grant stolen = site.give(site.adult(), Duration.DAYS_30, READ_GLUCOSE);
    site.grants.suspend(stolen.id()).await();

    lane.open();

    Awaitility.await()
        .untilAsserted(() -> {
          assertThat(site.now(due).status()).isEqualTo(GrantStatus.ENDED);
          assertThat(told(stolen)).hasSize(1);
        });
    lane.close();
  }

  @Test
  void the_hours_of_a_day_look_at_every_grant_once() {
    List<UUID> ids = new ArrayList<>();
    for (int top = 0; top < 256; top++) {
      ids.add(new UUID(((long) top << 56) | 0x1234L, 5));
    }

    for (UUID id : ids) {
      long hours =
          java.util.stream.IntStream.range(0, 24)
              .filter(hour ->
                  unsigned(ReminderLane.first(hour), id) <= 0
                      && unsigned(id, ReminderLane.last(hour)) <= 0)
              .count();
      assertThat(hours).as(id.toString()).isEqualTo(1);
    }
  }

  /// PostgreSQL compares the bytes; Java's own order takes the first one's sign.
  private static int unsigned(UUID one, UUID other) {
    return Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
  }

  private static void tell() {
    for (int hour = 0; hour < 24; hour++) {
      lane.tell(hour).await();
    }
  }

  private static List<String> told(Grant grant) {
    String sql = "select kind || ' ' || about from consent.reminder where grant_id = $1 order by 1";
    List<String> told = new ArrayList<>();
    site.ground
        .pool()
        .preparedQuery(sql)
        .execute(io.vertx.sqlclient.Tuple.of(grant.id()))
        .await()
        .forEach(row -> told.add(row.getString(0)));
    return told;
  }
}
