package org.trousse.record.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.record.reading.Search.Order;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.testkit.TestPostgres;

final class StreamStoreIT {
  private static final PatientId PATIENT = new PatientId(301);
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final int CONNECTIONS = 2;
  private static final Set<Measure> GLUCOSE = EnumSet.of(Measure.INTERSTITIAL_GLUCOSE);
  private static final Set<Measure> BOTH =
      EnumSet.of(Measure.INTERSTITIAL_GLUCOSE, Measure.BODY_TEMPERATURE);

  /// 600 readings of two kinds in ten days; each seventh was corrected by up to 50 hours, so that
  /// some stand far from where the key has them.
  private static final String ROWS =
      """
      insert into record.reading (patient, reported_at, device, native_id, received_at, measure,
        codec, correction_s, value, payload)
      select 301, at, 1, n, at + interval '2 s', case when n % 5 = 0 then MEASURE else 2 end, 3,
        case when n % 7 = 0 then ((n * 7919) % 360000) - 180000 end, 36.5, '\\x00'::bytea
      from (select n, timestamptz '2026-11-01T12:00:00Z' - n * interval '24 min' as at
        from generate_series(1, 600) as g (n)) s\
      """;

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
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .using(vertx)
            .build();
    store = new ReadingStore(pool);
    execute(ROWS.replace("MEASURE", Integer.toString(Measure.BODY_TEMPERATURE.code())));
  }

  @AfterAll
  static void close() {
    await(pool.close());
    await(vertx.close());
    postgres.close();
  }

  static Stream<Search> questions() {
    return Stream.of(Order.values())
        .flatMap(order ->
            Stream.of(GLUCOSE, BOTH)
                .flatMap(measures ->
                    Stream.of(2, 101, 480, 481, 482, 5_001)
                        .map(limit -> search(measures, order, limit))));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void has_in_parts_what_a_search_has_whole(Search search) {
    List<ReadingKey> whole = keys(await(store.search(search)));

    for (int slice : new int[] {1, 100, 256}) {
      StreamStore.Stream stream = await(store.streams().search(search, slice));
      List<StoredReading> parts = new ArrayList<>(stream.first());
      parts.addAll(await(stream.rest()));

      assertThat(keys(parts)).isEqualTo(whole);
      assertThat(stream.counts()).isEqualTo(tally(parts, search.limit() - 1));
    }
  }

  @Test
  void nothing_that_came_later_is_among_the_rest() throws SQLException {
    Search search = search(GLUCOSE, Order.NEWEST_FIRST, 5_001);
    List<ReadingKey> before = keys(await(store.search(search)));
    StreamStore.Stream stream = await(store.streams().search(search, 10));

    execute(
        """
        insert into record.reading (patient, reported_at, device, native_id, received_at, measure,
          codec, value, payload)
        values (301, '2026-10-28T12:00:01Z', 1, 9001, now(), 2, 3, 99, '\\x00'::bytea)\
        """);
    List<ReadingKey> rest = keys(await(stream.rest()));
    List<ReadingKey> after = keys(await(store.search(search)));
    execute("delete from record.reading where native_id = 9001");

    assertThat(rest).isEqualTo(before.subList(10, before.size()));
    assertThat(after).as("it was within the question").hasSize(before.size() + 1);
  }

  @Test
  void a_stream_that_is_left_gives_its_connection_back() {
    Search search = search(GLUCOSE, Order.NEWEST_FIRST, 5_001);
    List<StreamStore.Stream> held = new ArrayList<>();
    for (int one = 0; one < CONNECTIONS; one++) {
      held.add(await(store.streams().search(search, 10)));
    }
    Future<StreamStore.Stream> waiting = store.streams().search(search, 10);

    await(vertx.timer(200, TimeUnit.MILLISECONDS));
    assertThat(waiting.isComplete()).as("while all are held").isFalse();
    held.forEach(StreamStore.Stream::leave);
    held.forEach(StreamStore.Stream::leave);

    await(waiting).leave();
    assertThat(await(store.search(search))).isNotEmpty();
  }

  private static Search search(Set<Measure> measures, Order order, int limit) {
    return new Search(
        PATIENT,
        measures,
        null,
        Instant.parse("2026-10-22T00:00:00Z"),
        NOON,
        Narrowing.NONE,
        order,
        limit,
        null);
  }

  private static List<ReadingKey> keys(List<StoredReading> readings) {
    return readings.stream().map(StoredReading::key).toList();
  }

  private static Map<Measure, Integer> tally(List<StoredReading> readings, int page) {
    Map<Measure, Integer> tally = new EnumMap<>(Measure.class);
    readings.stream()
        .limit(page)
        .forEach(one -> tally.merge(one.reading().measure(), 1, Integer::sum));
    return tally;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
