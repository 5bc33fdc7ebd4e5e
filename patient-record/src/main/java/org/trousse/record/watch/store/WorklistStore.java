package org.trousse.record.watch.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.trousse.record.professional.Professional;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.watch.list.Listed;
import org.trousse.record.watch.list.Listed.Review;
import org.trousse.record.watch.list.Listed.Snooze;
import org.trousse.record.watch.list.Listed.Visit;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A professional's list and what they say of a patient on it. The functions answer for patients in
/// their care and for nobody else.
public final class WorklistStore {
  private static final String LIST =
      """
      select patient, given, family, birth_date, synthetic, kinds, evaluated_at, findings, readings,
        quiet, newest, trend, feeds, reviewed_at, reviewed_name, review_note, snoozed_at,
        snoozed_until, snoozed_name, snooze_reason, tour, sector, next_visit
      from record.worklist($1, $2, $3)\
      """;

  private static final String REVIEW = "select record.watch_review($1, $2, $3, $4, $5)";

  private static final String SNOOZE = "select record.watch_snooze($1, $2, $3, $4, $5, $6)";

  private static final String VISIT = "select record.watch_visit($1, $2, $3, $4, $5)";

  private final Pool ingest;

  public WorklistStore(Pool ingest) {
    this.ingest = ingest;
  }

  public Future<List<Listed>> of(Professional who, Instant now, int limit) {
    return ingest
        .preparedQuery(LIST)
        .execute(Tuple.of(who.id(), SituationStore.utc(now), limit))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(WorklistStore::listed).toList());
  }

  private static Listed listed(Row row) {
    PatientRow patient =
        new PatientRow(
            new PatientId(row.getLong(0)),
            row.getString(1),
            row.getString(2),
            row.getLocalDate(3),
            row.getBoolean(4));
    return new Listed(
        patient,
        readable(row.getArrayOfShorts(5)),
        instant(row.getOffsetDateTime(6)),
        JsonStore.findings(row.getString(7)),
        Objects.requireNonNullElse(row.getInteger(8), 0),
        Objects.requireNonNullElse(row.getInteger(9), 0),
        instant(row.getOffsetDateTime(10)),
        JsonStore.trend(row.getString(11)),
        JsonStore.feeds(row.getString(12)),
        review(row),
        snooze(row),
        new Visit(row.getString(20), row.getString(21), instant(row.getOffsetDateTime(22))));
  }

  private static Set<Measure> readable(Short[] kinds) {
    Set<Measure> readable = new HashSet<>();
    for (Measure measure : Measure.values()) {
      for (Short kind : kinds) {
        if (kind == measure.code()) {
          readable.add(measure);
        }
      }
    }
    return readable;
  }

  private static @Nullable Review review(Row row) {
    Instant at = instant(row.getOffsetDateTime(13));
    return at == null ? null : new Review(at, row.getString(14), row.getString(15));
  }

  private static @Nullable Snooze snooze(Row row) {
    Instant at = instant(row.getOffsetDateTime(16));
    Instant until = instant(row.getOffsetDateTime(17));
    return at == null || until == null
        ? null
        : new Snooze(at, until, row.getString(18), row.getString(19));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /// Somebody looked; false: to them there is no such patient.
  public Future<Boolean> review(PatientId patient, Professional who, Instant now, String note) {
    return kept(
        REVIEW, Tuple.of(patient.value(), who.id(), who.name(), SituationStore.utc(now), note));
  }

  /// Puts off until then; null ends it.
  public Future<Boolean> snooze(
      PatientId patient, Professional who, Instant now, @Nullable Instant until, String reason) {
    Tuple values =
        Tuple.of(patient.value(), who.id(), who.name(), SituationStore.utc(now))
            .addOffsetDateTime(until == null ? null : SituationStore.utc(until))
            .addString(reason);
    return kept(SNOOZE, values);
  }

  public Future<Boolean> visit(PatientId patient, Professional who, Visit visit) {
    Instant next = visit.next();
    Tuple values =
        Tuple.of(patient.value(), who.id(), visit.tour(), visit.sector())
            .addOffsetDateTime(next == null ? null : SituationStore.utc(next));
    return kept(VISIT, values);
  }

  private Future<Boolean> kept(String sql, Tuple values) {
    return ingest
        .preparedQuery(sql)
        .execute(values)
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }
}
