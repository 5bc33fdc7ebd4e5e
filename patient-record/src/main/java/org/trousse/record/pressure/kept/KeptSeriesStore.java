package org.trousse.record.pressure.kept;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.professional.Viewer;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Keeps the series that patients start; what was decided stands in the trail with it.
public final class KeptSeriesStore {
  /// One a fortnight for eight years.
  static final int SERIES_MAX = 208;

  private static final String START =
      "SELECT record.start_series($1, $2, $3, $4, $5, $6, $7, $8, $9)";

  private static final String END = "SELECT record.end_series($1, $2, $3, $4, $5)";

  private static final String FOR_PATIENT =
      """
      SELECT set_config('trousse.patient', $1, true), set_config('trousse.professional', $2, true)
      """;

  private static final String NEWEST =
      """
      SELECT id, protocol, first_day, ended_on FROM record.pressure_series
      WHERE patient = $1 ORDER BY first_day DESC, started_at DESC LIMIT $2
      """;

  private final Pool ingest;
  private final Pool readers;

  public KeptSeriesStore(Pool ingest, Pool readers) {
    this.ingest = ingest;
    this.readers = readers;
  }

  /// What became of a wish to start one.
  public enum Started {
    STARTED,
    /// One runs, or is to begin.
    ANOTHER_RUNS,
    TOO_MANY,
    /// The space takes nothing.
    CLOSED
  }

  /// Who decides, and when.
  ///
  /// @param today in the patient's zone
  public record Decision(PatientId patient, UUID person, LocalDate today, Instant at) {
    /// Never who.
    @Override
    public String toString() {
      return "Decision(…)";
    }
  }

  /// Completes after COMMIT.
  public Future<Started> start(KeptSeries series, Decision decision) {
    Tuple values =
        Tuple.tuple()
            .addLong(decision.patient().value())
            .addUUID(series.id())
            .addString(series.protocol().id())
            .addLocalDate(series.first())
            .addLocalDate(series.last())
            .addLocalDate(decision.today())
            .addOffsetDateTime(decision.at().atOffset(ZoneOffset.UTC))
            .addUUID(decision.person())
            .addInteger(SERIES_MAX);
    return decide("start-series", START, values, decision, series.protocol().id())
        .map(told ->
            switch (told) {
              case 1 -> Started.STARTED;
              case 0 -> Started.ANOTHER_RUNS;
              case -1 -> Started.TOO_MANY;
              default -> Started.CLOSED;
            });
  }

  /// Ends one before its time; false when there is none of that id, or it is over.
  public Future<Boolean> end(UUID id, Decision decision) {
    Tuple values =
        Tuple.tuple()
            .addLong(decision.patient().value())
            .addUUID(id)
            .addLocalDate(decision.today())
            .addOffsetDateTime(decision.at().atOffset(ZoneOffset.UTC))
            .addUUID(decision.person());
    return decide("end-series", END, values, decision, "").map(met -> met > 0);
  }

  private Future<Integer> decide(
      String what, String sql, Tuple values, Decision decision, String detail) {
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getInteger(0))
                .compose(told ->
                    told > 0
                        ? new TrailStore(transaction)
                            .write(List.of(event(what, decision, detail)))
                            .map(told)
                        : Future.succeededFuture(told)))
        .map(Objects::requireNonNull);
  }

  private static Event event(String what, Decision decision, String detail) {
    return new Event(
        decision.at(),
        UUID.randomUUID(),
        decision.patient(),
        what,
        null,
        null,
        decision.person(),
        null,
        true,
        Map.of(Measure.BLOOD_PRESSURE, 0),
        detail);
  }

  /// The newest series of a patient, the newest first.
  public Future<List<KeptSeries>> newest(PatientId patient, Viewer viewer, int limit) {
    Tuple whom = Tuple.of(Long.toString(patient.value()), viewer.professional());
    return readers
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(whom)
                .compose(shown ->
                    transaction.preparedQuery(NEWEST).execute(Tuple.of(patient.value(), limit))))
        .map(Objects::requireNonNull)
        .map(KeptSeriesStore::series);
  }

  private static List<KeptSeries> series(RowSet<Row> rows) {
    List<KeptSeries> all = new ArrayList<>(rows.size());
    for (Row row : rows) {
      all.add(
          new KeptSeries(
              row.getUUID(0),
              Protocol.of(row.getString(1)).orElseThrow(),
              row.getLocalDate(2),
              row.getLocalDate(3)));
    }
    return List.copyOf(all);
  }
}
