package org.trousse.record.objection;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Objections and what they can be about. Row-level security hides the readings, see V3.
public final class ObjectionStore {
  private static final String FOR_PATIENT = "select set_config('trousse.patient', $1, true)";

  private static final String ADDED =
      """
      select r.measure, count(*)::int,
        min(r.reported_at + coalesce(r.correction_s, 0) * interval '1 second'),
        max(r.reported_at + coalesce(r.correction_s, 0) * interval '1 second')
      from record.reading r join record.device d on d.key = r.device
      where r.patient = $1 and d.app = $2
        and r.reported_at + coalesce(r.correction_s, 0) * interval '1 second' < $3
      group by r.measure order by r.measure\
      """;

  /// Those that hold first, then the newest.
  private static final String LIST =
      """
      select id, app, measures, before, at, person, readings, undone_at from record.objection
      where patient = $1 order by undone_at is not null, at desc, id limit 200\
      """;

  private static final String COUNT =
      """
      select coalesce(sum(readings), 0)::int from record.objection
      where patient = $1 and undone_at is null\
      """;

  private static final String OBJECT = "select record.object($1, $2, $3, $4, $5, $6, $7, $8)";

  private static final String UNDO = "select record.undo_objection($1, $2, $3, $4)";

  private final Pool ingest;
  private final Pool reader;

  public ObjectionStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
  }

  /// What an app and its devices added, measured before `before`, by measure.
  public Future<List<Added>> added(PatientId patient, String app, Instant before) {
    return read(patient, ADDED, Tuple.of(patient.value(), app, utc(before)))
        .map(rows -> rows.stream().map(ObjectionStore::added).toList());
  }

  /// A patient's objections.
  public Future<List<Objection>> of(PatientId patient) {
    return read(patient, LIST, Tuple.of(patient.value()))
        .map(rows -> rows.stream().map(row -> objection(patient, row)).toList());
  }

  /// How many readings are set aside.
  public Future<Integer> setAside(PatientId patient) {
    return read(patient, COUNT, Tuple.of(patient.value()))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /// Sets the readings aside, from COMMIT on.
  ///
  /// @return how many it met, nothing is kept when 0; empty when too many objections hold already
  public Future<OptionalInt> object(Objection asked) {
    Tuple values =
        Tuple.tuple()
            .addLong(asked.patient().value())
            .addUUID(asked.id())
            .addString(asked.app())
            .addArrayOfShort(
                asked.measures().stream()
                    .map(measure -> (short) measure.code())
                    .toArray(Short[]::new))
            .addOffsetDateTime(utc(asked.before()))
            .addOffsetDateTime(utc(asked.at()))
            .addUUID(asked.person())
            .addInteger(Objection.MAX);
    return ingest
        .preparedQuery(OBJECT)
        .execute(values)
        .map(rows -> rows.iterator().next().getInteger(0))
        .map(met -> met < 0 ? OptionalInt.empty() : OptionalInt.of(met));
  }

  /// Shows the readings again.
  ///
  /// @return false when it did not hold or is older than [Objection#UNDOABLE]
  public Future<Boolean> undo(PatientId patient, UUID id, Instant now) {
    Tuple values = Tuple.of(patient.value(), id, utc(now), utc(now.minus(Objection.UNDOABLE)));
    return ingest
        .preparedQuery(UNDO)
        .execute(values)
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  private Future<RowSet<Row>> read(PatientId patient, String sql, Tuple values) {
    return reader
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(shown -> transaction.preparedQuery(sql).execute(values)))
        .map(Objects::requireNonNull);
  }

  private static Added added(Row row) {
    return new Added(
        Measure.ofCode(row.getShort(0)),
        row.getInteger(1),
        row.getOffsetDateTime(2).toInstant(),
        row.getOffsetDateTime(3).toInstant());
  }

  private static Objection objection(PatientId patient, Row row) {
    Set<Measure> measures =
        Arrays.stream(row.getArrayOfShorts(2))
            .map(code -> Measure.ofCode(code))
            .collect(Collectors.toSet());
    return new Objection(
        row.getUUID(0),
        patient,
        row.getString(1),
        measures,
        row.getOffsetDateTime(3).toInstant(),
        row.getOffsetDateTime(4).toInstant(),
        row.getUUID(5),
        row.getInteger(6),
        Optional.ofNullable(row.getOffsetDateTime(7)).map(OffsetDateTime::toInstant).orElse(null));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
