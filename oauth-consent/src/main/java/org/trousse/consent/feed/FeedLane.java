package org.trousse.consent.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows the changes: a poll finds every one of them, and NOTIFY makes the poll come at once. Who
/// follows must refuse when it is not [#fresh]. Any thread may call.
public final class FeedLane {
  /// How often changes are asked for.
  public static final Duration POLL = Duration.ofMillis(400);

  /// Beyond this nothing that rests on the feed is to be believed (rulings 16).
  public static final Duration STALE_AFTER = Duration.ofMillis(1_500);

  private static final long RECONNECT_MILLIS = 250;
  private static final long SWEEP_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Vertx vertx;
  private final ChangeStore changes;
  private final @Nullable PgConnectOptions listening;
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong version = new AtomicLong();
  private final AtomicLong confirmedNanos = new AtomicLong();
  private final AtomicBoolean polling = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final AtomicLong timer = new AtomicLong(-1);
  private final AtomicLong sweeper = new AtomicLong(-1);
  private volatile @Nullable PgSubscriber subscriber;

  /// @param listening a connection of its own for LISTEN; null: the poll alone
  public FeedLane(Vertx vertx, ChangeStore changes, @Nullable PgConnectOptions listening) {
    this.vertx = vertx;
    this.changes = changes;
    this.listening = listening;
  }

  /// Takes the version that stands and starts to follow.
  public Future<Void> open() {
    long asked = System.nanoTime();
    return changes
        .version()
        .onSuccess(now -> {
          version.set(now);
          confirmedNanos.set(asked);
          timer.set(vertx.setPeriodic(POLL.toMillis(), tick -> poll()));
          sweeper.set(vertx.setPeriodic(SWEEP_MILLIS, tick -> changes.sweep()));
          listen();
        })
        .mapEmpty();
  }

  /// A hint that is lost costs only the poll's wait, so nobody waits for this connection.
  private void listen() {
    PgConnectOptions options = listening;
    if (options == null) {
      return;
    }
    PgSubscriber fresh =
        PgSubscriber.subscriber(vertx, options).reconnectPolicy(retries -> RECONNECT_MILLIS);
    subscriber = fresh;
    fresh.channel(ChangeStore.CHANNEL).handler(hint -> poll());
    fresh.connect().onComplete(done -> poll());
  }

  public void close() {
    vertx.cancelTimer(timer.get());
    vertx.cancelTimer(sweeper.get());
    PgSubscriber open = subscriber;
    if (open != null) {
      open.close();
    }
  }

  /// Calls `listener` with each change, in order, on a thread of Vert.x.
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /// Whether every change that is older than [#STALE_AFTER] has been heard of.
  public boolean fresh() {
    return System.nanoTime() - confirmedNanos.get() < STALE_AFTER.toNanos();
  }

  /// Versions have no holes: where one is missing, it was swept away before it was heard here.
  private void hear(Change change) {
    if (change.version() > version.getAndSet(change.version()) + 1) {
      tell(new Change(change.version() - 1, Change.Kind.UNKNOWN, ""));
    }
    tell(change);
  }

  private void tell(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /// Asks now; what comes in while an answer is under way is asked for right after it.
  private void poll() {
    if (!polling.compareAndSet(false, true)) {
      again.set(true);
      return;
    }
    again.set(false);
    long asked = System.nanoTime();
    changes
        .after(version.get())
        .timeout(
            STALE_AFTER.toMillis(), TimeUnit.MILLISECONDS) // a dead line must not stop the poll
        .onSuccess(found -> {
          found.forEach(this::hear);
          if (found.size() < ChangeStore.CHANGES_MAX) {
            confirmedNanos.set(asked);
          } else {
            again.set(true);
          }
        })
        .onComplete(done -> {
          polling.set(false);
          if (again.get()) {
            poll();
          }
        });
  }
}
