package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refused;

/// Does what time asks of dossiers: lapses, abandons, watches, renews, calls officers. What is due
/// is decided again under each dossier's lock, so any number of nodes may run it.
public final class ClockLane {
  private static final Logger LOG = LoggerFactory.getLogger(ClockLane.class);

  /// How often it looks.
  public static final Duration POLL = Duration.ofSeconds(30);

  private static final int TURN_MAX = 50;
  private static final int ACTS_MAX = 10;
  private static final Duration REFUSED_WAIT = Duration.ofHours(1);

  private final Vertx vertx;
  private final DossierStore store;
  private final DossierLane dossiers;
  private final Clock clock;
  private long timer = -1;
  private boolean busy;

  public ClockLane(Vertx vertx, DossierStore store, DossierLane dossiers, Clock clock) {
    this.vertx = vertx;
    this.store = store;
    this.dossiers = dossiers;
    this.clock = clock;
  }

  public void open() {
    timer = vertx.setPeriodic(0, POLL.toMillis(), tick -> tick());
  }

  public void close() {
    vertx.cancelTimer(timer);
  }

  /// One turn at a time: a slow database gets no second one on top.
  private void tick() {
    if (busy) {
      return;
    }
    busy = true;
    turn()
        .onFailure(failed -> LOG.warn("clocks are not looked at: {}", failed.toString()))
        .onComplete(done -> busy = false);
  }

  /// Does what is due now; how many dossiers were looked at.
  Future<Integer> turn() {
    return store
        .due(clock.instant(), TURN_MAX)
        .compose(
            ids -> Future.join(ids.stream().map(id -> act(id, ACTS_MAX)).toList()).map(ids.size()));
  }

  /// One thing may make the next due at once, e.g. after a long stop of the platform.
  private Future<Void> act(UUID dossier, int most) {
    return dossiers
        .actOnTime(dossier)
        .compose(decision ->
            switch (decision) {
              case Decided(var events, var after) when !events.isEmpty() && most > 1 ->
                  act(dossier, most - 1);
              case Decided done -> Future.succeededFuture();
              case Refused refused -> later(dossier, refused);
            });
  }

  /// A clock that asks what the rules refuse is a fault; it must not spin.
  private Future<Void> later(UUID dossier, Refused refused) {
    LOG.warn("the clock of {} is refused: {}", dossier, refused.words().english());
    return store.postpone(dossier, clock.instant().plus(REFUSED_WAIT));
  }
}
