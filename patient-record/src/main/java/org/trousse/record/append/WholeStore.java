package org.trousse.record.append;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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

  /// A reading, and what its Observation says beyond the columns.
  ///
  /// @param extra as of [AppendLane#append(Reading, String)]
  public record Told(Reading reading, @Nullable String extra) {
    Row row() {
      return Row.of(reading, extra);
    }
  }

  /// What stands where a reading was to be added.
  ///
  /// @param reportedAt of what stands under the number; of REFUSED and CONFLICT, what was to be
  ///   added
  public record Claimed(Outcome outcome, Instant reportedAt) {}

  private static final String CLAIM = "select record.claim_number($1, $2, $3, $4)";

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
  public Future<List<Outcome>> append(List<Told> told, BooleanSupplier allowed) {
    List<Reading> readings = told.stream().map(Told::reading).toList();
    List<Row> rows = new ArrayList<>(told.stream().map(Told::row).toList());
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

  /// Adds a reading unless the patient has one of this measure to which the device gave the same
  /// number, at whatever time. Of several at once exactly one is added.
  ///
  /// @param alike whether one that says something else is a CONFLICT; else it is as good
  /// @param allowed as of [#append]
  public Future<Claimed> appendUnless(Told told, boolean alike, BooleanSupplier allowed) {
    Reading reading = told.reading();
    Row row = told.row();
    if (!row.timesFit()) {
      return Future.succeededFuture(new Claimed(Outcome.REFUSED, reading.reportedAt()));
    }
    return ingest
        .withTransaction(transaction ->
            claimed(transaction, row)
                .compose(standing -> settled(transaction, row, standing, alike))
                .compose(claimed ->
                    allowed.getAsBoolean()
                        ? Future.succeededFuture(claimed)
                        : Future.failedFuture(new NoLongerAllowed())))
        .map(Objects::requireNonNull)
        .onSuccess(claimed -> {
          if (claimed.outcome() == Outcome.ACCEPTED) {
            hears.stored(reading.patient());
          }
        })
        .recover(failure ->
            failure instanceof NotWhole
                ? Future.succeededFuture(new Claimed(Outcome.CONFLICT, reading.reportedAt()))
                : BatchLane.isPoison(failure)
                    ? Future.succeededFuture(new Claimed(Outcome.REFUSED, reading.reportedAt()))
                    : Future.failedFuture(failure));
  }

  private static Future<Claimed> settled(
      SqlConnection transaction, Row row, Optional<Instant> standing, boolean alike) {
    Instant reportedAt = row.reading().reportedAt();
    boolean compared = standing.isEmpty() || (alike && standing.get().equals(reportedAt));
    if (compared) {
      return stored(transaction, List.of(row)).map(all -> added(row.reading(), all));
    }
    return Future.succeededFuture(
        new Claimed(alike ? Outcome.CONFLICT : Outcome.DUPLICATE, standing.get()));
  }

  private static Claimed added(Reading reading, Map<Reading, Outcome> outcomes) {
    return new Claimed(Objects.requireNonNull(outcomes.get(reading)), reading.reportedAt());
  }

  private static Future<Optional<Instant>> claimed(SqlConnection transaction, Row row) {
    Reading reading = row.reading();
    return transaction
        .preparedQuery(CLAIM)
        .execute(
            Tuple.of(
                reading.patient().value(),
                (short) reading.measure().code(),
                row.device(),
                reading.nativeId()))
        .map(rows ->
            Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                .map(OffsetDateTime::toInstant));
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
