package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.history.PublicationRules.Parcel;
import org.trousse.referencing.history.publication.AppStanding;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.history.publication.UserMessage;

/// Tells others what was committed: at once when this node did it, else with the next poll. A
/// parcel may come twice, never out of order within its dossier and kind. Any number of nodes may
/// run it.
public final class OutboxLane {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxLane.class);

  /// How often parcels are looked for that nobody said anything of.
  public static final Duration POLL = Duration.ofMillis(400);

  /// A delivered parcel is kept so long, for who asks what was told to whom.
  public static final Duration DELIVERED_KEPT = Duration.ofDays(30);

  /// How often delivered parcels are swept, and how many at once.
  static final Duration SWEEP = Duration.ofMinutes(1);

  static final int SWEPT_MAX = 1_000;

  private static final long CARRY_MILLIS_MAX = 10_000;

  /// One that is slow to publish must not keep another from being stopped.
  private static final int CARRIERS_MAX = 3;

  /// What this room asks of others. Each may be told the same twice, and an older version after a
  /// newer one after a failure: the version says it.
  public record Needs(Publishes publishes, StopsApps stopsApps, TellsUsers tellsUsers) {}

  /// The catalogue.
  @FunctionalInterface
  public interface Publishes {
    Future<Void> publish(Publication publication);
  }

  /// The authorization server.
  @FunctionalInterface
  public interface StopsApps {
    Future<Void> change(AppStanding.Change change);
  }

  /// Tells the people who connected an app.
  @FunctionalInterface
  public interface TellsUsers {
    Future<Void> tell(UserMessage message);
  }

  private final Vertx vertx;
  private final OutboxStore outbox;
  private final Needs needs;
  private final Clock clock;
  private final AtomicInteger carriers = new AtomicInteger();
  private volatile boolean closed;
  private long timer = -1;
  private long sweeping = -1;

  public OutboxLane(Vertx vertx, Pool pool, Needs needs, Clock clock) {
    this.vertx = vertx;
    this.outbox = new OutboxStore(pool);
    this.needs = needs;
    this.clock = clock;
  }

  public void open() {
    timer = vertx.setPeriodic(0, POLL.toMillis(), tick -> poke());
    sweeping = vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
  }

  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    vertx.cancelTimer(sweeping);
  }

  /// Forgets some of what was delivered long ago; the history itself is never swept.
  Future<Integer> sweep() {
    return outbox
        .sweep(clock.instant().minus(DELIVERED_KEPT), SWEPT_MAX)
        .onFailure(failed -> LOG.warn("no parcels are swept: {}", failed.toString()));
  }

  /// Looks for parcels now.
  public void poke() {
    if (closed) {
      return;
    }
    if (carriers.incrementAndGet() > CARRIERS_MAX) {
      carriers.decrementAndGet();
      return;
    }
    carry();
  }

  /// Until there is no more.
  private void carry() {
    deliverOne()
        .onComplete(delivered -> {
          if (delivered.succeeded() && delivered.result() && !closed) {
            carry();
            return;
          }
          carriers.decrementAndGet();
          if (delivered.failed()) {
            LOG.warn("no delivery: {}", delivered.cause().toString());
          }
        });
  }

  /// Delivers one parcel; false: there is none.
  Future<Boolean> deliverOne() {
    return outbox.deliverOne(clock.instant(), this::carry);
  }

  private Future<Void> carry(SqlConnection tx, UUID dossier, Parcel parcel) {
    Future<Void> carried =
        switch (parcel.lane()) {
          case PublicationRules.STANDING ->
              needs.stopsApps().change(HistoryJson.read(AppStanding.Change.class, parcel.body()));
          case PublicationRules.MESSAGE ->
              needs.tellsUsers().tell(HistoryJson.read(UserMessage.class, parcel.body()));
          default ->
              OutboxStore.publication(tx, dossier)
                  .compose(found ->
                      found
                          .map(needs.publishes()::publish)
                          .orElseGet(() ->
                              Future.failedFuture(
                                  "no manifest that was judged: nothing to publish")));
        };
    return carried.timeout(CARRY_MILLIS_MAX, TimeUnit.MILLISECONDS);
  }
}
