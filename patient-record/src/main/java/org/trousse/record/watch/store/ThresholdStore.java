package org.trousse.record.watch.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.Viewer;
import org.trousse.record.watch.Subject;
import org.trousse.record.watch.Threshold;
import org.trousse.record.watch.Threshold.Author;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// Thresholds and rhythms of patients, set by professionals.
public final class ThresholdStore {
  /// Of one patient at one time.
  public static final int MAX = 40;

  static final String LIST =
      """
      select id, subject, unit, rule::text, author, author_name, reason, since, until, ended_at
      from record.watch_threshold where patient = $1
      order by ended_at is not null, subject, since, id limit 200\
      """;

  private static final String SEEN_BY =
      """
      select set_config('trousse.patient', $1, true), set_config('trousse.professional', $2, true)\
      """;

  private static final String SET =
      "select record.watch_set_threshold($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

  private static final String END = "select record.watch_end_threshold($1, $2, $3, $4)";

  private static final String RHYTHM = "select record.watch_rhythm($1, $2, $3, $4, $5, $6)";

  private final Pool ingest;
  private final Pool reader;

  /// What became of a threshold.
  public enum Kept {
    KEPT,
    /// to this professional there is no such patient, or the measure is not theirs
    UNKNOWN,
    /// the patient has [#MAX] already
    TOO_MANY
  }

  public ThresholdStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
  }

  /// Those that were not ended before their time, expired ones among them, as `viewer` may see
  /// them.
  public Future<List<Threshold>> of(PatientId patient, Viewer viewer) {
    return seenBy(patient, viewer, LIST).map(ThresholdStore::holding);
  }

  static List<Threshold> holding(RowSet<Row> rows) {
    return rows.stream()
        .filter(row -> row.getOffsetDateTime(9) == null)
        .flatMap(row -> Subject.of(row.getString(1)).stream().map(subject -> row(row, subject)))
        .toList();
  }

  private static Threshold row(Row row, Subject subject) {
    return new Threshold(
        row.getUUID(0),
        subject,
        Unit.ofCode(row.getShort(2)),
        JsonStore.rule(row.getString(3)),
        new Author(row.getUUID(4), row.getString(5)),
        row.getString(6),
        row.getOffsetDateTime(7).toInstant(),
        row.getOffsetDateTime(8).toInstant());
  }

  /// Sets one; the same id again changes nothing.
  public Future<Kept> set(PatientId patient, Threshold threshold) {
    Author author = Objects.requireNonNull(threshold.author(), "a default is nobody's");
    Instant until = Objects.requireNonNull(threshold.until(), "a threshold ends");
    Short[] kinds =
        threshold.subject().measures().stream()
            .map(measure -> (short) measure.code())
            .toArray(Short[]::new);
    Tuple values =
        Tuple.tuple()
            .addLong(patient.value())
            .addUUID(threshold.id())
            .addString(threshold.subject().word())
            .addShort((short) threshold.unit().code())
            .addString(JsonStore.rule(threshold.rule()))
            .addUUID(author.id())
            .addString(author.name())
            .addString(threshold.reason())
            .addOffsetDateTime(SituationStore.utc(threshold.since()))
            .addOffsetDateTime(SituationStore.utc(until))
            .addArrayOfShort(kinds)
            .addInteger(MAX);
    return ingest
        .preparedQuery(SET)
        .execute(values)
        .map(rows ->
            switch (rows.iterator().next().getInteger(0)) {
              case 1 -> Kept.KEPT;
              case 0 -> Kept.UNKNOWN;
              default -> Kept.TOO_MANY;
            });
  }

  /// Ends one before its time; false when there is none to end.
  public Future<Boolean> end(PatientId patient, UUID id, Professional who, Instant now) {
    return ingest
        .preparedQuery(END)
        .execute(Tuple.of(patient.value(), id, who.id(), SituationStore.utc(now)))
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  /// How often readings of a measure are expected.
  ///
  /// @param hours 0: they are not
  public Future<Boolean> rhythm(
      PatientId patient, Measure measure, int hours, Professional who, Instant now) {
    Tuple values =
        Tuple.of(
            patient.value(),
            (short) measure.code(),
            hours,
            who.id(),
            who.name(),
            SituationStore.utc(now));
    return ingest
        .preparedQuery(RHYTHM)
        .execute(values)
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  /// What somebody said of each measure, as `viewer` may see it.
  public Future<Map<Measure, Integer>> rhythms(PatientId patient, Viewer viewer) {
    return seenBy(patient, viewer, SituationStore.RHYTHMS).map(SituationStore::rhythms);
  }

  private Future<RowSet<Row>> seenBy(PatientId patient, Viewer viewer, String sql) {
    return reader
        .withTransaction(transaction ->
            transaction
                .preparedQuery(SEEN_BY)
                .execute(Tuple.of(Long.toString(patient.value()), viewer.professional()))
                .compose(
                    shown -> transaction.preparedQuery(sql).execute(Tuple.of(patient.value()))))
        .map(Objects::requireNonNull);
  }
}
