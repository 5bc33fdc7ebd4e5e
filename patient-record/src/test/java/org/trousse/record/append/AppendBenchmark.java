package org.trousse.record.append;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// How fast readings enter, against bare binary COPY, and what they weigh on disk.
///
/// Run it on a quiet machine, from the root of the repository:
///
///     mvn -q -pl patient-record -am -Pappend-figures process-test-classes
///
/// With -Drows=200000 -Drounds=5 unless told; without rounds only the
/// sizes are measured. Every way takes part in every round, in turn; the medians
/// are printed. The data are synthetic: 1,000 glucose sensors that report in turn, 14 bytes each.
public final class AppendBenchmark {
  private static final int SENSORS = 1_000;
  private static final int BATCH = 1_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final String AS_NUMERIC =
      ReadingStore.INSERT
          .replace("$16::text[]", "$16::numeric[]")
          .replace("value::numeric", "value");

  private static final String AS_MICROS =
      ReadingStore.INSERT
          .replace("$2::timestamptz[]", "$2::bigint[]")
          .replace("$5::timestamptz[]", "$5::bigint[]")
          .replace("SELECT patient, reported_at,", "SELECT patient, " + fromMicros("reported_at"))
          .replace(
              "received_at, flags,\n  device_status, correction_s, measure, codec, specimen, site,"
                  + " meal, zone_min, original_unit,\n  value::numeric",
              fromMicros("received_at")
                  + " flags,\n  device_status, correction_s, measure, codec, specimen, site, meal,"
                  + " zone_min, original_unit,\n  value::numeric");

  private final TestPostgres postgres;
  private final Vertx vertx;

  private AppendBenchmark(TestPostgres postgres, Vertx vertx) {
    this.postgres = postgres;
    this.vertx = vertx;
  }

  /// One way to insert.
  private record Way(String name, String sql, int connections, Function<List<Row>, Tuple> tuple) {}

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Vertx vertx = Vertx.vertx();
    try (TestPostgres postgres = TestPostgres.start().migrate("record")) {
      AppendBenchmark benchmark = new AppendBenchmark(postgres, vertx);
      List<Row> data = readings(rows, SENSORS).stream().map(Row::of).toList();
      if (rounds > 0) {
        benchmark.speeds("plain key", data, rounds);
      }
      benchmark.key("include (value, diastolic, status)");
      if (rounds > 0) {
        benchmark.speeds("including key", data, rounds);
      }
      benchmark.key("");
      for (int sensors : new int[] {200, 1_000, 20_000}) {
        benchmark.size("plain key", sensors);
      }
      benchmark.key("include (value, diastolic, status)");
      for (int sensors : new int[] {200, 1_000, 20_000}) {
        benchmark.size("including key", sensors);
      }
    } finally {
      vertx.close();
    }
  }

  /// Synthetic readings in the order in which they arrive.
  static List<Reading> readings(int count, int sensors) {
    Random random = new Random(2);
    long[] patients = random.longs(sensors, 0, Long.MAX_VALUE).toArray();
    List<Reading> readings = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      int sensor = place % sensors;
      int tick = place / sensors;
      byte[] payload = new byte[14];
      random.nextBytes(payload);
      Instant at = START.plusSeconds(300L * tick + sensor % 300);
      readings.add(
          new Reading(
              new PatientId(patients[sensor]),
              Measure.INTERSTITIAL_GLUCOSE,
              at,
              new DeviceId("bench", "sensor-" + sensor),
              tick,
              -3600,
              at.plus(place, ChronoUnit.MICROS),
              Amounts.single(BigDecimal.valueOf(60L + random.nextInt(180))),
              null,
              Specimen.INTERSTITIAL_FLUID,
              null,
              null,
              60,
              Set.of(),
              Set.of(),
              new Payload("gatt-2aa7", payload)));
    }
    return readings;
  }

  private void speeds(String table, List<Row> data, int rounds) throws Exception {
    List<Way> ways =
        List.of(
            new Way("1 connection, no ON CONFLICT", ReadingStore.INSERT, 1, ReadingStore::columns),
            new Way(
                "1 connection, DO NOTHING",
                doNothing(ReadingStore.INSERT),
                1,
                ReadingStore::columns),
            new Way(
                "1, DO NOTHING, numeric[]", doNothing(AS_NUMERIC), 1, AppendBenchmark::asNumeric),
            new Way("1, DO NOTHING, micros", doNothing(AS_MICROS), 1, AppendBenchmark::asMicros),
            new Way(
                "4 connections, DO NOTHING",
                doNothing(ReadingStore.INSERT),
                4,
                ReadingStore::columns),
            new Way(
                "4 connections, no ON CONFLICT", ReadingStore.INSERT, 4, ReadingStore::columns));
    byte[] copy = CopyStream.of(data);
    List<List<Double>> rates = new ArrayList<>();
    ways.forEach(way -> rates.add(new ArrayList<>()));
    List<Double> copies = new ArrayList<>();
    List<Double> lanes = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      double copied = copy(copy, data.size());
      double laned = lane(data);
      for (int way = 0; way < ways.size(); way++) {
        double rate = insert(ways.get(way), data);
        if (round > 0) { // the first warms up
          rates.get(way).add(rate);
        }
      }
      if (round > 0) {
        copies.add(copied);
        lanes.add(laned);
      }
    }
    double yardstick = median(copies);
    report(table, "binary COPY, 1 connection", yardstick, yardstick);
    report(table, "AppendLane", median(lanes), yardstick);
    for (int way = 0; way < ways.size(); way++) {
      report(table, ways.get(way).name(), median(rates.get(way)), yardstick);
    }
  }

  private static void report(String table, String way, double rate, double yardstick) {
    System.out.printf("%s | %-32s | %,9.0f rows/s | %.2f%n", table, way, rate, rate / yardstick);
  }

  private double copy(byte[] stream, int rows) throws Exception {
    empty();
    try (Connection connection = postgres.connect()) {
      long start = System.nanoTime();
      long copied =
          new CopyManager(connection.unwrap(BaseConnection.class))
              .copyIn(CopyStream.COPY, new ByteArrayInputStream(stream), 65_536);
      return rate(copied == rows ? rows : -1, start);
    }
  }

  private double insert(Way way, List<Row> data) throws Exception {
    empty();
    Pool pool = pool(way.connections());
    Semaphore inFlight = new Semaphore(way.connections());
    long start = System.nanoTime();
    for (int from = 0; from < data.size(); from += BATCH) {
      List<Row> batch = new ArrayList<>(data.subList(from, Math.min(data.size(), from + BATCH)));
      batch.sort(Row.BY_KEY);
      inFlight.acquire();
      pool.preparedQuery(way.sql())
          .execute(way.tuple().apply(batch))
          .onComplete(done -> inFlight.release())
          .onFailure(Throwable::printStackTrace);
    }
    inFlight.acquire(way.connections());
    double rate = rate(stored(), start);
    await(pool.close());
    return rate;
  }

  /// The real thing, fed as fast as it takes.
  private double lane(List<Row> data) throws Exception {
    empty();
    Pool pool = pool(4);
    CountDownLatch answered = new CountDownLatch(data.size());
    long start = System.nanoTime();
    vertx.runOnContext(now -> {
      AppendLane lane = new AppendLane(vertx, pool, BatchLimits.USUAL, reading -> true);
      for (int feeder = 0; feeder < 10_000; feeder++) {
        feed(lane, data, feeder, 10_000, answered);
      }
    });
    answered.await();
    double rate = rate(stored(), start);
    await(pool.close());
    return rate;
  }

  private static void feed(
      AppendLane lane, List<Row> data, int place, int step, CountDownLatch answered) {
    if (place < data.size()) {
      lane.append(data.get(place).reading())
          .onFailure(Throwable::printStackTrace)
          .onComplete(done -> {
            answered.countDown();
            feed(lane, data, place + step, step, answered);
          });
    }
  }

  private void size(String table, int sensors) throws Exception {
    int rows = 1_000_000;
    empty();
    List<Row> data = readings(rows, sensors).stream().map(Row::of).toList();
    Pool pool = pool(1);
    for (int from = 0; from < rows; from += BATCH) {
      List<Row> batch = new ArrayList<>(data.subList(from, from + BATCH));
      batch.sort(Row.BY_KEY);
      await(
          pool.preparedQuery(doNothing(ReadingStore.INSERT)).execute(ReadingStore.columns(batch)));
    }
    await(pool.close());
    execute("vacuum (freeze, analyze) record.reading");
    String bytes =
        postgres.ask(
            "select pg_total_relation_size('record.reading') || ' total, '"
                + " || pg_relation_size('record.reading') || ' heap, '"
                + " || pg_indexes_size('record.reading') || ' indexes' ");
    System.out.printf("%s | %,d rows of %,d sensors | %s bytes%n", table, rows, sensors, bytes);
  }

  private void key(String include) throws Exception {
    empty();
    execute("alter table record.reading drop constraint reading_pkey");
    execute(
        "alter table record.reading add constraint reading_pkey"
            + " primary key (patient, measure, reported_at, device, native_id) "
            + include);
  }

  private void empty() throws Exception {
    execute("truncate record.reading");
    execute("checkpoint");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int stored() {
    return Integer.parseInt(postgres.ask("select count(*) from record.reading"));
  }

  private Pool pool(int connections) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser("trousse_record_ingest")
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true)
            .addProperty("statement_timeout", "60000");
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(connections))
        .connectingTo(options)
        .using(vertx)
        .build();
  }

  private static String doNothing(String insert) {
    return insert + "ON CONFLICT DO NOTHING";
  }

  private static String fromMicros(String column) {
    return "timestamptz 'epoch' + " + column + " * interval '1 microsecond',";
  }

  private static Tuple asNumeric(List<Row> rows) {
    Tuple columns = ReadingStore.columns(rows);
    return replace(
        columns,
        15,
        column -> Arrays.stream((String[]) column).map(Numeric::parse).toArray(Numeric[]::new));
  }

  private static Tuple asMicros(List<Row> rows) {
    Tuple columns = ReadingStore.columns(rows);
    Long[] reported =
        rows.stream().map(row -> micros(row.reading().reportedAt())).toArray(Long[]::new);
    Long[] received =
        rows.stream().map(row -> micros(row.reading().receivedAt())).toArray(Long[]::new);
    return replace(replace(columns, 1, column -> reported), 4, column -> received);
  }

  private static Long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Tuple replace(Tuple columns, int place, Function<Object, Object> by) {
    Tuple replaced = Tuple.tuple();
    for (int column = 0; column < columns.size(); column++) {
      Object value = columns.getValue(column);
      replaced.addValue(column == place ? by.apply(value) : value);
    }
    return replaced;
  }

  private static double rate(int rows, long start) {
    return rows / ((System.nanoTime() - start) / 1e9);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
