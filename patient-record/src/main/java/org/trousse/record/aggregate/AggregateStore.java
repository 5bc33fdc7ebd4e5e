package org.trousse.record.aggregate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trousse.record.aggregate.Counting.Counted;
import org.trousse.record.aggregate.KnownSeries.Known;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// A sensor's readings with when they came, and what was issued of them.
public final class AggregateStore {
  private static final String FOR_PATIENT = "select set_config('trousse.patient', $1, true)";

  private static final String EFFECTIVE =
      "r.reported_at + coalesce(r.correction_s, 0) * interval '1 second'";

  /// The key stands on the reported time; see [org.trousse.record.reading.ReadingStore] for the 26
  /// hours. The clock is read before the rows are.
  private static final String SERIES =
      """
      select f.reported_at, f.correction_s, f.value::float8, f.original_unit, f.original, f.flags,
        f.status, greatest(f.received_at, f.changed_at), f.device, statement_timestamp()
      from (
        (select * from record.reading r
         where r.patient = $1 and r.measure = $2 and abs(coalesce(r.correction_s, 0)) <= 93600
           and r.reported_at >= $3::timestamptz - interval '26 hours'
           and r.reported_at < $4::timestamptz + interval '26 hours'
           and EFFECTIVE >= $3::timestamptz and EFFECTIVE < $4::timestamptz
         order by r.reported_at desc limit $5)
        union all
        (select * from record.reading r
         where r.patient = $1 and r.measure = $2 and abs(r.correction_s) > 93600
           and EFFECTIVE >= $3::timestamptz and EFFECTIVE < $4::timestamptz
         order by r.reported_at desc limit $5)
      ) f
      limit $5\
      """
          .replace("EFFECTIVE", EFFECTIVE);

  private static final String ISSUE =
      """
      select day, days, version, issued_at, newest, numbers
      from record.issue_aggregate($1, $2, $3, $4, $5, $6, $7)\
      """;

  /// What was counted of readings that the patient set aside since is not shown again.
  private static final String VERSIONS =
      """
      select a.day, a.days, a.version, a.issued_at, a.newest, a.numbers
      from record.aggregate a
      where a.patient = $1 and a.day = $2 and a.days = $3
        and (a.issued_at > coalesce(
            (select max(o.at) from record.objection o
             where o.patient = $1 and o.undone_at is null), '-infinity')
          or a.version = (select max(m.version) from record.aggregate m
             where m.patient = $1 and m.day = $2 and m.days = $3))
      order by a.version desc limit 100\
      """;

  private final Pool ingest;
  private final Pool readers;

  public AggregateStore(Pool ingest, Pool readers) {
    this.ingest = ingest;
    this.readers = readers;
  }

  /// What a sensor measured from `from` on and before `to`.
  Future<KnownSeries> series(PatientId patient, Instant from, Instant to) {
    Tuple asked =
        Tuple.of(
            patient.value(),
            (short) Measure.INTERSTITIAL_GLUCOSE.code(),
            from.atOffset(ZoneOffset.UTC),
            to.atOffset(ZoneOffset.UTC),
            SampleStore.SAMPLES_MAX);
    return shown(patient, SERIES, asked).map(AggregateStore::known);
  }

  private Future<RowSet<Row>> shown(PatientId patient, String sql, Tuple asked) {
    return readers
        .withConnection(connection -> rowsOf(connection, patient, sql, asked))
        .map(Objects::requireNonNull);
  }

  private static Future<RowSet<Row>> rowsOf(
      SqlConnection connection, PatientId patient, String sql, Tuple asked) {
    var transaction = connection.begin();
    var shown =
        connection.preparedQuery(FOR_PATIENT).execute(Tuple.of(Long.toString(patient.value())));
    var rows = connection.preparedQuery(sql).execute(asked);
    return Future.all(transaction, shown, rows)
        .compose(all -> transaction.result().commit())
        .map(committed -> rows.result());
  }

  private static KnownSeries known(RowSet<Row> rows) {
    List<Known> samples = new ArrayList<>(rows.size());
    Instant readAt = Instant.EPOCH;
    for (Row row : rows) {
      samples.add(new Known(sample(row), row.getOffsetDateTime(7).toInstant(), row.getLong(8)));
      readAt = row.getOffsetDateTime(9).toInstant();
    }
    return new KnownSeries(readAt, samples);
  }

  private static Sample sample(Row row) {
    Integer correction = row.getInteger(1);
    Instant reported = row.getOffsetDateTime(0).toInstant();
    Short unit = row.getShort(3);
    String original = row.getString(4);
    Long flags = row.getLong(5);
    Short status = row.getShort(6);
    return new Sample(
        Measure.INTERSTITIAL_GLUCOSE,
        correction == null ? reported : reported.plusSeconds(correction),
        row.getDouble(2),
        null,
        null,
        null,
        unit == null ? null : Unit.ofCode(unit),
        original == null || original.isEmpty() ? null : Double.valueOf(original),
        null,
        flags == null ? 0 : flags,
        status != null && status == Status.ENTERED_IN_ERROR.code());
  }

  /// The version of these numbers: a new one when they differ from the last.
  Future<Issued> issue(PatientId patient, Counted counted, Instant now) {
    Window window = counted.window();
    return ingest
        .preparedQuery(ISSUE)
        .execute(
            Tuple.of(
                patient.value(),
                window.last(),
                (short) window.days(),
                now.atOffset(ZoneOffset.UTC),
                counted.readAt().atOffset(ZoneOffset.UTC),
                counted.newest().atOffset(ZoneOffset.UTC),
                json(counted.numbers())))
        .map(rows -> issued(rows.iterator().next()));
  }

  /// All versions that were issued, the newest first.
  Future<List<Issued>> versions(PatientId patient, Window window) {
    Tuple asked = Tuple.of(patient.value(), window.last(), (short) window.days());
    return shown(patient, VERSIONS, asked)
        .map(rows -> {
          List<Issued> all = new ArrayList<>();
          rows.forEach(row -> all.add(issued(row)));
          return all;
        });
  }

  private static Issued issued(Row row) {
    return new Issued(
        new Window(row.getLocalDate(0), row.getShort(1)),
        row.getInteger(2),
        row.getOffsetDateTime(3).toInstant(),
        row.getOffsetDateTime(4).toInstant(),
        numbers(row.getJsonObject(5)));
  }

  private static JsonObject json(Numbers numbers) {
    return new JsonObject()
        .put("n", numbers.n())
        .put("worn", numbers.worn())
        .put("mgPerDl", numbers.mgPerDl())
        .put("mmolPerL", numbers.mmolPerL())
        .put("gmi", numbers.gmi())
        .put("cv", numbers.cv())
        .put("veryLow", numbers.veryLow())
        .put("low", numbers.low())
        .put("inRange", numbers.inRange())
        .put("high", numbers.high())
        .put("veryHigh", numbers.veryHigh())
        .put("coverage", numbers.coverage())
        .put("withheld", new JsonArray(numbers.withheld()))
        .put("device", numbers.device());
  }

  private static Numbers numbers(JsonObject json) {
    List<String> withheld = new ArrayList<>();
    json.getJsonArray("withheld").forEach(one -> withheld.add((String) one));
    @Nullable Long device = json.getLong("device");
    return new Numbers(
        json.getInteger("n"),
        json.getInteger("worn"),
        json.getDouble("mgPerDl"),
        json.getDouble("mmolPerL"),
        json.getDouble("gmi"),
        json.getDouble("cv"),
        json.getDouble("veryLow"),
        json.getDouble("low"),
        json.getDouble("inRange"),
        json.getDouble("high"),
        json.getDouble("veryHigh"),
        json.getDouble("coverage"),
        withheld,
        device);
  }
}
