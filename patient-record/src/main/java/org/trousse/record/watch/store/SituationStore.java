package org.trousse.record.watch.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Situation;
import org.trousse.record.watch.Situation.Confirmed;
import org.trousse.record.watch.Situation.Known;
import org.trousse.record.watch.Threshold;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What a situation is evaluated from, and where it is kept. Readings that their patient hid from
/// professionals take no part.
public final class SituationStore {
  private static final String FOR_PATIENT = "select set_config('trousse.patient', $1, true)";

  private static final String CLAIM = "select claimed from record.watch_claim($1, $2, $3, $4)";

  private static final String KEEP = "select record.watch_keep($1, $2, $3, $4, $5, $6, $7, $8)";

  private static final String BEFORE =
      "select findings::text from record.watch_situation where patient = $1";

  static final String RHYTHMS = "select measure, hours from record.watch_rhythm where patient = $1";

  private static final String EFFECTIVE =
      "r.reported_at + coalesce(r.correction_s, 0) * interval '1 second'";

  /// Those that are hidden from professionals.
  private static final String MASKED =
      """
      select r.measure, EFFECTIVE
      from record.mask m
      join record.reading r using (patient, measure, reported_at, device, native_id)
      where m.patient = $1 and m.lifted_at is null\
      """
          .replace("EFFECTIVE", EFFECTIVE);

  /// Amended (1) or validated (4) by somebody, see [org.trousse.record.revise.Act].
  private static final String CONFIRMED =
      """
      select distinct r.measure, EFFECTIVE
      from record.reading_act a
      join record.reading r using (patient, measure, reported_at, device, native_id)
      where a.patient = $1 and a.act in (1, 4) and a.at >= $2\
      """
          .replace("EFFECTIVE", EFFECTIVE);

  /// Status 2 is entered-in-error.
  private static final String NEWEST =
      """
      select m.code, f.at, coalesce(d.app, '')
      from unnest($2::smallint[]) as m(code)
      cross join lateral (
        select r.device, EFFECTIVE as at
        from record.reading r
        where r.patient = $1 and r.measure = m.code and coalesce(r.status, 0) <> 2
        order by r.reported_at desc limit 1) f
      left join record.device d on d.key = f.device\
      """
          .replace("EFFECTIVE", EFFECTIVE);

  private final Pool ingest;
  private final Pool reader;
  private final SampleStore samples;

  /// What is known of a patient, and what was before.
  ///
  /// @param feeds the app that the newest reading of each measure came by
  public record Loaded(
      Known known, List<Threshold> thresholds, List<Finding> before, Map<Measure, String> feeds) {
    public Loaded {
      thresholds = List.copyOf(thresholds);
      before = List.copyOf(before);
      feeds = Map.copyOf(feeds);
    }
  }

  /// All that stands in rows beside the readings.
  private record Beside(
      List<Threshold> thresholds,
      List<Finding> before,
      Map<Measure, Integer> rhythms,
      Map<Measure, Instant> newest,
      Map<Measure, String> feeds,
      Set<Confirmed> masked,
      Set<Confirmed> confirmed) {}

  public SituationStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
    this.samples = new SampleStore(reader);
  }

  /// Which of these are in somebody's care; they are marked as taken up.
  Future<List<PatientId>> claim(Collection<PatientId> patients, Instant now, int limit) {
    Long[] ids = patients.stream().map(PatientId::value).toArray(Long[]::new);
    return claimed(ids, now, now, limit);
  }

  /// Those in somebody's care that nobody took up since `before`; they are marked as taken up.
  Future<List<PatientId>> due(Instant now, Instant before, int limit) {
    return claimed(null, now, before, limit);
  }

  private Future<List<PatientId>> claimed(
      Long @Nullable [] patients, Instant now, Instant before, int limit) {
    Tuple asked =
        Tuple.tuple()
            .addArrayOfLong(patients)
            .addOffsetDateTime(utc(now))
            .addOffsetDateTime(utc(before))
            .addInteger(limit);
    return ingest
        .preparedQuery(CLAIM)
        .execute(asked)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PatientId(row.getLong(0)))
                .toList());
  }

  /// Everything that the rules ask for.
  public Future<Loaded> load(PatientId patient, Instant now, ZoneId zone) {
    Set<Measure> all = Set.of(Measure.values());
    var series = samples.series(patient, all, now.minus(Known.SPAN), now.plusSeconds(1));
    var beside = reader.withConnection(connection -> beside(connection, patient, now));
    return Future.all(series, beside)
        .map(loaded -> loaded(series.result(), Objects.requireNonNull(beside.result()), now, zone));
  }

  private static Loaded loaded(List<Sample> series, Beside beside, Instant now, ZoneId zone) {
    List<Sample> shown =
        beside.masked().isEmpty()
            ? series
            : series.stream()
                .filter(one -> !beside.masked().contains(new Confirmed(one.measure(), one.at())))
                .toList();
    Known known =
        new Known(shown, beside.rhythms(), beside.newest(), beside.confirmed(), now, zone);
    return new Loaded(known, beside.thresholds(), beside.before(), beside.feeds());
  }

  private static Future<Beside> beside(SqlConnection connection, PatientId patient, Instant now) {
    Tuple whose = Tuple.of(patient.value());
    Object measures =
        Set.of(Measure.values()).stream().map(one -> (short) one.code()).toArray(Short[]::new);
    var transaction = connection.begin();
    var shown =
        connection.preparedQuery(FOR_PATIENT).execute(Tuple.of(Long.toString(patient.value())));
    var thresholds = connection.preparedQuery(ThresholdStore.LIST).execute(whose);
    var before = connection.preparedQuery(BEFORE).execute(whose);
    var rhythms = connection.preparedQuery(RHYTHMS).execute(whose);
    var newest = connection.preparedQuery(NEWEST).execute(Tuple.of(patient.value(), measures));
    var masked = connection.preparedQuery(MASKED).execute(whose);
    var confirmed =
        connection
            .preparedQuery(CONFIRMED)
            .execute(Tuple.of(patient.value(), utc(now.minus(Known.SPAN))));
    return Future.all(
            List.of(transaction, shown, thresholds, before, rhythms, newest, masked, confirmed))
        .compose(all -> transaction.result().commit())
        .map(committed ->
            new Beside(
                ThresholdStore.holding(thresholds.result()),
                findings(before.result()),
                rhythms(rhythms.result()),
                newest(newest.result()),
                feeds(newest.result()),
                readings(masked.result()),
                readings(confirmed.result())));
  }

  private static List<Finding> findings(RowSet<Row> rows) {
    return rows.stream()
        .findFirst()
        .map(row -> JsonStore.findings(row.getString(0)))
        .orElse(List.of());
  }

  static Map<Measure, Integer> rhythms(RowSet<Row> rows) {
    Map<Measure, Integer> rhythms = new EnumMap<>(Measure.class);
    rows.forEach(row -> rhythms.put(Measure.ofCode(row.getShort(0)), row.getInteger(1)));
    return rhythms;
  }

  private static Map<Measure, Instant> newest(RowSet<Row> rows) {
    Map<Measure, Instant> newest = new EnumMap<>(Measure.class);
    rows.forEach(
        row -> newest.put(Measure.ofCode(row.getShort(0)), row.getOffsetDateTime(1).toInstant()));
    return newest;
  }

  private static Map<Measure, String> feeds(RowSet<Row> rows) {
    Map<Measure, String> feeds = new EnumMap<>(Measure.class);
    rows.forEach(row -> feeds.put(Measure.ofCode(row.getShort(0)), row.getString(2)));
    return feeds;
  }

  private static Set<Confirmed> readings(RowSet<Row> rows) {
    Set<Confirmed> readings = new HashSet<>();
    rows.forEach(row ->
        readings.add(
            new Confirmed(Measure.ofCode(row.getShort(0)), row.getOffsetDateTime(1).toInstant())));
    return readings;
  }

  /// Keeps what was found, unless something newer stands there.
  Future<Void> keep(PatientId patient, Situation found, Map<Measure, String> feeds) {
    Instant newest = found.newest();
    Tuple values =
        Tuple.tuple()
            .addLong(patient.value())
            .addOffsetDateTime(utc(found.at()))
            .addString(JsonStore.findings(found.findings()))
            .addInteger(found.readings())
            .addInteger(found.quiet())
            .addOffsetDateTime(orNull(newest))
            .addString(JsonStore.trend(found.trend()))
            .addString(JsonStore.feeds(feeds));
    return ingest.preparedQuery(KEEP).execute(values).mapEmpty();
  }

  private static @Nullable OffsetDateTime orNull(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
