package org.trousse.record.watch.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.CareModule;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;
import org.trousse.record.reading.RecordRows;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// A record with a nurse, her patients and somebody else's. All data are synthetic.
public final class Ward implements AutoCloseable {
  public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  public static final DeviceId DEVICE = new DeviceId("tests", "thermometer");
  public static final Professional NURSE =
      new Professional(new UUID(6, 1), "Camille", "Démo", Profession.NURSE, "10000000001", true);
  public static final Professional STRANGER =
      new Professional(new UUID(6, 2), "Sacha", "Démo", Profession.NURSE, "10000000002", true);
  private static final AtomicLong NUMBERS = new AtomicLong();

  public final TestPostgres postgres;
  public final Vertx vertx = Vertx.vertx();
  public final Pool ingest;
  public final Pool reader;
  public final CareModule care;
  private final Context loop = vertx.getOrCreateContext();

  public Ward(OpensSession sessions) throws SQLException {
    postgres = TestPostgres.migrated("record");
    ingest = pool("trousse_record_ingest");
    reader = pool("trousse_record_reader");
    care = done(CareModule.open(ingest, reader, sessions));
    Instant now = Instant.now();
    done(care.professionals().enter(NURSE, now));
    done(care.professionals().enter(STRANGER, now));
    try (Connection owner = postgres.connect()) {
      RecordRows.device(owner, DEVICE, "Test thermometer", 528_392);
    }
  }

  private Pool pool(String role) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser(role)
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(8))
        .connectingTo(options)
        .using(vertx)
        .build();
  }

  /// A patient whom these professionals care for.
  public PatientId patient(long number, String given, Professional... team) throws SQLException {
    PatientId patient = new PatientId(number);
    try (Connection owner = postgres.connect()) {
      RecordRows.patient(owner, patient, given, "Exemple");
    }
    for (Professional one : team) {
      cares(patient, one);
    }
    return patient;
  }

  public void cares(PatientId patient, Professional professional) throws SQLException {
    try (Connection owner = postgres.connect();
        PreparedStatement row =
            owner.prepareStatement(
                "insert into record.care_relation values (?, ?, ?, now() - interval '1 day', null,"
                    + " ?)")) {
      row.setLong(1, patient.value());
      row.setObject(2, UUID.randomUUID());
      row.setObject(3, professional.id());
      row.setObject(4, new UUID(9, 9));
      row.executeUpdate();
    }
  }

  public void execute(String sql) throws SQLException {
    try (Connection owner = postgres.connect();
        var statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  public SituationLane lane() {
    return new SituationLane(
        vertx,
        new SituationStore(ingest, reader),
        new SituationCaller(vertx),
        Instant::now,
        PARIS,
        200);
  }

  public AppendLane appender(Hears hears) {
    return onLoop(() -> new AppendLane(vertx, ingest, BatchLimits.USUAL, reading -> true, hears));
  }

  public Outcome append(AppendLane lane, Reading reading) {
    return done(onLoop(() -> lane.append(reading)));
  }

  public static Reading temperature(PatientId patient, Instant at, String celsius, Flag... flags) {
    return new Reading(
        patient,
        Measure.BODY_TEMPERATURE,
        at,
        DEVICE,
        NUMBERS.incrementAndGet(),
        0,
        Instant.now(),
        Amounts.single(new BigDecimal(celsius)),
        null,
        null,
        null,
        null,
        null,
        Set.of(flags),
        Set.of(),
        new Payload("gatt-2a1c", new byte[] {1}));
  }

  /// Runs on the one event loop of these tests.
  public <T> T onLoop(Supplier<T> work) {
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

  public static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    done(ingest.close());
    done(reader.close());
    done(vertx.close());
    postgres.close();
  }
}
