package org.trousse.record.care;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.trousse.record.care.RoleMatrix.Versions;
import org.trousse.record.care.emergency.EmergencyLane;
import org.trousse.record.care.emergency.EmergencyStore;
import org.trousse.record.care.team.TeamLane;
import org.trousse.record.care.team.TeamStore;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// A record, its professionals and its patients. All people are invented.
public final class CareGround implements AutoCloseable {
  public static final PatientId PATIENT = new PatientId(0x1234567890ABCDEFL);
  public static final PatientId OTHER = new PatientId(0x2234567890ABCDEFL);
  public static final PatientId UNKNOWN = new PatientId(0x3234567890ABCDEFL);
  public static final DeviceId DEVICE = new DeviceId("tests", "all-in-one");
  public static final Instant AT = Instant.parse("2026-11-01T07:30:00Z");

  public static final Professional NURSE = professional(Profession.NURSE, "Nora", "99900000601");
  public static final Professional DOCTOR = professional(Profession.DOCTOR, "Denis", "99900000101");
  public static final Professional PODIATRIST =
      professional(Profession.PODIATRIST, "Paule", "99900000801");

  public final TestPostgres postgres = TestPostgres.migrated("record");
  public final Vertx vertx = Vertx.vertx();
  public final Pool ingest = pool("trousse_record_ingest");
  public final Pool reader = pool("trousse_record_reader");
  public final ReadingStore readings = new ReadingStore(reader);
  public final SampleStore samples = new SampleStore(reader);
  public final ProfessionalStore professionals = new ProfessionalStore(ingest, reader);
  public final TeamStore teams = new TeamStore(ingest, reader);
  public final TeamLane team = new TeamLane(professionals, teams, InstantSource.system());
  public final CareStore facts = new CareStore(ingest);
  public final Versions matrix = MatrixStore.shipped();
  public final CareDoorLane door =
      new CareDoorLane(
          CareDoorLane.OpensSession.NOBODY,
          professionals,
          facts,
          readings,
          matrix,
          InstantSource.system());
  public final EmergencyStore emergencies = new EmergencyStore(ingest);
  public final EmergencyLane emergency =
      new EmergencyLane(door, facts, emergencies, matrix, InstantSource.system());

  /// Two patients with a reading of each measure, and three professionals whom nobody named.
  public CareGround() throws SQLException {
    await(new MatrixStore(ingest).publish(matrix, Instant.now()));
    for (Professional one : List.of(NURSE, DOCTOR, PODIATRIST)) {
      await(professionals.enter(one, Instant.now()));
    }
    try (Connection owner = postgres.connect()) {
      RecordRows.patient(owner, PATIENT, "Test", "Première");
      RecordRows.patient(owner, OTHER, "Test", "Seconde");
      RecordRows.device(owner, DEVICE, "a synthetic device", 528401);
    }
    for (PatientId patient : List.of(PATIENT, OTHER)) {
      for (Measure measure : Measure.values()) {
        append(reading(patient, measure, measure.code()));
      }
    }
  }

  private static Professional professional(Profession profession, String name, String rpps) {
    UUID id = UUID.nameUUIDFromBytes(rpps.getBytes(StandardCharsets.UTF_8));
    return new Professional(id, "Test " + name, "Soignante", profession, rpps, true);
  }

  /// Who is signed in and acts for themselves.
  public static Visitor visitor(PatientId patient) {
    UUID account = UUID.nameUUIDFromBytes(new byte[] {(byte) (patient.value() >>> 60)});
    return new Visitor(account, "Test Personne", patient, null, "the form's secret");
  }

  public void append(Reading reading) throws SQLException {
    try (Connection owner = postgres.connect()) {
      RecordRows.readings(owner, Status.FINAL, List.of(reading));
    }
  }

  public static Reading reading(PatientId patient, Measure measure, long number) {
    BigDecimal diastolic = measure == Measure.BLOOD_PRESSURE ? new BigDecimal("80") : null;
    return new Reading(
        patient,
        measure,
        AT,
        DEVICE,
        number,
        0,
        AT.plusSeconds(5),
        new Amounts(new BigDecimal("100"), diastolic, null, null),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a9d", new byte[] {1}));
  }

  /// Names a professional until it is stopped.
  public void named(PatientId patient, Professional professional) {
    await(team.name(visitor(patient), professional, null));
  }

  public void execute(String... statements) {
    try (Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public String ask(String sql) {
    return postgres.ask(sql);
  }

  /// What the reader's role is told: the first column of the last statement's first row.
  public String askAsReader(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), "trousse_record_reader", TestPostgres.PASSWORD);
        Statement statement = connection.createStatement()) {
      String answer = "";
      for (String sql : statements) {
        if (statement.execute(sql)) {
          try (ResultSet rows = statement.getResultSet()) {
            answer = rows.next() ? String.valueOf(rows.getString(1)) : "no row";
          }
        }
      }
      return answer;
    }
  }

  /// Nobody is named, nobody is blocked, nothing happened.
  public void forget() {
    execute(
        "truncate record.care_relation, record.care_block, record.care_setting,"
            + " record.emergency_access, record.mask, record.care_notice, record.space,"
            + " record.audit_event");
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
        .with(new PoolOptions().setMaxSize(4))
        .connectingTo(options)
        .using(vertx)
        .build();
  }

  public static <T> T await(Future<T> future) {
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

  @Override
  public void close() {
    await(ingest.close());
    await(reader.close());
    await(vertx.close());
    postgres.close();
  }
}
