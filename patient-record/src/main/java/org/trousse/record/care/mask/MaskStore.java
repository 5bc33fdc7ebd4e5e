package org.trousse.record.care.mask;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.Visitor;
import org.trousse.record.reading.ReadingKey;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Hides readings from professionals, and shows them again. What a decision met stands in the trail
/// with it.
public final class MaskStore {
  /// In one record, those that were shown again among them.
  public static final int MASKS_MAX = 20_000;

  /// At a time.
  public static final int AT_ONCE_MAX = 500;

  private static final String FOR_PATIENT =
      """
      select set_config('trousse.patient', $1, true), set_config('trousse.professional', '', true)\
      """;

  private static final String HIDDEN =
      """
      select measure, reported_at, device, native_id from record.mask
      where patient = $1 and lifted_at is null
        and reported_at >= $2::timestamptz - interval '26 hours'
        and reported_at < $3::timestamptz + interval '26 hours'\
      """;

  private static final String EACH =
      """
       as met, k.measure
      from unnest($2::smallint[], $3::timestamptz[], $4::bigint[], $5::bigint[])
        as k (measure, reported_at, device, native_id)\
      """;

  private static final String MASK =
      "select record.mask($1, k.measure, k.reported_at, k.device, k.native_id, $6, $7, $8)::bigint"
          + EACH;

  private static final String UNMASK =
      "select record.unmask($1, k.measure, k.reported_at, k.device, k.native_id, $6, $7)" + EACH;

  private final Pool ingest;
  private final Pool reader;

  public MaskStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
  }

  /// Those of a time range that are hidden; some a day beyond it among them.
  public Future<Set<ReadingKey>> hidden(PatientId patient, Instant from, Instant to) {
    return reader
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(shown ->
                    transaction
                        .preparedQuery(HIDDEN)
                        .execute(Tuple.of(patient.value(), utc(from), utc(to)))))
        .map(Objects::requireNonNull)
        .map(rows ->
            rows.stream().map(row -> key(patient, row)).collect(Collectors.toUnmodifiableSet()));
  }

  /// Hides readings of the record that the visitor acts on; how many it met.
  public Future<Integer> mask(Visitor who, List<ReadingKey> keys, Instant now) {
    Tuple values = values(who, keys, now).addInteger(MASKS_MAX);
    return decide("mask", MASK, values, who, now);
  }

  /// Shows them again; how many it met.
  public Future<Integer> unmask(Visitor who, List<ReadingKey> keys, Instant now) {
    return decide("unmask", UNMASK, values(who, keys, now), who, now);
  }

  private static Tuple values(Visitor who, List<ReadingKey> keys, Instant now) {
    if (keys.size() > AT_ONCE_MAX) {
      throw new IllegalArgumentException("too many readings at a time");
    }
    return Tuple.tuple()
        .addLong(whose(who).value())
        .addArrayOfShort(
            keys.stream().map(key -> (short) key.measure().code()).toArray(Short[]::new))
        .addArrayOfOffsetDateTime(
            keys.stream().map(key -> utc(key.reportedAt())).toArray(OffsetDateTime[]::new))
        .addArrayOfLong(keys.stream().map(ReadingKey::device).toArray(Long[]::new))
        .addArrayOfLong(keys.stream().map(ReadingKey::nativeId).toArray(Long[]::new))
        .addOffsetDateTime(utc(now))
        .addUUID(who.account());
  }

  private Future<Integer> decide(String what, String sql, Tuple values, Visitor who, Instant now) {
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(sql)
                .execute(values)
                .map(MaskStore::counts)
                .compose(counts -> {
                  int met = counts.values().stream().mapToInt(Integer::intValue).sum();
                  return met == 0
                      ? Future.succeededFuture(0)
                      : new TrailStore(transaction)
                          .write(List.of(event(what, who, counts, now)))
                          .map(met);
                }))
        .map(Objects::requireNonNull);
  }

  private static Map<Measure, Integer> counts(RowSet<Row> rows) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    for (Row row : rows) {
      if (row.getLong(0) > 0) {
        counts.merge(Measure.ofCode(row.getShort(1)), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static Event event(String what, Visitor who, Map<Measure, Integer> counts, Instant now) {
    return new Event(
        now,
        UUID.randomUUID(),
        whose(who),
        what,
        null,
        null,
        who.account(),
        null,
        true,
        counts,
        who.mandateUntil() == null ? "" : "as parent");
  }

  private static PatientId whose(Visitor who) {
    return Objects.requireNonNull(who.patient(), "nobody's record");
  }

  private static ReadingKey key(PatientId patient, Row row) {
    return new ReadingKey(
        patient,
        Measure.ofCode(row.getShort(0)),
        row.getOffsetDateTime(1).toInstant(),
        row.getLong(2),
        row.getLong(3));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
