package org.trousse.referencing.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;

/// What of the outbox is forgotten, and what is not.
@SuppressWarnings("NullAway.Init") // open() comes before all else
final class SweepIT {
  private static final Instant DELIVERED = Instant.parse("2026-11-22T09:00:00Z");

  private HistoryGround ground;

  @BeforeEach
  void open() {
    ground = new HistoryGround();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void delivered_parcels_are_forgotten_after_30_days_and_the_history_never() {
    Walk walk = ground.walk(State.SUSPENDED);
    drain(lane(DELIVERED, true));
    long parcels = parcels();
    Instant end = DELIVERED.plus(OutboxLane.DELIVERED_KEPT);

    int early = lane(end, true).sweep().await();
    int late = lane(end.plusMillis(1), true).sweep().await();

    assertThat(parcels).isPositive();
    assertThat(early).isZero();
    assertThat(late).isEqualTo((int) parcels);
    assertThat(parcels()).isZero();
    assertThat(ground.history.events(walk.dossier.id()).await()).isEqualTo(walk.history);
    assertThat(ground.history.find(walk.dossier.id()).await()).contains(walk.dossier);
  }

  @Test
  void a_parcel_that_waits_is_kept_however_old_it_is() {
    ground.walk(State.SUSPENDED);
    OutboxLane lane = lane(DELIVERED, false);
    drain(lane);
    long waiting = ground.count("select count(*) from referencing.outbox where done_at is null");

    lane(DELIVERED.plus(Duration.ofDays(4_000)), true).sweep().await();

    assertThat(waiting).isPositive();
    assertThat(parcels()).isEqualTo(waiting);
  }

  @Test
  void one_sweep_takes_a_bounded_batch_and_the_oldest_first() {
    ground.walk(State.SUSPENDED);
    drain(lane(DELIVERED, true));
    long parcels = parcels();
    OutboxStore store = new OutboxStore(ground.pool);
    Instant later = DELIVERED.plusSeconds(1);

    int first = store.sweep(later, 2).await();
    int rest = store.sweep(later, 1_000).await();

    assertThat(first).isEqualTo(2);
    assertThat(rest).isEqualTo((int) parcels - 2);
  }

  /// @param up whether the catalogue takes publications
  private OutboxLane lane(Instant now, boolean up) {
    return new OutboxLane(
        ground.vertx,
        ground.pool,
        new OutboxLane.Needs(
            publication ->
                up ? Future.succeededFuture() : Future.failedFuture("the catalogue is down"),
            change -> Future.succeededFuture(),
            message -> Future.succeededFuture()),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void drain(OutboxLane lane) {
    while (lane.deliverOne().await()) {
      // until there is no more
    }
  }

  private long parcels() {
    return ground.count("select count(*) from referencing.outbox");
  }
}
