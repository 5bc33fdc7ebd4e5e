package org.trousse.record.append;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.append.BatchLane.Waiting;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Codec;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// Gathers the readings of one event loop into batches by size and time. Bounded: what it holds
/// counts from its arrival to its answer.
public final class AppendLane {
  /// Hears of patients whose readings were stored. Called on the event loop after the answer: it
  /// neither waits nor fails.
  @FunctionalInterface
  public interface Hears {
    Hears NOBODY = patient -> {};

    void stored(PatientId patient);
  }

  private static final long NONE = -1;

  private final Vertx vertx;
  private final Context loop;
  private final BatchLimits limits;
  private final StillAllowed allowed;
  private final BatchLane batches;
  private final Hears hears;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final Promise<Void> drained = Promise.promise();
  private int queuedBytes;
  private int heldRows;
  private int heldBytes;
  private int inFlight;
  private long timer = NONE;
  private boolean due;
  private boolean closed;

  /// Opens a lane on the calling event loop; every other call must come from there too.
  ///
  /// @param ingest connections of the ingest role, with cached prepared statements, at least
  ///   [BatchLimits#statementsInFlight] for each lane
  /// @param allowed asked again when a batch is sent
  public AppendLane(Vertx vertx, Pool ingest, BatchLimits limits, StillAllowed allowed) {
    this(vertx, ingest, limits, allowed, Hears.NOBODY);
  }

  /// The same, heard.
  public AppendLane(
      Vertx vertx, Pool ingest, BatchLimits limits, StillAllowed allowed, Hears hears) {
    this.hears = hears;
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.limits = limits;
    this.allowed = allowed;
    this.batches = new BatchLane(new ReadingStore(ingest), limits.answerMillis());
  }

  /// Completes after COMMIT with ACCEPTED, DUPLICATE, CONFLICT or REFUSED (a row that the database
  /// will never take). Fails with [Busy] or [NoLongerAllowed], or with the database's failure: the
  /// reading is then not known to be stored and must not be acknowledged.
  public Future<Outcome> append(Reading reading) {
    return append(reading, null);
  }

  /// As [#append(Reading)].
  ///
  /// @param extra what the columns cannot hold: members of an R4 Observation, as JSON; null:
  ///   nothing
  public Future<Outcome> append(Reading reading, @Nullable String extra) {
    if (Codec.of(reading.payload().codec()).isEmpty()) {
      return Future.failedFuture(new IllegalArgumentException("the codec has no code for rows"));
    }
    Row row = Row.of(reading, extra);
    if (!row.timesFit()) {
      return Future.succeededFuture(Outcome.REFUSED);
    }
    int bytes = row.weightBytes();
    if (closed) {
      return Future.failedFuture(new Busy("the record is closing"));
    }
    if (heldRows == limits.heldRows() || heldBytes > limits.heldBytes() - bytes) {
      return Future.failedFuture(new Busy("the record is busy"));
    }
    Waiting waiting = new Waiting(row, bytes, Promise.promise());
    queue.add(waiting);
    queuedBytes += bytes;
    heldRows++;
    heldBytes += bytes;
    if (isFull()) {
      send();
    } else if (timer == NONE && !due) {
      timer = vertx.setTimer(limits.batchMillis(), fired -> timeIsUp());
    }
    return waiting.answer().future();
  }

  /// Sends what waits and completes when everything is answered. Nothing is taken any more. May be
  /// called from any thread.
  public Future<Void> close() {
    loop.runOnContext(now -> {
      closed = true;
      due = true;
      send();
      if (heldRows == 0) {
        drained.tryComplete();
      }
    });
    return drained.future();
  }

  private void timeIsUp() {
    timer = NONE;
    due = true;
    send();
  }

  private boolean isFull() {
    return queue.size() >= limits.batchRows() || queuedBytes >= limits.batchBytes();
  }

  private void send() {
    while (inFlight < limits.statementsInFlight() && (isFull() || due) && !queue.isEmpty()) {
      List<Waiting> batch = take();
      if (!batch.isEmpty()) {
        inFlight++;
        batches.write(batch).onComplete(done -> answered(batch));
      }
    }
    if (queue.isEmpty()) {
      due = false;
      if (timer != NONE) {
        vertx.cancelTimer(timer);
        timer = NONE;
      }
    }
    if (closed && heldRows == 0) {
      drained.tryComplete();
    }
  }

  /// The next batch in the order of keys; rows whose right has ended are answered here.
  private List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>(Math.min(queue.size(), limits.batchRows()));
    IdentityHashMap<Waiting, RuntimeException> refused = new IdentityHashMap<>();
    int bytes = 0;
    while (!queue.isEmpty() && batch.size() < limits.batchRows() && bytes < limits.batchBytes()) {
      Waiting waiting = queue.remove();
      queuedBytes -= waiting.bytes();
      RuntimeException refusal = refusal(waiting.row().reading());
      if (refusal == null) {
        batch.add(waiting);
        bytes += waiting.bytes();
      } else {
        release(waiting);
        refused.put(waiting, refusal);
      }
    }
    batch.sort((a, b) -> Row.BY_KEY.compare(a.row(), b.row()));
    refused.forEach((waiting, refusal) -> waiting.answer().tryFail(refusal));
    return batch;
  }

  /// Null when the reading may be written. Who cannot tell whether it may, refuses.
  private @Nullable RuntimeException refusal(Reading reading) {
    try {
      return allowed.allows(reading) ? null : new NoLongerAllowed();
    } catch (RuntimeException unknown) {
      return unknown;
    }
  }

  private void answered(List<Waiting> batch) {
    inFlight--;
    batch.forEach(this::release);
    send();
    for (Waiting waiting : batch) {
      Future<Outcome> answer = waiting.answer().future();
      if (answer.succeeded() && answer.result() == Outcome.ACCEPTED) {
        hears.stored(waiting.row().reading().patient());
      }
    }
  }

  private void release(Waiting waiting) {
    heldRows--;
    heldBytes -= waiting.bytes();
  }
}
