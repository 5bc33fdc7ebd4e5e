package org.trousse.record.watch.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.trousse.record.watch.Situation;
import org.trousse.record.watch.Threshold;
import org.trousse.record.watch.store.SituationStore.Loaded;

/// Evaluates away from the event loop: a month of a sensor takes some milliseconds.
public final class SituationCaller {
  private final Vertx vertx;

  public SituationCaller(Vertx vertx) {
    this.vertx = vertx;
  }

  Future<Situation> evaluate(Loaded loaded) {
    return vertx
        .executeBlocking(
            () -> Situation.of(loaded.known(), loaded.thresholds(), loaded.before()), false)
        .map(Objects::requireNonNull);
  }

  /// How many situations a threshold would have raised over the last 30 days.
  public Future<Integer> wouldHaveRaised(Threshold threshold, Loaded loaded) {
    return vertx
        .executeBlocking(() -> Situation.wouldHaveRaised(threshold, loaded.known()), false)
        .map(Objects::requireNonNull);
  }
}
