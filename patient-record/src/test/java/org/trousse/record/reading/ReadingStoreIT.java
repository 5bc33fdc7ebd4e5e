package org.trousse.record.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.trousse.testkit.TestPostgres;

final class ReadingStoreIT {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final DeviceId METER = new DeviceId("demo", "meter-1");
  private static final Payload BYTES = new Payload("gatt-2a18", new byte[] {1});
  private static final PatientId FULL = new PatientId(101);
  private static final PatientId SHUFFLED = new PatientId(102);
  private static final PatientId OTHER = new PatientId(103);

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;
  private static ReadingStore store;

  @BeforeAll
  static void open() throws SQLException {
    postgres = TestPostgres.migrated("record");
    vertx = Vertx.vertx();
    pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost(postgres.host())
                    .setPort(postgres.port())
                    .setDatabase(postgres.database())
                    .setUser("trousse_record_reader")
                    .setPassword(TestPostgres.PASSWORD)
                    .setCachePreparedStatements(true))
            .with(new PoolOptions().setMaxSize(2))
            .using(vertx)
            .build();
    store = new ReadingStore(pool);
    try (Connection owner = postgres.connect()) {
      RecordRows.patient(owner, FULL, "Maud", "Exemple");
      RecordRows.device(owner, METER, "Demo meter", 528401);
      RecordRows.readings(owner, Status.AMENDED, List.of(everyColumn()));
      RecordRows.readings(owner, Status.FINAL, shuffled());
      RecordRows.readings(owner, Status.FINAL, List.of(glucose(OTHER, NOON, 0, 1)));
    }
  }

  @AfterAll
  static void close() {
    await(pool.close());
    await(vertx.close());
    postgres.close();
  }

  @Test
  void reads_back_every_column() {
    List<StoredReading> found = search(FULL, EnumSet.allOf(Measure.class), 10, null, true);

    Reading expected = everyColumn();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().status()).isEqualTo(Status.AMENDED);
    assertThat(found.getFirst().source())
        .isEqualTo(new StoredReading.Source(METER.key(), "Demo meter", 528401));
    assertThat(found.getFirst().reading())
        .usingRecursiveComparison()
        .ignoringFields("payload")
        .isEqualTo(expected);
    assertThat(found.getFirst().reading().amounts().value()).isEqualTo(new BigDecimal("120.60"));
    assertThat(found.getFirst().reading().payload().bytes()).isEmpty();
  }

  @Test
  void finds_a_reading_by_its_key() {
    ReadingKey key = new ReadingKey(FULL, Measure.BLOOD_PRESSURE, NOON, METER.key(), 7);

    assertThat(await(store.byKey(key))).map(StoredReading::key).contains(key);
    assertThat(
            await(store.byKey(new ReadingKey(OTHER, Measure.BLOOD_PRESSURE, NOON, METER.key(), 7))))
        .isEmpty();
  }

  @Test
  void tells_who_the_patient_is() {
    assertThat(await(store.patient(FULL)))
        .hasValueSatisfying(row -> {
          assertThat(row.given()).isEqualTo("Maud");
          assertThat(row.birthDate()).hasToString("1970-03-01");
          assertThat(row.synthetic()).isTrue();
        });
    assertThat(await(store.patient(new PatientId(1)))).isEmpty();
  }

  /// The role sees nothing without a patient, and one read's patient is gone with its transaction.
  @Test
  void leaves_no_patient_behind_on_the_connection() {
    search(FULL, EnumSet.allOf(Measure.class), 10, null, true);

    long visible =
        await(pool.query("select count(*) from record.reading").execute())
            .iterator()
            .next()
            .getLong(0);

    assertThat(visible).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 3, 400",
    "false, 3, 400",
    "true, 7, 2",
    "false, 7, 2",
    "true, 500, 400",
    "false, 500, 2"
  })
  void pages_through_all_readings_in_order(boolean newestFirst, int page, int days) {
    Instant from = NOON.minus(Duration.ofDays(days));
    Instant to = NOON.plus(Duration.ofDays(days));
    Set<Measure> measures = EnumSet.of(Measure.BLOOD_GLUCOSE, Measure.BODY_WEIGHT);

    List<Position> walked = new ArrayList<>();
    Position after = null;
    for (boolean more = true; more; ) {
      List<StoredReading> found =
          await(store.search(SHUFFLED, measures, from, to, newestFirst, page, after));
      found.forEach(one -> walked.add(one.position()));
      more = found.size() == page;
      after = walked.getLast();
    }

    List<Position> expected =
        shuffled().stream()
            .filter(one -> measures.contains(one.measure()))
            .filter(one -> !one.effectiveAt().isBefore(from) && one.effectiveAt().isBefore(to))
            .map(ReadingStoreIT::position)
            .sorted(newestFirst ? byTime().reversed() : byTime())
            .toList();
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(walked).containsExactlyElementsOf(expected);
  }

  @Test
  void finds_the_latest_of_each_measure_by_effective_time() {
    List<StoredReading> latest = await(store.latest(SHUFFLED));

    assertThat(latest)
        .extracting(StoredReading::position)
        .containsExactlyInAnyOrderElementsOf(
            Set.of(Measure.BLOOD_GLUCOSE, Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE).stream()
                .map(measure ->
                    shuffled().stream()
                        .filter(one -> one.measure() == measure)
                        .map(ReadingStoreIT::position)
                        .max(byTime())
                        .orElseThrow())
                .toList());
  }

  /// Row-level security must not keep the planner from the key or from the index of far
  /// corrections, and few rows out of years must be looked for from the end.
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void reads_by_the_key_under_row_level_security(boolean newestFirst, boolean bounded)
      throws SQLException {
    Instant to = NOON.plus(Duration.ofDays(bounded ? 360 : 20));
    Search search =
        new Search(SHUFFLED, Set.of(Measure.BODY_WEIGHT), null, NOON, to, newestFirst, 10, null);

    String plan = plan(ReadingSql.search(search));

    assertThat(plan)
        .contains("Index Cond: ((patient = '102'::bigint) AND (measure = m.measure_code) AND (rep")
        .contains("reading_far")
        .doesNotContain("Seq Scan");
    assertThat(plan.contains("'52:00:00'::interval")).isEqualTo(bounded);
  }

  private static String plan(String sql) throws SQLException {
    try (Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("set role trousse_record_reader");
      statement.execute("set enable_seqscan = off");
      statement.execute("select set_config('trousse.patient', '102', false)");
      statement.execute(
          "prepare q (bigint, smallint[], timestamptz, timestamptz, bigint, timestamptz, smallint,"
              + " timestamptz, bigint, bigint, smallint[]) as "
              + sql);
      List<String> lines = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "explain (costs off) execute q (102, '{1,4}', '2026-01-01', '2026-12-31', 10, null,"
                  + " null, null, null, null, null)")) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
      return String.join("\n", lines);
    }
  }

  private static Comparator<Position> byTime() {
    return Comparator.comparing(Position::at)
        .thenComparingInt(position -> position.key().measure().code())
        .thenComparing(position -> position.key().reportedAt())
        .thenComparingLong(position -> position.key().device())
        .thenComparingLong(position -> position.key().nativeId());
  }

  private static Position position(Reading one) {
    return new Position(
        one.effectiveAt(),
        new ReadingKey(
            one.patient(), one.measure(), one.reportedAt(), one.device().key(), one.nativeId()));
  }

  /// Corrections of all sizes, so that the order by effective time is not the order by key, with
  /// many equal times.
  private static List<Reading> shuffled() {
    Random random = new Random(20261122);
    Measure[] measures = {
      Measure.BLOOD_GLUCOSE, Measure.BODY_WEIGHT, Measure.BLOOD_GLUCOSE, Measure.BODY_TEMPERATURE
    };
    int[] corrections = {0, 0, 3_600, -3_600, 93_600, -93_600, 93_601, -800_000, 9_000_000};
    return IntStream.range(0, 400)
        .mapToObj(i ->
            reading(
                SHUFFLED,
                measures[random.nextInt(measures.length)],
                NOON.plusSeconds(3_600L * (random.nextInt(200) - 100)),
                corrections[random.nextInt(corrections.length)],
                i))
        .toList();
  }

  private static Reading glucose(PatientId patient, Instant at, int correction, long nativeId) {
    return reading(patient, Measure.BLOOD_GLUCOSE, at, correction, nativeId);
  }

  private static Reading reading(
      PatientId patient, Measure measure, Instant at, int correction, long nativeId) {
    return new Reading(
        patient,
        measure,
        at,
        METER,
        nativeId,
        correction,
        NOON,
        Amounts.single(new BigDecimal("100")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        BYTES);
  }

  private static Reading everyColumn() {
    return new Reading(
        FULL,
        Measure.BLOOD_PRESSURE,
        NOON,
        METER,
        7,
        -30,
        NOON.plusNanos(123_456_000),
        new Amounts(new BigDecimal("120.60"), new BigDecimal("80.0"), null, new BigDecimal("61")),
        new Original(
            new Amounts(new BigDecimal("16.08"), new BigDecimal("10.7"), null, null), Unit.KPA),
        Specimen.CAPILLARY_PLASMA,
        BodySite.UPPER_ARM,
        Meal.FASTING,
        -150,
        Set.of(Flag.CONVERTED, Flag.IMPLAUSIBLE_TEMPERATURE_HIGH),
        Set.of(DeviceStatus.BATTERY_LOW, DeviceStatus.IMPROPER_POSITION),
        BYTES);
  }

  private static List<StoredReading> search(
      PatientId patient,
      Set<Measure> measures,
      int limit,
      @Nullable Position after,
      boolean newestFirst) {
    return await(
        store.search(
            patient,
            measures,
            ReadingStore.EARLIEST,
            ReadingStore.LATEST,
            newestFirst,
            limit,
            after));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
