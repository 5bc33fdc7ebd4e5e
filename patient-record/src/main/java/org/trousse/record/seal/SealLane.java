package org.trousse.record.seal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seals the trail, again and again, and has what was signed copied out of the database. One of
/// several nodes seals at a time.
public final class SealLane {
  /// An event waits this long for its seal at most, unless the database is away.
  private static final long EVERY_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(SealLane.class);

  private final Vertx vertx;
  private final SealStore store;
  private final PublishLane outside;
  private final InstantSource clock;
  private boolean closed;
  private volatile boolean failing;
  private Future<Void> running = Future.succeededFuture();
  private long timer;

  public SealLane(Vertx vertx, SealStore store, PublishLane outside, InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.outside = outside;
    this.clock = clock;
    this.timer = vertx.setTimer(EVERY_MS, fired -> next());
  }

  private synchronized void next() {
    if (!closed) {
      running = round();
      running.onComplete(done -> again());
    }
  }

  private synchronized void again() {
    if (!closed) {
      timer = vertx.setTimer(EVERY_MS, fired -> next());
    }
  }

  private Future<Void> round() {
    return outside
        .agreed()
        .compose(agreed -> sealAll())
        .transform((sealed, failure) -> {
          said(failure);
          return outside.publish();
        });
  }

  private Future<Void> sealAll() {
    return store
        .seal(clock.instant())
        .compose(
            events -> events == SealStore.SEALED_MAX ? sealAll() : Future.<Void>succeededFuture());
  }

  /// One line when it stops working and one when it works again.
  private synchronized void said(@Nullable Throwable failure) {
    boolean fails = failure != null;
    if (fails && !failing) {
      LOG.warn("the audit trail cannot be sealed", failure);
    } else if (!fails && failing) {
      LOG.info("the audit trail is sealed again");
    }
    failing = fails;
  }

  /// Whether events are sealed as they come.
  public boolean ready() {
    return !failing;
  }

  /// Seals what waits a last time and stops.
  public synchronized Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return running.eventually(this::round);
  }
}
