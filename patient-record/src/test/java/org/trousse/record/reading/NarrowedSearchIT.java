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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.reading.Search.Order;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// What the statements find is what a plain walk over all rows finds.
final class NarrowedSearchIT {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final PatientId PATIENT = new PatientId(7);
  private static final List<DeviceId> DEVICES =
      List.of(new DeviceId("demo", "one"), new DeviceId("demo", "two"));

  private static final List<Order> ORDERS = List.of(Order.values());

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;
  private static ReadingStore store;
  private static List<StoredReading> all;

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
            .with(new PoolOptions().setMaxSize(1))
            .using(vertx)
            .build();
    store = new ReadingStore(pool);
    Random random = new Random(20261122);
    try (Connection owner = postgres.connect()) {
      for (DeviceId device : DEVICES) {
        RecordRows.device(owner, device, "Demo " + device.name(), 528401);
      }
      for (Status status : Status.values()) {
        RecordRows.readings(owner, status, readings(random, status.code()));
      }
    }
    all = found(question(Narrowing.NONE, Order.OLDEST_FIRST, 5_000, null));
  }

  @AfterAll
  static void close() {
    await(pool.close());
    await(vertx.close());
    postgres.close();
  }

  @Test
  void finds_counts_and_pages_what_a_plain_walk_finds() {
    Random random = new Random(7);
    assertThat(all).hasSize(360);
    int emptyOnes = 0;
    for (int i = 0; i < 100; i++) {
      Narrowing narrowing = narrowing(random);
      Order order = ORDERS.get(random.nextInt(ORDERS.size()));
      List<Position> expected =
          all.stream()
              .filter(one -> holds(narrowing, one))
              .map(one -> one.position(order))
              .sorted(order.descends() ? byTime().reversed() : byTime())
              .toList();

      assertThat(walked(narrowing, order, 1 + random.nextInt(40))).isEqualTo(expected);
      assertThat(await(store.count(question(narrowing, order, 1, null))))
          .isEqualTo(expected.size());
      emptyOnes += expected.isEmpty() ? 1 : 0;
    }
    assertThat(emptyOnes).isLessThan(70);
  }

  private static List<Position> walked(Narrowing narrowing, Order order, int page) {
    List<Position> walked = new ArrayList<>();
    Position after = null;
    while (true) {
      List<StoredReading> found = found(question(narrowing, order, page, after));
      found.forEach(one -> walked.add(one.position(order)));
      if (found.size() < page) {
        return walked;
      }
      after = walked.getLast();
    }
  }

  private static Search question(
      Narrowing narrowing, Order order, int limit, @Nullable Position after) {
    return new Search(
        PATIENT,
        EnumSet.allOf(Measure.class),
        null,
        narrowing.measured().from(),
        narrowing.measured().to(),
        narrowing,
        order,
        limit,
        after);
  }

  private static boolean holds(Narrowing narrowing, StoredReading one) {
    Reading reading = one.reading();
    return isIn(narrowing.measured(), reading.effectiveAt())
        && isIn(narrowing.updated(), reading.receivedAt())
        && (narrowing.statuses() == null || narrowing.statuses().contains(one.status()))
        && (narrowing.devices() == null || narrowing.devices().contains(one.source().key()))
        && (narrowing.keys() == null || narrowing.keys().contains(one.key()));
  }

  private static boolean isIn(Times times, Instant at) {
    return times.spans().stream()
        .anyMatch(span -> !at.isBefore(span.from()) && at.isBefore(span.to()));
  }

  private static Narrowing narrowing(Random random) {
    Set<Status> statuses = null;
    if (random.nextInt(3) == 0) {
      statuses =
          Set.of(random.nextBoolean() ? Status.AMENDED : Status.ENTERED_IN_ERROR, Status.FINAL);
    }
    Set<Long> devices = random.nextInt(3) == 0 ? Set.of(DEVICES.getFirst().key()) : null;
    Set<ReadingKey> keys = null;
    if (random.nextInt(4) == 0) {
      keys = new HashSet<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        keys.add(all.get(random.nextInt(all.size())).key());
      }
    }
    return new Narrowing(times(random), times(random), statuses, devices, keys);
  }

  private static Times times(Random random) {
    Times times = Times.NEVER;
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant from = NOON.plusSeconds(3_600L * (random.nextInt(200) - 100));
      times = times.or(Times.of(from, from.plusSeconds(3_600L * (1 + random.nextInt(60)))));
    }
    return times.spans().isEmpty() ? Times.ALL : random.nextBoolean() ? times : times.not();
  }

  private static Comparator<Position> byTime() {
    return Comparator.comparing(Position::at)
        .thenComparingInt(position -> position.key().measure().code())
        .thenComparing(position -> position.key().reportedAt())
        .thenComparingLong(position -> position.key().device())
        .thenComparingLong(position -> position.key().nativeId());
  }

  private static List<Reading> readings(Random random, int status) {
    int[] corrections = {0, 0, 3_600, -3_600, 93_600, -93_600, 93_601, -800_000, 9_000_000};
    Measure[] measures = Measure.values();
    return IntStream.range(0, 120)
        .mapToObj(i ->
            reading(
                measures[random.nextInt(measures.length)],
                NOON.plusSeconds(3_600L * (random.nextInt(200) - 100)),
                corrections[random.nextInt(corrections.length)],
                DEVICES.get(random.nextInt(2)),
                1_000L * status + i,
                NOON.plusSeconds(3_600L * (random.nextInt(200) - 100))))
        .toList();
  }

  private static Reading reading(
      Measure measure,
      Instant at,
      int correction,
      DeviceId device,
      long nativeId,
      Instant receivedAt) {
    return new Reading(
        PATIENT,
        measure,
        at,
        device,
        nativeId,
        correction,
        receivedAt,
        Amounts.single(new BigDecimal("100")),
        null,
        measure == Measure.BLOOD_GLUCOSE ? Specimen.CAPILLARY_PLASMA : null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a18", new byte[] {1}));
  }

  private static List<StoredReading> found(Search search) {
    return await(store.search(search));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
