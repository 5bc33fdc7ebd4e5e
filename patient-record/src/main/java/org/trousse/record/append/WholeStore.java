package org.trousse.record.append;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.trousse.record.append.ReadingStore.Standing;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// Readings that come in together or not at all.
public final class WholeStore {
  /// Rolls back, and brings the outcomes out.
  private static final class NotWhole extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Outcome> outcomes;

    NotWhole(List<Outcome> outcomes) {
      super("nothing was stored", null, false, false);
      this.outcomes = outcomes;
    }
  }

  private final Pool ingest;
  private final AppendLane.Hears hears;

  public WholeStore(Pool ingest) {
    this(ingest, AppendLane.Hears.NOBODY);
  }

  /// The same, heard.
  public WholeStore(Pool ingest, AppendLane.Hears hears) {
    this.ingest = ingest;
    this.hears = hears;
  }

  /// Completes after COMMIT with one outcome for each reading: ACCEPTED or DUPLICATE. With any
  /// CONFLICT or REFUSED among them nothing was stored.
  ///
  /// @param allowed asked again just before COMMIT; false fails with [NoLongerAllowed]
  public Future<List<Outcome>> append(List<Reading> readings, BooleanSupplier allowed) {
    List<Row> rows = new ArrayList<>(readings.stream().map(Row::of).toList());
    if (!rows.stream().allMatch(Row::timesFit)) {
      return Future.succeededFuture(all(readings, Outcome.REFUSED));
    }
    rows.sort(Row.BY_KEY);
    return ingest
        .withTransaction(transaction ->
            stored(transaction, rows)
                .compose(byReading ->
                    allowed.getAsBoolean()
                        ? Future.succeededFuture(inOrder(readings, byReading))
                        : Future.failedFuture(new NoLongerAllowed())))
        .map(Objects::requireNonNull)
        .onSuccess(stored -> readings.forEach(one -> hears.stored(one.patient())))
        .recover(failure ->
            failure instanceof NotWhole not
                ? Future.succeededFuture(inOrder(readings, rows, not.outcomes))
                : BatchLane.isPoison(failure)
                    ? Future.succeededFuture(all(readings, Outcome.REFUSED))
                    : Future.failedFuture(failure));
  }

  private static Future<Map<Reading, Outcome>> stored(SqlConnection transaction, List<Row> rows) {
    ReadingStore store = new ReadingStore(transaction);
    return store
        .insert(rows)
        .compose(count ->
            count == rows.size()
                ? Future.succeededFuture(Collections.nCopies(count, Standing.MINE))
                : store.standing(rows))
        .compose(standing -> {
          List<Outcome> outcomes = standing.stream().map(WholeStore::outcome).toList();
          return outcomes.contains(Outcome.CONFLICT)
              ? Future.failedFuture(new NotWhole(outcomes))
              : Future.succeededFuture(byReading(rows, outcomes));
        });
  }

  private static Outcome outcome(Standing standing) {
    return switch (standing) {
      case MINE -> Outcome.ACCEPTED;
      case DUPLICATE -> Outcome.DUPLICATE;
      case CONFLICT -> Outcome.CONFLICT;
      case MISSING -> throw new IllegalStateException("the row was not stored");
    };
  }

  private static Map<Reading, Outcome> byReading(List<Row> rows, List<Outcome> outcomes) {
    Map<Reading, Outcome> byReading = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      byReading.put(rows.get(i).reading(), outcomes.get(i));
    }
    return byReading;
  }

  private static List<Outcome> inOrder(
      List<Reading> readings, List<Row> rows, List<Outcome> outcomes) {
    return inOrder(readings, byReading(rows, outcomes));
  }

  private static List<Outcome> inOrder(List<Reading> readings, Map<Reading, Outcome> byReading) {
    return readings.stream().map(one -> Objects.requireNonNull(byReading.get(one))).toList();
  }

  private static List<Outcome> all(List<Reading> readings, Outcome outcome) {
    return Collections.nCopies(readings.size(), outcome);
  }
}
