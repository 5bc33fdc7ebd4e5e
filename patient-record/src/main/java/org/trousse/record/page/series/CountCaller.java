package org.trousse.record.page.series;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Counts long series away from the event loop; a few at a time. Belongs to one event loop.
public final class CountCaller {
  /// For each event loop: what they hold in memory is bounded by it.
  private static final int AT_ONCE_MAX = 4;

  /// Fewer readings are counted in less than a few milliseconds.
  private static final int SHORT = 2_000;

  private final Vertx vertx;
  private int under;

  public CountCaller(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Whether enough others are being read or counted.
  public boolean isBusy() {
    return under >= AT_ONCE_MAX;
  }

  /// Holds a place until `whole` is complete.
  public <T> Future<T> holding(Future<T> whole) {
    under++;
    return whole.onComplete(_ -> under--);
  }

  /// Counts, on another thread when it is long.
  ///
  /// @param size how many readings it is about
  public <T> Future<T> count(int size, Callable<T> work) {
    if (size > SHORT) {
      return vertx.executeBlocking(work, false).map(Objects::requireNonNull);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception failed) {
      return Future.failedFuture(failed);
    }
  }
}
