package org.trousse.catalogue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.trousse.catalogue.SyntheticListings.TODAY;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.catalogue.Ground;
import org.trousse.catalogue.SyntheticListings;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;

final class ListingStoreIT {
  private static final List<Listing> MADE = SyntheticListings.make(50, 5);
  private static Ground ground;
  private static ListingStore store;

  @BeforeAll
  static void start() {
    ground = new Ground();
    store = new ListingStore(ground.pool(), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  private static Listing app(String softwareId, long version) {
    return version(
        SyntheticListings.listing(
            softwareId,
            MADE.getFirst().facts(),
            Standing.LISTED,
            TODAY,
            MADE.getFirst().verdicts()),
        version);
  }

  private static Listing version(Listing listing, long version) {
    return listing.standing(version, listing.standing(), listing.decidedOn(), List.of());
  }

  private static ListingStore.Change suspend(String softwareId, long version) {
    Decision decision = SyntheticListings.decision(TODAY.plusDays(5), Standing.SUSPENDED);
    return new ListingStore.Change(softwareId, version, List.of(), decision);
  }

  @Test
  void what_is_published_comes_back_whole() {
    for (Listing listing : MADE) {
      store.publish(listing).await();
    }

    for (Listing listing : MADE) {
      Listing found = store.load(listing.softwareId()).await().orElseThrow();
      assertThat(found.with(List.of())).isEqualTo(listing.with(List.of()));
      assertThat(found.history())
          .containsExactlyInAnyOrderElementsOf(listing.history().stream().distinct().toList());
    }
  }

  @Test
  void the_same_version_twice_changes_nothing() {
    store.publish(app("twice", 3)).await();
    String stood = ground.postgres().ask("select version from catalogue.shelf");

    Written again = store.publish(app("twice", 3)).await();
    Written older = store.publish(app("twice", 2)).await();

    assertThat(again).isEqualTo(new Written.Already());
    assertThat(older).isEqualTo(new Written.Already());
    assertThat(ground.postgres().ask("select version from catalogue.shelf")).isEqualTo(stood);
  }

  @Test
  void a_late_publication_does_not_undo_a_suspension() {
    store.publish(app("late", 1)).await();
    store.change(suspend("late", 5)).await();

    Written late = store.publish(app("late", 4)).await();

    assertThat(late).isEqualTo(new Written.Already());
    Listing found = store.load("late").await().orElseThrow();
    assertThat(found.standing()).isEqualTo(Standing.SUSPENDED);
    assertThat(found.history())
        .extracting(Decision::standing)
        .containsExactly(Standing.LISTED, Standing.LISTED, Standing.SUSPENDED);
  }

  @Test
  void an_unknown_app_cannot_be_suspended() {
    assertThat(store.change(suspend("nobody", 1)).await()).isEqualTo(new Written.Unknown());
  }

  @Test
  void two_apps_of_one_name_have_two_addresses_that_stay() {
    Written first = store.publish(app("name-a", 1)).await();
    Written second = store.publish(app("name-b", 1)).await();

    Written third = store.publish(app("name-b", 2)).await();

    assertThat(first).isInstanceOf(Written.Stored.class).isNotEqualTo(second);
    assertThat(third).isEqualTo(second);
  }

  @Test
  void publications_at_the_same_time_take_versions_one_after_the_other() {
    List<Future<Written>> all = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      all.add(store.publish(app("crowd-" + number, 1)));
    }

    Future.all(all).await();

    assertThat(
            ground
                .postgres()
                .ask(
                    "select count(distinct changed) || ' ' || count(distinct slug)"
                        + " from catalogue.listing where software_id like 'crowd-%'"))
        .isEqualTo("20 20");
  }

  @Test
  void the_shelf_of_this_process_follows_within_a_second() {
    store.publish(app("followed", 1)).await();
    ShelfLane lane = new ShelfLane(ground.vertx(), store, Clock.systemUTC()).open().await();

    try {
      assertThat(standing(lane)).isEqualTo(Standing.LISTED);
      store.change(suspend("followed", 2)).await();
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(standing(lane)).isEqualTo(Standing.SUSPENDED));
      assertThat(lane.stale()).isFalse();
    } finally {
      lane.close();
    }
  }

  private static Standing standing(ShelfLane lane) {
    return lane.shelf()
        .software("followed")
        .map(Shown::listing)
        .map(Listing::standing)
        .orElseThrow();
  }

  @Test
  void the_houses_role_cannot_change_a_decision() {
    store.publish(app("decided", 1)).await();

    for (String sql :
        List.of("delete from catalogue.decision", "update catalogue.decision set standing = 'x'")) {
      assertThatThrownBy(() -> ground.pool().query(sql).execute().await())
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void a_name_becomes_a_plain_address() {
    assertThat(Slug.of("Élan & Cœur  2!", slug -> false)).isEqualTo("elan-c-ur-2");
    assertThat(Slug.of("***", slug -> false)).isEqualTo("app");
    assertThat(Slug.of("Compare", slug -> false)).isEqualTo("compare-2");
    assertThat(Slug.of("x".repeat(99), slug -> false)).hasSize(60);
  }
}
