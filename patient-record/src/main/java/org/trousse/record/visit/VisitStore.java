package org.trousse.record.visit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.professional.Viewer;
import org.trousse.record.visit.Transmission.Read;
import org.trousse.sdk.PatientId;

/// Visits and transmissions. Whoever reads says who they are, and sees what is theirs to see.
public final class VisitStore {
  private static final String FOR_PATIENT =
      """
      SELECT set_config('trousse.patient', $1, true), set_config('trousse.professional', $2, true)
      """;

  private static final String END =
      """
      INSERT INTO record.visit (patient, id, professional, name, profession, at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
      """;

  private static final String LAST =
      """
      SELECT max(at) FROM record.visit WHERE patient = $1 AND professional = $2
      """;

  private static final String HAND_OVER =
      """
      INSERT INTO record.transmission
        (patient, id, professional, name, profession, at, period_from, data, action, result)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
      """;

  private static final String NOTE_READ =
      """
      INSERT INTO record.transmission_read (patient, transmission, reader, name, at)
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
      """;

  private static final String NEWEST =
      """
      SELECT t.id, t.professional, t.name, t.profession, t.at, t.period_from, t.data, t.action,
        t.result, r.reader, r.name, r.at
      FROM (
        SELECT * FROM record.transmission WHERE patient = $1 ORDER BY at DESC, id LIMIT $2) t
      LEFT JOIN record.transmission_read r ON r.patient = t.patient AND r.transmission = t.id
      ORDER BY t.at DESC, t.id, r.at
      """;

  private final Pool ingest;
  private final Pool readers;

  public VisitStore(Pool ingest, Pool readers) {
    this.ingest = ingest;
    this.readers = readers;
  }

  /// Ends a visit; harmless when it has.
  public Future<Void> end(HomeVisit visit) {
    Tuple row =
        Tuple.of(
            visit.patient().value(),
            visit.id(),
            visit.professional(),
            visit.name(),
            visit.profession(),
            utc(visit.at()));
    return ingest.preparedQuery(END).execute(row).mapEmpty();
  }

  /// When this professional last ended a visit; empty: never.
  public Future<Optional<Instant>> last(PatientId patient, UUID professional) {
    return rows(patient, Viewer.HOLDER, LAST, Tuple.of(patient.value(), professional))
        .map(rows -> {
          OffsetDateTime at = rows.iterator().next().getOffsetDateTime(0);
          return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
        });
  }

  /// Keeps a transmission; harmless when it is there.
  public Future<Void> handOver(Transmission one) {
    Tuple row =
        Tuple.tuple()
            .addLong(one.patient().value())
            .addUUID(one.id())
            .addUUID(one.professional())
            .addString(one.name())
            .addString(one.profession())
            .addOffsetDateTime(utc(one.at()))
            .addOffsetDateTime(utc(one.from()))
            .addString(one.data())
            .addString(one.action())
            .addString(one.result());
    return ingest.preparedQuery(HAND_OVER).execute(row).mapEmpty();
  }

  /// Keeps that somebody read it; the first time counts.
  public Future<Void> noteRead(PatientId patient, UUID transmission, Read read) {
    Tuple row = Tuple.of(patient.value(), transmission, read.reader(), read.name(), utc(read.at()));
    return ingest.preparedQuery(NOTE_READ).execute(row).mapEmpty();
  }

  /// The newest transmissions about a patient, the newest first.
  public Future<List<Transmission>> newest(PatientId patient, Viewer viewer, int limit) {
    return rows(patient, viewer, NEWEST, Tuple.of(patient.value(), limit))
        .map(rows -> transmissions(patient, rows));
  }

  private Future<RowSet<Row>> rows(PatientId patient, Viewer viewer, String sql, Tuple asked) {
    Tuple whom = Tuple.of(Long.toString(patient.value()), viewer.professional());
    return readers
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(whom)
                .compose(shown -> transaction.preparedQuery(sql).execute(asked)))
        .map(Objects::requireNonNull);
  }

  private static List<Transmission> transmissions(PatientId patient, RowSet<Row> rows) {
    List<Transmission> all = new ArrayList<>();
    for (Row row : rows) {
      Transmission before = all.isEmpty() ? null : all.getLast();
      boolean same = before != null && before.id().equals(row.getUUID(0));
      List<Read> reads = new ArrayList<>(same ? all.removeLast().reads() : List.of());
      if (row.getUUID(9) != null) {
        reads.add(new Read(row.getUUID(9), row.getString(10), instant(row, 11)));
      }
      all.add(
          new Transmission(
              patient,
              row.getUUID(0),
              row.getUUID(1),
              row.getString(2),
              row.getString(3),
              instant(row, 4),
              instant(row, 5),
              row.getString(6),
              row.getString(7),
              row.getString(8),
              reads));
    }
    return all;
  }

  private static Instant instant(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
