package org.trousse.record.audit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The events of one event loop on their way. The first leaves at once; those that come while it is
/// on its way leave together, so that the trail costs a busy door one commit for many answers and a
/// quiet one no waiting.
public final class TrailLane {
  private static final int BATCH_EVENTS = 500;
  private static final int STATEMENTS_IN_FLIGHT = 2;
  private static final int HELD_EVENTS_MAX = 10_000;

  private record Waiting(Event event, Promise<Void> written) {}

  private final TrailStore store;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private int inFlight;

  /// Every call must come from one event loop.
  public TrailLane(TrailStore store) {
    this.store = store;
  }

  /// Completes after COMMIT. Until then no answer may leave.
  public Future<Void> note(Event event) {
    if (queue.size() >= HELD_EVENTS_MAX) {
      return Future.failedFuture(new TrailBusy());
    }
    Waiting waiting = new Waiting(event, Promise.promise());
    queue.add(waiting);
    send();
    return waiting.written().future();
  }

  private void send() {
    while (inFlight < STATEMENTS_IN_FLIGHT && !queue.isEmpty()) {
      List<Waiting> batch = new ArrayList<>(Math.min(queue.size(), BATCH_EVENTS));
      while (!queue.isEmpty() && batch.size() < BATCH_EVENTS) {
        batch.add(queue.remove());
      }
      inFlight++;
      store
          .write(batch.stream().map(Waiting::event).toList())
          .onComplete(written -> {
            inFlight--;
            batch.forEach(waiting -> waiting.written().handle(written));
            send();
          });
    }
  }
}
