package org.trousse.record.append;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.append.ReadingStore.Standing;
import org.trousse.sdk.reading.Outcome;

/// One batch's way: insert, ask when not all rows were new, halve when a row is poisoned, and
/// answer every row after the commit.
final class BatchLane {
  /// A row that waits for its answer.
  record Waiting(Row row, int bytes, Promise<Outcome> answer) {}

  private static final Logger LOG = LoggerFactory.getLogger(BatchLane.class);

  private final ReadingStore store;
  private final int answerMillis;

  BatchLane(ReadingStore store, int answerMillis) {
    this.store = store;
    this.answerMillis = answerMillis;
  }

  /// Never fails: completes when every row has its answer or its failure.
  Future<Void> write(List<Waiting> batch) {
    return within(store.insert(rows(batch)))
        .transform((stored, failure) ->
            failure == null
                ? answer(batch, stored)
                : isPoison(failure) ? halve(batch, failure) : fail(batch, failure));
  }

  private Future<Void> answer(List<Waiting> batch, int stored) {
    if (stored == batch.size()) {
      batch.forEach(waiting -> waiting.answer().tryComplete(Outcome.ACCEPTED));
      return Future.succeededFuture();
    }
    return within(store.standing(rows(batch)))
        .compose(standing -> noteConflicts(batch, standing).map(standing))
        .transform((standing, failure) ->
            failure == null ? settle(batch, standing) : fail(batch, failure));
  }

  /// The first stays, flagged. Noted before the second is answered: afterwards nobody would come
  /// back to note it.
  private Future<Void> noteConflicts(List<Waiting> batch, List<Standing> standing) {
    List<Row> conflicts = new ArrayList<>();
    for (int place = 0; place < batch.size(); place++) {
      if (standing.get(place) == Standing.CONFLICT) {
        conflicts.add(batch.get(place).row());
      }
    }
    return conflicts.isEmpty() ? Future.succeededFuture() : within(store.noteConflict(conflicts));
  }

  private static Future<Void> settle(List<Waiting> batch, List<Standing> standing) {
    for (int place = 0; place < batch.size(); place++) {
      Promise<Outcome> answer = batch.get(place).answer();
      switch (standing.get(place)) {
        case MINE -> answer.tryComplete(Outcome.ACCEPTED);
        case DUPLICATE -> answer.tryComplete(Outcome.DUPLICATE);
        case CONFLICT -> answer.tryComplete(Outcome.CONFLICT);
        case MISSING -> answer.tryFail(new IllegalStateException("the row was not stored"));
      }
    }
    return Future.succeededFuture();
  }

  /// One half after the other, so that a batch never has more than one statement on its way.
  private Future<Void> halve(List<Waiting> batch, Throwable failure) {
    if (batch.size() == 1) {
      LOG.warn("a reading was refused: {}", sqlState(failure));
      batch.getFirst().answer().tryComplete(Outcome.REFUSED);
      return Future.succeededFuture();
    }
    int middle = batch.size() / 2;
    return write(batch.subList(0, middle))
        .compose(done -> write(batch.subList(middle, batch.size())));
  }

  private static Future<Void> fail(List<Waiting> batch, Throwable failure) {
    batch.forEach(waiting -> waiting.answer().tryFail(failure));
    return Future.succeededFuture();
  }

  /// Whether a row's content is at fault, and always will be: SQLSTATE classes 22 (data exception),
  /// 23 (integrity constraint violation) and 54 (program limit exceeded). Anything else may pass.
  static boolean isPoison(Throwable failure) {
    String state = sqlState(failure);
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }

  private static String sqlState(Throwable failure) {
    return failure instanceof PgException refused && refused.getSqlState() != null
        ? refused.getSqlState()
        : "";
  }

  private <T> Future<T> within(Future<T> answer) {
    return answer.timeout(answerMillis, TimeUnit.MILLISECONDS);
  }

  private static List<Row> rows(List<Waiting> batch) {
    return batch.stream().map(Waiting::row).toList();
  }
}
