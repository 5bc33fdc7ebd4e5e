package org.trousse.record.watch.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.sdk.PatientId;

/// Evaluates situations in the background: of patients whose readings this process stored within
/// seconds, of everybody in somebody's care every quarter of an hour, which finds silences and what
/// other processes stored. Bounded: what does not fit waits for its quarter of an hour. One of
/// several processes takes a patient up.
public final class SituationLane implements Hears {
  static final int HEARD_MAX = 10_000;
  private static final int BATCH = 50;
  private static final int AT_ONCE = 2;
  private static final Duration SWEEP = Duration.ofMinutes(15);
  private static final Logger LOG = LoggerFactory.getLogger(SituationLane.class);

  private final Vertx vertx;
  private final SituationStore store;
  private final SituationCaller caller;
  private final InstantSource clock;
  private final ZoneId zone;
  private final long everyMillis;
  private final Set<PatientId> heard = ConcurrentHashMap.newKeySet();
  private boolean closed;
  private boolean failing;
  private @Nullable Throwable unsaid;
  private long timer;
  private Future<Void> running = Future.succeededFuture();

  /// @param everyMillis between two rounds
  public SituationLane(
      Vertx vertx,
      SituationStore store,
      SituationCaller caller,
      InstantSource clock,
      ZoneId zone,
      long everyMillis) {
    this.vertx = vertx;
    this.store = store;
    this.caller = caller;
    this.clock = clock;
    this.zone = zone;
    this.everyMillis = everyMillis;
    this.timer = vertx.setTimer(everyMillis, fired -> next());
  }

  /// From any thread; never waits and never fails. Full, it forgets: the sweep comes.
  @Override
  public void stored(PatientId patient) {
    if (heard.size() < HEARD_MAX) {
      heard.add(patient);
    }
  }

  private synchronized void next() {
    if (!closed) {
      running = round();
      running.onComplete(done -> again());
    }
  }

  private synchronized void again() {
    if (!closed) {
      timer = vertx.setTimer(everyMillis, fired -> next());
    }
  }

  private Future<Void> round() {
    List<PatientId> batch = takeHeard();
    Instant now = clock.instant();
    Future<List<PatientId>> claimed =
        batch.isEmpty() ? Future.succeededFuture(List.of()) : store.claim(batch, now, BATCH);
    return claimed
        .compose(this::evaluateAll)
        .compose(done -> store.due(now, now.minus(SWEEP), BATCH))
        .compose(this::evaluateAll)
        .transform((done, failure) -> {
          said(failure);
          return Future.succeededFuture();
        });
  }

  private List<PatientId> takeHeard() {
    List<PatientId> batch = new ArrayList<>();
    Iterator<PatientId> all = heard.iterator();
    while (all.hasNext() && batch.size() < BATCH) {
      batch.add(all.next());
      all.remove();
    }
    return batch;
  }

  private Future<Void> evaluateAll(List<PatientId> patients) {
    Queue<PatientId> queue = new ArrayDeque<>(patients);
    List<Future<Void>> ways = new ArrayList<>();
    for (int way = 0; way < AT_ONCE; way++) {
      ways.add(evaluateFrom(queue));
    }
    return Future.join(ways).mapEmpty();
  }

  private Future<Void> evaluateFrom(Queue<PatientId> queue) {
    PatientId patient;
    synchronized (queue) {
      patient = queue.poll();
    }
    return patient == null
        ? Future.succeededFuture()
        : evaluate(patient)
            .onFailure(this::failed)
            .transform((done, failure) -> evaluateFrom(queue));
  }

  /// One patient who cannot be evaluated does not keep the others waiting.
  private synchronized void failed(Throwable failure) {
    unsaid = failure;
  }

  /// Evaluates one patient and keeps the situation.
  public Future<Void> evaluate(PatientId patient) {
    Instant now = clock.instant();
    return store
        .load(patient, now, zone)
        .compose(loaded ->
            caller.evaluate(loaded).compose(found -> store.keep(patient, found, loaded.feeds())));
  }

  /// One line when it stops working and one when it works again.
  private synchronized void said(@Nullable Throwable failure) {
    Throwable fault = failure == null ? unsaid : failure;
    boolean fails = fault != null;
    unsaid = null;
    if (fails && !failing && !closed) {
      LOG.warn("situations cannot be evaluated", fault);
    } else if (!fails && failing) {
      LOG.info("situations are evaluated again");
    }
    failing = fails;
  }

  public synchronized Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return running;
  }
}
