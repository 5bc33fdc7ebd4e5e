package org.trousse.record.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Reads one patient's trail.
///
/// What devices sent stands in no event of its own: it is counted from the readings by the day of
/// their receipt. Readings measured more than 92 days before the time that is asked about are left
/// out of that count, so that it need not walk through years.
public final class LogStore {
  /// Lines that one question may ask for.
  public static final int LINES_MAX = 10_000;

  /// What happened is told also of readings that the patient set aside since.
  private static final String FOR_PATIENT =
      """
      select set_config('trousse.patient', $1, true),
        set_config('trousse.set_aside', 'shown', true)\
      """;

  private static final String EVENTS =
      """
      select at, id, what, client_id, app_name, person, token_id, allowed, measures, counts, detail
      from record.audit_event
      where patient = $1 and at >= $2 and at < $3 and ($4::text is null or client_id = $4)
        and ($6::uuid is null or (at, id) < ($3 - interval '1 microsecond', $6::uuid))
      order by at desc, id desc
      limit $5\
      """;

  private static final String EVENT =
      """
      select at, id, what, client_id, app_name, person, token_id, allowed, measures, counts, detail
      from record.audit_event where patient = $1 and id = $2
      order by at limit 1\
      """;

  private static final String RECEIVED_SINCE =
      """
      from record.reading r join record.device d on d.key = r.device
      where r.patient = $1 and r.received_at >= $2 and r.received_at < $3
        and r.reported_at >= $2::timestamptz - interval '92 days' and r.codec not in (13, 14)\
      """;

  private static final String RECEIVED =
      """
      select max(r.received_at) as at, d.label, d.app, r.measure, count(*)::int
      FROM_READINGS and ($4::text is null or d.app = $4)
      group by d.key, d.label, d.app, r.measure, date_trunc('day', r.received_at, 'UTC')
      order by at desc
      limit $5\
      """
          .replace("FROM_READINGS", RECEIVED_SINCE);

  private static final String USED =
      """
      select client_id, measure, adds, sum(count)::int, max(at) from (
        select e.client_id, m.measure, e.what = 'create' as adds,
          case when e.at >= $4 then m.count else 0 end, e.at
        from record.audit_event e, unnest(e.measures, e.counts) as m (measure, count)
        where e.patient = $1 and e.at >= $2 and e.at < $3 and e.allowed
          and e.client_id is not null and e.what in ('read', 'search', 'create')
        union all
        select d.app, r.measure, true, count(*) filter (where r.received_at >= $4),
          max(r.received_at)
        FROM_READINGS and d.app is not null
        group by d.app, r.measure) as uses (client_id, measure, adds, count, at)
      group by client_id, measure, adds
      order by client_id, measure, adds\
      """
          .replace("FROM_READINGS", RECEIVED_SINCE);

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final Pool reader;

  public LogStore(Pool reader) {
    this.reader = reader;
  }

  /// Newest first.
  ///
  /// @param clientId one app only; null for everybody
  public Future<List<Happened>> happened(
      PatientId patient, @Nullable String clientId, Instant from, Instant to, int limit) {
    Tuple events =
        Tuple.from(
            Arrays.asList(patient.value(), utc(from), utc(to), clientId, bounded(limit), null));
    Tuple received =
        Tuple.from(Arrays.asList(patient.value(), utc(from), utc(to), clientId, bounded(limit)));
    return reader
        .withTransaction(transaction ->
            shown(transaction, patient)
                .compose(shown -> transaction.preparedQuery(EVENTS).execute(events))
                .map(rows -> rows.stream().map(row -> event(patient, row)).toList())
                .compose(found ->
                    transaction
                        .preparedQuery(RECEIVED)
                        .execute(received)
                        .map(rows -> lines(found, rows, limit))))
        .map(Objects::requireNonNull);
  }

  /// What each app read and added since `since`, by measure: when it last did.
  ///
  /// @param counted not before `since`; how many readings it was is counted from then on
  public Future<List<Used>> used(PatientId patient, Instant since, Instant counted) {
    return reader
        .withTransaction(transaction ->
            shown(transaction, patient)
                .compose(shown ->
                    transaction
                        .preparedQuery(USED)
                        .execute(Tuple.of(patient.value(), utc(since), utc(LATEST), utc(counted)))))
        .map(Objects::requireNonNull)
        .map(rows -> rows.stream().map(LogStore::used).toList());
  }

  /// The events themselves, newest first.
  ///
  /// @param to the first time that is too late; with `before`, the time of the event named there
  /// @param before only events older than this one; null: from the newest on
  public Future<List<Event>> events(
      PatientId patient, Instant from, Instant to, @Nullable UUID before, int limit) {
    Instant end = before == null ? to : to.plusNanos(1_000);
    Tuple question =
        Tuple.from(
            Arrays.asList(patient.value(), utc(from), utc(end), null, bounded(limit), before));
    return reader
        .withTransaction(transaction ->
            shown(transaction, patient)
                .compose(shown -> transaction.preparedQuery(EVENTS).execute(question)))
        .map(Objects::requireNonNull)
        .map(rows -> rows.stream().map(row -> event(patient, row)).toList());
  }

  /// One event; empty when the patient has none with that id.
  public Future<Optional<Event>> event(PatientId patient, UUID id) {
    return reader
        .withTransaction(transaction ->
            shown(transaction, patient)
                .compose(shown ->
                    transaction.preparedQuery(EVENT).execute(Tuple.of(patient.value(), id))))
        .map(Objects::requireNonNull)
        .map(rows -> rows.stream().map(row -> event(patient, row)).findFirst());
  }

  private static Future<RowSet<Row>> shown(SqlConnection transaction, PatientId patient) {
    return transaction.preparedQuery(FOR_PATIENT).execute(Tuple.of(Long.toString(patient.value())));
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 1, LINES_MAX);
  }

  private static List<Happened> lines(List<Event> events, RowSet<Row> received, int limit) {
    List<Happened> lines = new ArrayList<>();
    events.forEach(event -> lines.addAll(lines(event)));
    for (Row row : received) {
      lines.add(
          new Happened(
              null,
              row.getOffsetDateTime(0).toInstant(),
              row.getString(1),
              row.getString(2),
              "receive",
              Measure.ofCode(row.getShort(3)),
              row.getInteger(4),
              true,
              ""));
    }
    lines.sort(Comparator.comparing(Happened::at).reversed());
    return lines.size() > limit ? List.copyOf(lines.subList(0, limit)) : lines;
  }

  private static List<Happened> lines(Event event) {
    String who = event.appName() == null ? "" : event.appName();
    if (event.counts().isEmpty()) {
      return List.of(line(event, who, null, 0));
    }
    // a consultation of both kinds of glucose is told as one
    boolean once =
        event.what().startsWith("consult") && event.counts().containsKey(Measure.BLOOD_GLUCOSE);
    return event.counts().entrySet().stream()
        .filter(one -> !once || one.getKey() != Measure.INTERSTITIAL_GLUCOSE)
        .sorted(Map.Entry.comparingByKey())
        .map(one -> line(event, who, one.getKey(), one.getValue()))
        .toList();
  }

  private static Happened line(Event event, String who, @Nullable Measure measure, int count) {
    return new Happened(
        event.id(),
        event.at(),
        who,
        event.clientId(),
        event.what(),
        measure,
        count,
        event.allowed(),
        event.detail());
  }

  private static Used used(Row row) {
    return new Used(
        row.getString(0),
        Measure.ofCode(row.getShort(1)),
        row.getBoolean(2),
        row.getInteger(3),
        row.getOffsetDateTime(4).toInstant());
  }

  private static Event event(PatientId patient, Row row) {
    Short[] measures = row.getArrayOfShorts(8);
    Integer[] counts = row.getArrayOfIntegers(9);
    Map<Measure, Integer> readings = new EnumMap<>(Measure.class);
    for (int i = 0; i < measures.length; i++) {
      readings.put(Measure.ofCode(measures[i]), counts[i]);
    }
    return new Event(
        row.getOffsetDateTime(0).toInstant(),
        row.getUUID(1),
        patient,
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getUUID(5),
        row.getUUID(6),
        row.getBoolean(7),
        readings,
        row.getString(10));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
