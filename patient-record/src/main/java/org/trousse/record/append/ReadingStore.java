package org.trousse.record.append;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading.Original;

/// The rows of readings, written by a role that may insert for all and read nothing. Under
/// row-level security such a role can name no conflict target and use no RETURNING: the count of
/// the insert tells whether some rows stood already, and a function of the definer tells which.
final class ReadingStore {
  /// A column that is null in the whole batch travels as an empty array: `unnest` fills it up with
  /// nulls. Numbers travel as text, because the driver has no binary form of numeric.
  static final String INSERT =
      """
      INSERT INTO record.reading (patient, reported_at, device, native_id, received_at, flags,
        device_status, correction_s, measure, codec, specimen, site, meal, zone_min, original_unit,
        value, diastolic, mean, pulse, original, payload, extra)
      SELECT patient, reported_at, device, native_id, received_at, flags,
        device_status, correction_s, measure, codec, specimen, site, meal, zone_min, original_unit,
        value::numeric, diastolic::numeric, mean::numeric, pulse::numeric, original, payload,
        extra::jsonb
      FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::timestamptz[],
        $6::bigint[], $7::bigint[], $8::int[], $9::smallint[], $10::smallint[], $11::smallint[],
        $12::smallint[], $13::smallint[], $14::smallint[], $15::smallint[], $16::text[],
        $17::text[], $18::text[], $19::text[], $20::text[], $21::bytea[], $22::text[])
        AS r (patient, reported_at, device, native_id, received_at, flags,
        device_status, correction_s, measure, codec, specimen, site, meal, zone_min, original_unit,
        value, diastolic, mean, pulse, original, payload, extra)
      """;

  /// A space that is not open takes nothing: SQLSTATE 23514, which parts such rows from the others.
  /// What somebody subscribed to makes its event here, with the reading or not at all.
  private static final String UNLESS_IT_STANDS =
      INSERT
          + """
          WHERE (SELECT record.takes($1::bigint[], $9::smallint[], $2::timestamptz[],
            $3::bigint[], $4::bigint[], $5::timestamptz[], $11::smallint[]))
          ON CONFLICT DO NOTHING\
          """;

  private static final String STANDING =
      """
      SELECT standing FROM record.standing($1::bigint[], $2::smallint[], $3::timestamptz[],
        $4::bigint[], $5::bigint[], $6::timestamptz[], $7::bigint[], $8::text[]::numeric[],
        $9::text[]::numeric[], $10::text[]::numeric[], $11::text[]::numeric[])
      ORDER BY place
      """;

  private static final String NOTE_CONFLICT =
      """
      SELECT record.note_conflict($1::bigint[], $2::smallint[], $3::timestamptz[], $4::bigint[],
        $5::bigint[], $6)
      """;

  /// What stands under a row's key, in the order of the numbers that `record.standing` tells.
  enum Standing {
    /// nothing
    MISSING,
    /// this very reading
    MINE,
    /// another that says the same
    DUPLICATE,
    /// another that says something else
    CONFLICT;

    static Standing ofCode(int code) {
      return values()[code];
    }
  }

  private final SqlClient ingest;

  ReadingStore(SqlClient ingest) {
    this.ingest = ingest;
  }

  /// Inserts the rows whose key is free; how many were.
  Future<Integer> insert(List<Row> rows) {
    return ingest.preparedQuery(UNLESS_IT_STANDS).execute(columns(rows)).map(SqlResult::rowCount);
  }

  /// What stands under each row's key, in order.
  Future<List<Standing>> standing(List<Row> rows) {
    Tuple keys =
        key(rows)
            .addArrayOfOffsetDateTime(times(rows, row -> row.reading().receivedAt()))
            .addArrayOfLong(longs(rows, ReadingStore::flags))
            .addArrayOfString(numbers(rows, Amounts::value))
            .addArrayOfString(numbers(rows, Amounts::diastolic))
            .addArrayOfString(numbers(rows, Amounts::mean))
            .addArrayOfString(numbers(rows, Amounts::pulse));
    return ingest
        .preparedQuery(STANDING)
        .execute(keys)
        .map(found -> found.stream().map(row -> Standing.ofCode(row.getInteger(0))).toList());
  }

  /// Notes on the readings that stand under these keys that another value came.
  Future<Void> noteConflict(List<Row> rows) {
    Tuple keys = key(rows).addLong(Flag.bits(Set.of(Flag.CONFLICT)));
    return ingest.preparedQuery(NOTE_CONFLICT).execute(keys).mapEmpty();
  }

  private static Tuple key(List<Row> rows) {
    return Tuple.tuple()
        .addArrayOfLong(longs(rows, row -> row.reading().patient().value()))
        .addArrayOfShort(shorts(rows, row -> row.reading().measure().code()))
        .addArrayOfOffsetDateTime(times(rows, row -> row.reading().reportedAt()))
        .addArrayOfLong(longs(rows, Row::device))
        .addArrayOfLong(longs(rows, row -> row.reading().nativeId()));
  }

  static Tuple columns(List<Row> rows) {
    return Tuple.tuple()
        .addArrayOfLong(longs(rows, row -> row.reading().patient().value()))
        .addArrayOfOffsetDateTime(times(rows, row -> row.reading().reportedAt()))
        .addArrayOfLong(longs(rows, Row::device))
        .addArrayOfLong(longs(rows, row -> row.reading().nativeId()))
        .addArrayOfOffsetDateTime(times(rows, row -> row.reading().receivedAt()))
        .addArrayOfLong(longs(rows, ReadingStore::flags))
        .addArrayOfLong(longs(rows, ReadingStore::deviceStatus))
        .addArrayOfInteger(
            column(rows, row -> noneForZero(row.reading().correctionSeconds()), Integer[]::new))
        .addArrayOfShort(shorts(rows, row -> row.reading().measure().code()))
        .addArrayOfShort(shorts(rows, Row::codec))
        .addArrayOfShort(shorts(rows, ReadingStore::specimen))
        .addArrayOfShort(shorts(rows, ReadingStore::site))
        .addArrayOfShort(shorts(rows, ReadingStore::meal))
        .addArrayOfShort(shorts(rows, row -> row.reading().zoneMinutes()))
        .addArrayOfShort(shorts(rows, ReadingStore::originalUnit))
        .addArrayOfString(numbers(rows, Amounts::value))
        .addArrayOfString(numbers(rows, Amounts::diastolic))
        .addArrayOfString(numbers(rows, Amounts::mean))
        .addArrayOfString(numbers(rows, Amounts::pulse))
        .addArrayOfString(column(rows, Row::original, String[]::new))
        .addArrayOfBuffer(
            column(rows, row -> Buffer.buffer(row.reading().payload().bytes()), Buffer[]::new))
        .addArrayOfString(column(rows, Row::extra, String[]::new));
  }

  private static @Nullable Long flags(Row row) {
    return unlessZero(Flag.bits(row.reading().flags()));
  }

  private static @Nullable Long deviceStatus(Row row) {
    return unlessZero(DeviceStatus.bits(row.reading().status()));
  }

  /// Eight bytes on disk for nothing to say are too many.
  private static @Nullable Long unlessZero(long bits) {
    return bits == 0 ? null : (Long) bits;
  }

  private static @Nullable Integer specimen(Row row) {
    Specimen specimen = row.reading().specimen();
    return specimen == null ? null : (Integer) specimen.code();
  }

  private static @Nullable Integer site(Row row) {
    BodySite site = row.reading().site();
    return site == null ? null : (Integer) site.code();
  }

  private static @Nullable Integer meal(Row row) {
    Meal meal = row.reading().meal();
    return meal == null ? null : (Integer) meal.code();
  }

  private static @Nullable Integer originalUnit(Row row) {
    Original original = row.reading().original();
    return original == null ? null : (Integer) original.unit().code();
  }

  private static Long[] longs(List<Row> rows, Function<Row, @Nullable Long> part) {
    return column(rows, part, Long[]::new);
  }

  private static Short[] shorts(List<Row> rows, Function<Row, @Nullable Integer> part) {
    return column(
        rows,
        row -> {
          Integer number = part.apply(row);
          return number == null ? null : (Short) number.shortValue();
        },
        Short[]::new);
  }

  private static OffsetDateTime[] times(List<Row> rows, Function<Row, Instant> part) {
    return column(rows, row -> part.apply(row).atOffset(ZoneOffset.UTC), OffsetDateTime[]::new);
  }

  private static String[] numbers(List<Row> rows, Function<Amounts, @Nullable BigDecimal> part) {
    return column(rows, row -> Row.digitsOf(part.apply(row.reading().amounts())), String[]::new);
  }

  /// A row that was never corrected says nothing of it: 4 bytes less, often 8.
  private static @Nullable Integer noneForZero(int seconds) {
    return seconds == 0 ? null : (Integer) seconds;
  }

  private static <T> T[] column(
      List<Row> rows, Function<Row, ? extends @Nullable T> part, IntFunction<T[]> array) {
    T[] column = array.apply(rows.size());
    boolean some = false;
    for (int place = 0; place < column.length; place++) {
      T value = part.apply(rows.get(place));
      column[place] = value;
      some |= value != null;
    }
    return some ? column : array.apply(0);
  }
}
