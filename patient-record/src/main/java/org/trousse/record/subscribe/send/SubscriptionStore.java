package org.trousse.record.subscribe.send;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.subscribe.Fault;
import org.trousse.record.subscribe.Progress;
import org.trousse.record.subscribe.Standing.Held;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.Subscription.Status;
import org.trousse.record.subscribe.SubscriptionEvent;
import org.trousse.record.subscribe.Wanted;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The tables `record.subscription` and `record.subscription_event`. Events come into the second by
/// the statement that inserts their readings.
public final class SubscriptionStore {
  /// Events that one answer may hold.
  public static final int EVENTS_MAX = 1_000;

  /// So long events are kept.
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String SUBSCRIBE =
      """
      select record.subscribe($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)\
      """;

  private static final String CLAIM =
      "select * from record.subscription_claim($1, $2, $3, $4, $5, $6) order by created_at, id";

  private static final String NUMBER = "select record.subscription_number($1, $2, $3, $4, $5, $6)";

  private static final String SETTLE =
      """
      select record.subscription_settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)\
      """;

  private static final String TURN = "select record.subscription_turn($1, $2, $3, $4, $5)";

  private static final String UNSUBSCRIBE = "select record.unsubscribe($1, $2, $3)";

  private static final String SWEEP = "select record.subscription_sweep($1, $2)";

  private static final String FOR_PATIENT = "select set_config('trousse.patient', $1, true)";

  private static final String OF_APP =
      """
      select * from record.subscription where patient = $1 and app = $2
      order by created_at, id limit 100\
      """;

  /// Row-level security leaves out what the patient set aside, and all of a space that is not open.
  private static final String EVENTS =
      """
      select e.number, e.at, e.measure, e.reported_at, e.device, e.native_id,
        r.reported_at + coalesce(r.correction_s, 0) * interval '1 second'
      from record.subscription_event e
      join record.reading r using (patient, measure, reported_at, device, native_id)
      where e.patient = $1 and e.subscription = $2 and e.number > $3 and e.number <= $4
      order by e.number limit $5\
      """;

  private final Pool ingest;
  private final Pool reader;

  public SubscriptionStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
  }

  /// Keeps a new one, unless its app has [Subscription#MAX] of this patient's: then false.
  public Future<Boolean> add(Subscription one) {
    Wanted wanted = one.wanted();
    Set<Integer> blood = wanted.bloodKinds();
    Tuple columns =
        Tuple.tuple()
            .addLong(one.patient().value())
            .addUUID(one.id())
            .addString(one.app())
            .addString(one.appName())
            .addUUID(one.grant())
            .addArrayOfShort(codes(wanted.kinds()))
            .addArrayOfShort(
                blood == null
                    ? null
                    : blood.stream().map(Integer::shortValue).toArray(Short[]::new))
            .addArrayOfString(wanted.filters().toArray(String[]::new))
            .addString(wanted.endpoint().toString())
            .addString(wanted.reason())
            .addOffsetDateTime(utc(wanted.end()))
            .addInteger(wanted.heartbeatSeconds())
            .addInteger(wanted.timeoutSeconds())
            .addInteger(wanted.maxCount())
            .addOffsetDateTime(utc(one.createdAt()))
            .addInteger(Subscription.MAX);
    return ingest.preparedQuery(SUBSCRIBE).execute(columns).map(rows -> first(rows) > 0);
  }

  /// An app's own of one patient, the oldest first.
  public Future<List<Subscription>> of(PatientId patient, String app) {
    return seen(patient, OF_APP, Tuple.of(patient.value(), app))
        .map(rows -> rows.stream().map(SubscriptionStore::subscription).toList());
  }

  /// One of an app's own; empty for every other.
  public Future<Optional<Subscription>> find(PatientId patient, String app, UUID id) {
    return of(patient, app).map(all -> all.stream().filter(one -> one.id().equals(id)).findFirst());
  }

  /// Takes up what there is to do, which nobody else then does before `until`.
  ///
  /// @param each of one app at most
  /// @param busy apps of which nothing is taken up
  Future<List<Subscription>> claim(
      UUID by, Instant now, Instant until, int limit, int each, Set<String> busy) {
    return ingest
        .preparedQuery(CLAIM)
        .execute(Tuple.of(by, utc(now), utc(until), limit, each, busy.toArray(String[]::new)))
        .map(rows -> rows.stream().map(SubscriptionStore::subscription).toList());
  }

  /// Numbers the events that wait, as far as they may be told; how many have a number then.
  public Future<Long> number(Subscription one, Held held, Instant now) {
    Tuple question =
        Tuple.from(
            Arrays.asList(
                one.patient().value(),
                one.id(),
                codes(held.of(one.wanted().kinds())),
                utc(held.historyFrom()),
                utc(now),
                utc(now.minus(KEPT))));
    return ingest
        .preparedQuery(NUMBER)
        .execute(question)
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /// The events with these numbers whose readings can be seen, in their order.
  ///
  /// @param after the number before the first
  public Future<List<SubscriptionEvent>> events(
      Subscription one, long after, long last, int limit) {
    Tuple question =
        Tuple.of(one.patient().value(), one.id(), after, last, Math.clamp(limit, 1, EVENTS_MAX));
    return seen(one.patient(), EVENTS, question)
        .map(rows -> rows.stream().map(row -> event(one.patient(), row)).toList());
  }

  /// Keeps what came of a claim, unless it is over.
  Future<Void> settle(Subscription one, UUID by, Progress progress, Instant now) {
    Fault fault = progress.fault();
    Tuple columns =
        Tuple.from(
            Arrays.asList(
                one.patient().value(),
                one.id(),
                by,
                (short) progress.status().code(),
                fault == null ? null : (Short) (short) fault.code(),
                progress.told(),
                progress.noted(),
                progress.attempts(),
                utc(progress.failingSince()),
                utc(progress.sentAt()),
                utc(progress.nextAt()),
                utc(now)));
    return ingest.preparedQuery(SETTLE).execute(columns).mapEmpty();
  }

  /// Begins again after an error (requested), or ends (off), at the app's wish; whether it did.
  public Future<Boolean> turn(Subscription one, Status status, Instant now) {
    Tuple columns =
        Tuple.of(one.patient().value(), one.id(), one.app(), (short) status.code(), utc(now));
    return ingest.preparedQuery(TURN).execute(columns).map(rows -> first(rows) > 0);
  }

  /// Forgets it and its events; whether there was one.
  public Future<Boolean> remove(Subscription one) {
    return ingest
        .preparedQuery(UNSUBSCRIBE)
        .execute(Tuple.of(one.patient().value(), one.id(), one.app()))
        .map(rows -> first(rows) > 0);
  }

  /// Turns off what stood in error for as long as events are kept, and forgets what was off.
  Future<Void> sweep(Instant now) {
    return ingest.preparedQuery(SWEEP).execute(Tuple.of(utc(now.minus(KEPT)), utc(now))).mapEmpty();
  }

  private Future<RowSet<Row>> seen(PatientId patient, String sql, Tuple arguments) {
    return reader
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(set -> transaction.preparedQuery(sql).execute(arguments)))
        .map(Objects::requireNonNull);
  }

  private static Subscription subscription(Row row) {
    return new Subscription(
        new PatientId(row.getLong("patient")),
        row.getUUID("id"),
        row.getString("app"),
        row.getString("app_name"),
        row.getUUID("grant_id"),
        wanted(row),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getInteger("version"),
        progress(row));
  }

  private static Wanted wanted(Row row) {
    Set<Measure> kinds = EnumSet.noneOf(Measure.class);
    for (Short code : row.getArrayOfShorts("kinds")) {
      kinds.add(Measure.ofCode(code));
    }
    Short[] blood = row.getArrayOfShorts("blood_kinds");
    Set<Integer> specimens = new HashSet<>();
    if (blood != null) {
      Arrays.stream(blood).forEach(code -> specimens.add(code.intValue()));
    }
    return new Wanted(
        kinds,
        blood == null ? null : specimens,
        List.of(row.getArrayOfStrings("filters")),
        URI.create(row.getString("endpoint")),
        row.getString("reason"),
        instant(row, "ends_at"),
        row.getInteger("heartbeat_s"),
        row.getInteger("timeout_s"),
        row.getInteger("max_count"));
  }

  private static Progress progress(Row row) {
    Short fault = row.getShort("fault");
    return new Progress(
        Status.ofCode(row.getShort("status")),
        fault == null ? null : Fault.ofCode(fault),
        row.getLong("counted"),
        row.getLong("told"),
        row.getLong("noted"),
        row.getInteger("attempts"),
        instant(row, "failing_since"),
        instant(row, "sent_at"),
        instant(row, "next_at"));
  }

  private static SubscriptionEvent event(PatientId patient, Row row) {
    ReadingKey key =
        new ReadingKey(
            patient,
            Measure.ofCode(row.getShort(2)),
            row.getOffsetDateTime(3).toInstant(),
            row.getLong(4),
            row.getLong(5));
    return new SubscriptionEvent(
        row.getLong(0),
        row.getOffsetDateTime(1).toInstant(),
        key,
        row.getOffsetDateTime(6).toInstant());
  }

  private static long first(RowSet<Row> rows) {
    return ((Number) rows.iterator().next().getValue(0)).longValue();
  }

  private static Short[] codes(Set<Measure> measures) {
    return measures.stream().map(measure -> (short) measure.code()).toArray(Short[]::new);
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
