package org.trousse.record.reading;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.Sample.Weighing;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// Reads long series, a few columns of each row. The pool's role is `trousse_record_reader`.
public final class SampleStore {
  /// 90 days of a sensor that measures each minute.
  public static final int SAMPLES_MAX = 90 * 24 * 60;

  private static final String EFFECTIVE =
      "reported_at + coalesce(correction_s, 0) * interval '1 second'";

  /// The key stands on the reported time; see [ReadingSql] for the 26 hours. Only of a weight (4)
  /// it is asked whether somebody validated (4) it as it stands.
  private static final String SERIES =
      """
      select f.measure, f.reported_at, f.correction_s, f.value::float8, f.diastolic::float8,
        f.mean::float8, f.pulse::float8, f.original_unit, f.original, f.site, f.flags,
        f.status, f.device, f.native_id,
        case when f.measure = 4 then exists (
          select from record.reading_act a
          where a.patient = f.patient and a.measure = f.measure and a.reported_at = f.reported_at
            and a.device = f.device and a.native_id = f.native_id and a.act = 4
            and a.version = coalesce(f.version, 1)) else false end
      from unnest($2::smallint[]) as m(code)
      cross join lateral (
        (select * from record.reading r
         where r.patient = $1 and r.measure = m.code
           and abs(coalesce(r.correction_s, 0)) <= 93600
           and r.reported_at >= $3::timestamptz - interval '26 hours'
           and r.reported_at < $4::timestamptz + interval '26 hours'
           and EFFECTIVE >= $3::timestamptz and EFFECTIVE < $4::timestamptz
         order by r.reported_at desc limit $5)
        union all
        (select * from record.reading r
         where r.patient = $1 and r.measure = m.code and abs(r.correction_s) > 93600
           and EFFECTIVE >= $3::timestamptz and EFFECTIVE < $4::timestamptz
         order by r.reported_at desc limit $5)
      ) f
      limit $5\
      """
          .replace("EFFECTIVE", EFFECTIVE);

  private static Collector<Row, ?, List<Sample>> samplesOf(PatientId patient) {
    return Collector.of(
        ArrayList::new,
        (samples, row) -> samples.add(sample(patient, row)),
        (one, other) -> {
          one.addAll(other);
          return one;
        });
  }

  private final Pool readers;
  private final Viewer viewer;

  public SampleStore(Pool readers) {
    this(readers, Viewer.HOLDER);
  }

  private SampleStore(Pool readers, Viewer viewer) {
    this.readers = readers;
    this.viewer = viewer;
  }

  /// The same readings as this viewer may see them.
  public SampleStore seenBy(Viewer other) {
    return new SampleStore(readers, other);
  }

  /// Readings of a patient measured from `from` on and before `to`, in no order, those entered in
  /// error among them; at most [#SAMPLES_MAX], the newest of each measure.
  public Future<List<Sample>> series(
      PatientId patient, Set<Measure> measures, Instant from, Instant to) {
    Short[] codes = measures.stream().map(measure -> (short) measure.code()).toArray(Short[]::new);
    Tuple asked =
        Tuple.of(
            patient.value(),
            codes,
            from.atOffset(ZoneOffset.UTC),
            to.atOffset(ZoneOffset.UTC),
            SAMPLES_MAX);
    return readers
        .withConnection(connection -> samples(connection, patient, asked))
        .map(Objects::requireNonNull);
  }

  /// BEGIN, the patient and the question go out together, see [ReadingStore].
  private Future<List<Sample>> samples(SqlConnection connection, PatientId patient, Tuple asked) {
    var transaction = connection.begin();
    var shown =
        connection
            .preparedQuery(ReadingSql.FOR_PATIENT)
            .execute(Tuple.of(Long.toString(patient.value()), viewer.professional()));
    var rows = connection.preparedQuery(SERIES).collecting(samplesOf(patient)).execute(asked);
    return Future.all(transaction, shown, rows)
        .compose(all -> transaction.result().commit())
        .map(committed -> rows.result().value());
  }

  private static Sample sample(PatientId patient, Row row) {
    Integer correction = row.getInteger(2);
    Instant reported = row.getOffsetDateTime(1).toInstant();
    Short unit = row.getShort(7);
    String original = row.getString(8);
    Short site = row.getShort(9);
    Long flags = row.getLong(10);
    Short status = row.getShort(11);
    Measure measure = Measure.ofCode(row.getShort(0));
    return new Sample(
        measure,
        correction == null ? reported : reported.plusSeconds(correction),
        row.getDouble(3),
        row.getDouble(4),
        row.getDouble(5),
        row.getDouble(6),
        unit == null ? null : Unit.ofCode(unit),
        original == null ? null : first(original),
        site == null ? null : BodySite.ofCode(site).orElse(null),
        flags == null ? 0 : flags,
        status != null && status == StoredReading.Status.ENTERED_IN_ERROR.code(),
        measure == Measure.BODY_WEIGHT
            ? new Weighing(
                new ReadingKey(patient, measure, reported, row.getLong(12), row.getLong(13)),
                row.getBoolean(14))
            : null);
  }

  /// The column reads value/diastolic/mean/pulse.
  private static @Nullable Double first(String original) {
    int end = original.indexOf('/');
    String value = end < 0 ? original : original.substring(0, end);
    return value.isEmpty() ? null : Double.valueOf(value);
  }
}
