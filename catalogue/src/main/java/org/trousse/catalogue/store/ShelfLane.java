package org.trousse.catalogue.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.search.Shelf;

/// Follows the tables: asks for their version every [#POLL], and reads what changed. Pages are made
/// from memory, so they are there while the database is not. Any thread may call.
public final class ShelfLane {
  static final Duration POLL = Duration.ofMillis(400);

  /// Beyond this a page says how old its list is.
  static final Duration STALE_AFTER = Duration.ofSeconds(30);

  private static final long ANSWER_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(ShelfLane.class);

  private final Vertx vertx;
  private final ListingStore store;
  private final Clock clock;
  private final AtomicLong timer = new AtomicLong(-1);
  private final AtomicBoolean asking = new AtomicBoolean();

  /// Said once, and not with every poll.
  private final AtomicBoolean failing = new AtomicBoolean();

  private volatile Image image;

  /// What is known, and since when it is confirmed.
  ///
  /// @param apps by software id
  private record Image(Shelf shelf, Map<String, Shown> apps, Instant confirmed) {}

  public ShelfLane(Vertx vertx, ListingStore store, Clock clock) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
    this.image = new Image(Shelf.EMPTY, Map.of(), Instant.EPOCH);
  }

  /// Reads everything once and starts to follow.
  public Future<ShelfLane> open() {
    return read(clock.instant())
        .map(done -> {
          timer.set(vertx.setPeriodic(POLL.toMillis(), tick -> poll()));
          return this;
        });
  }

  public void close() {
    vertx.cancelTimer(timer.get());
  }

  /// What stands there, as far as this process knows.
  public Shelf shelf() {
    return image.shelf();
  }

  /// When that was last confirmed.
  public Instant confirmed() {
    return image.confirmed();
  }

  /// Whether readers must be told that the list may be old.
  public boolean stale() {
    return clock.instant().isAfter(image.confirmed().plus(STALE_AFTER));
  }

  private void poll() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    Instant asked = clock.instant();
    store
        .version()
        .compose(version -> version == image.shelf().version() ? confirm(asked) : read(asked))
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(read -> failing.set(false))
        .onFailure(failed -> {
          if (!failing.getAndSet(true)) {
            LOG.warn("the catalogue cannot be read: its pages grow old", failed);
          }
        })
        .onComplete(done -> asking.set(false));
  }

  private Future<Void> confirm(Instant asked) {
    Image now = image;
    image = new Image(now.shelf(), now.apps(), asked);
    return Future.succeededFuture();
  }

  private Future<Void> read(Instant asked) {
    Image before = image;
    return store
        .after(before.shelf().version())
        .map(changes -> {
          Map<String, Shown> apps = new LinkedHashMap<>(before.apps());
          changes.apps().forEach(app -> apps.put(app.listing().softwareId(), app));
          Shelf shelf = new Shelf(changes.version(), new ArrayList<>(apps.values()));
          image = new Image(shelf, Map.copyOf(apps), asked);
          return null;
        });
  }
}
