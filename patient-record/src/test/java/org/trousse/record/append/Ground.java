package org.trousse.record.append;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// A record to append to: server, event loops and connections by role. All data are synthetic.
final class Ground implements AutoCloseable {
  static final PatientId PATIENT = new PatientId(0x1234567890ABCDEFL);
  static final DeviceId DEVICE = new DeviceId("tests", "scale-1");
  private static final AtomicLong TICKS = new AtomicLong();
  static final Instant AT = Instant.parse("2026-03-01T07:30:00Z");

  final TestPostgres postgres;
  final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  final Pool ingest;
  final Pool reader;

  /// @param postgres with the record's schema; closed with the ground
  Ground(TestPostgres postgres) {
    this.postgres = postgres;
    this.ingest = pool("trousse_record_ingest");
    this.reader = pool("trousse_record_reader");
  }

  Pool pool(String role) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser(role)
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(4))
        .connectingTo(options)
        .using(vertx)
        .build();
  }

  AppendLane lane() {
    return lane(BatchLimits.USUAL, reading -> true);
  }

  AppendLane lane(BatchLimits limits, StillAllowed allowed) {
    return onLoop(() -> new AppendLane(vertx, ingest, limits, allowed));
  }

  /// Appends all in one turn of the event loop, so that they share a batch.
  List<Future<Outcome>> append(AppendLane lane, List<Reading> readings) {
    return onLoop(() -> readings.stream().map(lane::append).toList());
  }

  Outcome appended(AppendLane lane, Reading reading) {
    return await(append(lane, List.of(reading)).getFirst());
  }

  List<Outcome> appended(AppendLane lane, List<Reading> readings) {
    return append(lane, readings).stream().map(Ground::await).toList();
  }

  /// Runs on the one event loop of these tests.
  <T> T onLoop(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.runOnContext(now -> {
      try {
        done.complete(work.get());
      } catch (RuntimeException failed) {
        done.completeExceptionally(failed);
      }
    });
    return done.join();
  }

  void execute(String... statements) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  String ask(String sql) {
    return postgres.ask(sql);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException("no answer", late);
    }
  }

  /// A weight in kg; `number` makes its identity.
  static Reading weight(long number, String kilograms) {
    return weight(number, kilograms, Set.of());
  }

  static Reading weight(long number, String kilograms, Set<Flag> flags) {
    return new Reading(
        PATIENT,
        Measure.BODY_WEIGHT,
        AT,
        DEVICE,
        number,
        0,
        tick(),
        Amounts.single(kilograms.isEmpty() ? null : new BigDecimal(kilograms)),
        null,
        null,
        null,
        null,
        null,
        flags,
        Set.of(),
        new Payload("gatt-2a9d", new byte[] {0, 1, 2}));
  }

  /// Different for each reading.
  static Instant tick() {
    return AT.plusSeconds(60).plusNanos(TICKS.incrementAndGet() * 1_000);
  }

  @Override
  public void close() {
    await(ingest.close());
    await(reader.close());
    await(vertx.close());
    postgres.close();
  }
}
