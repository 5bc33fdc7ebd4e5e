package org.trousse.record.reading;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// Reads one patient's readings. The pool's role is `trousse_record_reader`; its connections should
/// cache prepared statements.
public final class ReadingStore {
  /// Bounds for a search that has none: before and after every reading.
  public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final Payload NO_PAYLOAD = new Payload("", new byte[0]);

  private final Pool readers;
  private final Viewer viewer;

  public ReadingStore(Pool readers) {
    this(readers, Viewer.HOLDER);
  }

  private ReadingStore(Pool readers, Viewer viewer) {
    this.readers = readers;
    this.viewer = viewer;
  }

  /// The same readings as this viewer may see them.
  public ReadingStore seenBy(Viewer other) {
    return new ReadingStore(readers, other);
  }

  /// The same, in parts.
  public StreamStore streams() {
    return new StreamStore(readers, viewer);
  }

  /// The readings of `patient` measured from `from` on and before `to` (effective times), ordered
  /// by effective time and then by key, entered-in-error ones among them.
  ///
  /// @param after the last position of the page before; null for the first page
  public Future<List<StoredReading>> search(
      PatientId patient,
      Set<Measure> measures,
      Instant from,
      Instant to,
      boolean newestFirst,
      int limit,
      @Nullable Position after) {
    return search(new Search(patient, measures, null, from, to, newestFirst, limit, after));
  }

  /// The readings that `search` asks for, in its order.
  public Future<List<StoredReading>> search(Search search) {
    if (search.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return readings(search.patient(), ReadingSql.search(search), arguments(search));
  }

  /// How many readings `search` would find in all, whatever its limit.
  public Future<Long> count(Search search) {
    if (search.isEmpty()) {
      return Future.succeededFuture(0L);
    }
    return readers
        .withConnection(connection ->
            rowsOf(connection, search.patient(), ReadingSql.count(search), arguments(search)))
        .map(Objects::requireNonNull)
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /// The newest reading of each measure by effective time, those entered in error left out.
  public Future<List<StoredReading>> latest(PatientId patient) {
    Set<Measure> all = EnumSet.allOf(Measure.class);
    Search newest = new Search(patient, all, null, EARLIEST, LATEST, true, 1, null);
    return readings(patient, ReadingSql.latest(newest), arguments(newest))
        .map(ReadingStore::firstOfEach);
  }

  /// When the newest reading of a measure was measured; empty when there is none.
  public Future<Optional<Instant>> newest(PatientId patient, Measure measure) {
    return latest(patient)
        .map(latest ->
            latest.stream()
                .filter(stored -> stored.reading().measure() == measure)
                .map(stored -> stored.reading().effectiveAt())
                .findFirst());
  }

  /// The reading with this key.
  public Future<Optional<StoredReading>> byKey(ReadingKey key) {
    return readings(key.patient(), ReadingSql.BY_KEY, columns(key))
        .map(found -> found.stream().findFirst());
  }

  private static Tuple columns(ReadingKey key) {
    return Tuple.of(
        key.patient().value(),
        (short) key.measure().code(),
        utc(key.reportedAt()),
        key.device(),
        key.nativeId());
  }

  /// Every version of the reading with this key, newest first; empty when there is none.
  public Future<List<StoredReading>> versions(ReadingKey key) {
    return readings(key.patient(), ReadingSql.VERSIONS, columns(key));
  }

  /// The readings of this measure that `device` numbered `nativeId`, two at most.
  public Future<List<StoredReading>> byNativeId(
      PatientId patient, Measure measure, long device, long nativeId) {
    Tuple columns = Tuple.of(patient.value(), (short) measure.code(), device, nativeId);
    return readings(patient, ReadingSql.BY_NATIVE_ID, columns);
  }

  /// The device with this number, if the patient's record has such a reading of it; empty for every
  /// other device, known or not.
  ///
  /// @param from the first effective time
  public Future<Optional<Source>> device(
      PatientId patient, long key, Set<Measure> measures, Instant from) {
    Short[] codes = measures.stream().map(measure -> (short) measure.code()).toArray(Short[]::new);
    Tuple asked = Tuple.of(patient.value(), key, codes, utc(from));
    return readers
        .withConnection(
            connection -> rowsOf(connection, patient, ReadingSql.DEVICE_OF_PATIENT, asked))
        .map(Objects::requireNonNull)
        .map(rows -> sources(rows).stream().findFirst());
  }

  /// The devices of the patient's readings of these measures, as far as the record was told.
  ///
  /// @param from the first effective time
  public Future<List<Source>> devices(PatientId patient, Set<Measure> measures, Instant from) {
    Short[] codes = measures.stream().map(measure -> (short) measure.code()).toArray(Short[]::new);
    Tuple asked = Tuple.of(patient.value(), codes, utc(from));
    return readers
        .withConnection(
            connection -> rowsOf(connection, patient, ReadingSql.DEVICES_OF_PATIENT, asked))
        .map(Objects::requireNonNull)
        .map(ReadingStore::sources);
  }

  private static List<Source> sources(RowSet<Row> rows) {
    List<Source> found = new ArrayList<>(rows.size());
    for (Row row : rows) {
      long key = row.getLong(0);
      String label = row.getString(1);
      found.add(
          label == null
              ? Device.unknown(key).source()
              : new Source(key, label, row.getInteger(2), row.getString(3)));
    }
    return found;
  }

  /// Who the patient is; empty for an unknown id.
  public Future<Optional<PatientRow>> patient(PatientId id) {
    return readers
        .withConnection(
            connection -> rowsOf(connection, id, ReadingSql.PATIENT, Tuple.of(id.value())))
        .map(Objects::requireNonNull)
        .map(rows -> patientRows(id, rows).stream().findFirst());
  }

  private static List<PatientRow> patientRows(PatientId id, RowSet<Row> rows) {
    List<PatientRow> found = new ArrayList<>(1);
    for (Row row : rows) {
      found.add(
          new PatientRow(
              id, row.getString(0), row.getString(1), row.getLocalDate(2), row.getBoolean(3)));
    }
    return found;
  }

  private Future<List<StoredReading>> readings(PatientId patient, String sql, Tuple arguments) {
    return readers.withConnection(connection ->
        rowsOf(connection, patient, sql, arguments)
            .compose(rows -> named(connection, patient, rows)));
  }

  /// BEGIN, the patient and the question go out together; only COMMIT waits for an answer. Closing
  /// the connection rolls back what failed.
  private Future<RowSet<Row>> rowsOf(
      SqlConnection connection, PatientId patient, String sql, Tuple arguments) {
    var transaction = connection.begin();
    var shown =
        connection
            .preparedQuery(ReadingSql.FOR_PATIENT)
            .execute(Tuple.of(Long.toString(patient.value()), viewer.professional()));
    var rows = connection.preparedQuery(sql).execute(arguments);
    return Future.all(transaction, shown, rows)
        .compose(all -> transaction.result().commit())
        .map(committed -> rows.result());
  }

  static Future<List<StoredReading>> named(
      SqlConnection connection, PatientId patient, RowSet<Row> rows) {
    Set<Long> keys = new HashSet<>();
    for (Row row : rows) {
      keys.add(row.getLong(1));
    }
    if (keys.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return connection
        .preparedQuery(ReadingSql.DEVICES)
        .execute(Tuple.of(keys.toArray(Long[]::new)))
        .map(devices -> decode(patient, rows, devices(keys, devices)));
  }

  private static Map<Long, Device> devices(Set<Long> keys, RowSet<Row> rows) {
    Map<Long, Device> devices = new HashMap<>();
    for (Long key : keys) {
      devices.put(key, Device.unknown(key));
    }
    for (Row row : rows) {
      Source source =
          new Source(row.getLong(0), row.getString(3), row.getInteger(4), row.getString(5));
      devices.put(
          row.getLong(0), new Device(new DeviceId(row.getString(1), row.getString(2)), source));
    }
    return devices;
  }

  private static List<StoredReading> decode(
      PatientId patient, RowSet<Row> rows, Map<Long, Device> devices) {
    List<StoredReading> readings = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Device device = devices.get(row.getLong(1));
      if (device == null) {
        throw new IllegalStateException("a row's device was not asked for");
      }
      readings.add(
          new StoredReading(
              reading(patient, row, device.id()),
              Status.ofCode(row.getShort(8)),
              device.source(),
              row.getShort(19),
              instant(row, 20),
              row.getString(21)));
    }
    return readings;
  }

  private static Reading reading(PatientId patient, Row row, DeviceId device) {
    Short specimen = row.getShort(9);
    Short site = row.getShort(10);
    Short meal = row.getShort(11);
    Short zone = row.getShort(12);
    Long deviceStatus = row.getLong(5);
    return new Reading(
        patient,
        Measure.ofCode(row.getShort(7)),
        row.getOffsetDateTime(0).toInstant(),
        device,
        row.getLong(2),
        row.getInteger(6),
        row.getOffsetDateTime(3).toInstant(),
        new Amounts(number(row, 14), number(row, 15), number(row, 16), number(row, 17)),
        original(row.getShort(13), row.getString(18)),
        specimen == null ? null : Specimen.ofCode(specimen).orElse(null),
        site == null ? null : BodySite.ofCode(site).orElse(null),
        meal == null ? null : Meal.ofCode(meal).orElse(null),
        zone == null ? null : zone.intValue(),
        Flag.ofBits(row.getLong(4)),
        deviceStatus == null ? Set.of() : DeviceStatus.ofBits(deviceStatus),
        NO_PAYLOAD);
  }

  private static @Nullable Instant instant(Row row, int column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable BigDecimal number(Row row, int column) {
    return row.getBigDecimal(column);
  }

  /// The column reads value/diastolic/mean/pulse; a missing number is empty, missing ends are left
  /// out.
  private static @Nullable Original original(@Nullable Short unit, @Nullable String said) {
    if (unit == null || said == null) {
      return null;
    }
    String[] parts = said.split("/", -1);
    return new Original(
        new Amounts(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3)),
        Unit.ofCode(unit));
  }

  private static @Nullable BigDecimal part(String[] parts, int place) {
    return place >= parts.length || parts[place].isEmpty() ? null : new BigDecimal(parts[place]);
  }

  static Tuple arguments(Search search) {
    Position after = search.after();
    ReadingKey key = after == null ? null : after.key();
    List<@Nullable Object> values =
        new ArrayList<@Nullable Object>(
            Arrays.asList(
                search.patient().value(),
                search.measures().stream()
                    .map(measure -> (short) measure.code())
                    .toArray(Short[]::new),
                utc(search.from()),
                utc(search.to()),
                search.limit(),
                after == null ? null : utc(after.at()),
                key == null ? null : (short) key.measure().code(),
                key == null ? null : utc(key.reportedAt()),
                key == null ? null : key.device(),
                key == null ? null : key.nativeId(),
                search.bloodKinds() == null
                    ? null
                    : search.bloodKinds().stream().map(Integer::shortValue).toArray(Short[]::new)));
    values.addAll(ReadingSql.Narrowed.of(search.narrowing()).arguments());
    return Tuple.from(values);
  }

  private static List<StoredReading> firstOfEach(List<StoredReading> newestFirst) {
    Set<Measure> seen = EnumSet.noneOf(Measure.class);
    return newestFirst.stream().filter(one -> seen.add(one.reading().measure())).toList();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private record Device(DeviceId id, Source source) {
    static Device unknown(long key) {
      Source source = new Source(key, "", 0);
      return new Device(new DeviceId("unknown", source.text()), source);
    }
  }
}
