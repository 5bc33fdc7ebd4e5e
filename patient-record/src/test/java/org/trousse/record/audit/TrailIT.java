package org.trousse.record.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.RosterStore;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

final class TrailIT {
  private static final PatientId PATIENT = new PatientId(0x101);
  private static final PatientId OTHER = new PatientId(0x102);
  private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool ingest;
  private static TrailStore trail;
  private static LogStore log;

  @BeforeAll
  static void open() {
    postgres = TestPostgres.migrated("record");
    vertx = Vertx.vertx();
    ingest = pool("trousse_record_ingest");
    Pool reader = pool("trousse_record_reader");
    trail = new TrailStore(ingest);
    log = new LogStore(reader);
  }

  @AfterAll
  static void close() {
    done(vertx.close());
    postgres.close();
  }

  @BeforeEach
  void empty() {
    execute("truncate record.audit_event, record.reading, record.reading_version, record.device");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from record.audit_event",
        "update record.audit_event set allowed = true",
        "delete from record.audit_event",
        "insert into record.audit_event (patient, at, id, what, allowed, measures, counts, detail,"
            + " leaf) values (1, now(), gen_random_uuid(), 'read', true, '{}', '{}', '', 0)",
        "select * from record.audit_checkpoint",
        "insert into record.audit_checkpoint values (1, now(), 1, '', '')",
        "delete from record.audit_tile"
      })
  void who_writes_the_trail_can_only_append(String statement) {
    assertThatThrownBy(() -> done(ingest.query(statement).execute()))
        .hasMessageMatching("(?s).*(permission denied|row-level security).*");
  }

  @Test
  void tells_what_happened_newest_first_and_nobody_elses() {
    done(
        trail.write(
            List.of(
                event("search", Map.of(Measure.BODY_WEIGHT, 3, Measure.BLOOD_GLUCOSE, 40)),
                of(OTHER, "read", "app-1", AT, Map.of(Measure.BODY_WEIGHT, 1)),
                of(PATIENT, "revoke", "app-2", AT.plusSeconds(60), Map.of()))));

    List<Happened> all = done(log.happened(PATIENT, null, AT, AT.plusSeconds(3_600), 10));
    List<Happened> one = done(log.happened(PATIENT, "app-2", AT, AT.plusSeconds(3_600), 10));

    assertThat(all)
        .extracting(Happened::what, Happened::measure, Happened::count)
        .containsExactly(
            tuple("revoke", null, 0),
            tuple("search", Measure.BLOOD_GLUCOSE, 40),
            tuple("search", Measure.BODY_WEIGHT, 3));
    assertThat(one).extracting(Happened::what).containsExactly("revoke");
  }

  @Test
  void counts_what_an_app_s_device_sent_by_the_day_and_the_app_s_own_writing_once()
      throws SQLException {
    DeviceId scale = new DeviceId("demo", "scale-1");
    done(new RosterStore(ingest).know(new KnownDevice(scale, "Scale", 528399)));
    done(new RosterStore(ingest).know(new KnownDevice(scale, "Scale", 528399, "app-1")));
    try (Connection owner = postgres.connect()) {
      RecordRows.readings(
          owner,
          Status.FINAL,
          List.of(
              weight(scale, 1, AT),
              weight(scale, 2, AT.plusSeconds(60)),
              weight(scale, 3, AT.plus(Duration.ofDays(1)))));
    }
    // written through FHIR: in the trail already
    execute("update record.reading set codec = 13 where native_id = 2");
    done(trail.write(List.of(of(PATIENT, "create", "app-1", AT, Map.of(Measure.BODY_WEIGHT, 1)))));
    done(trail.write(List.of(event("search", Map.of(Measure.BODY_WEIGHT, 5)))));

    List<Used> used = done(log.used(PATIENT, AT, AT));
    List<Used> recent = done(log.used(PATIENT, AT, AT.plusSeconds(60)));
    List<Happened> lines =
        done(log.happened(PATIENT, "app-1", AT, AT.plus(Duration.ofDays(2)), 10));

    assertThat(used)
        .containsExactly(
            new Used("app-1", Measure.BODY_WEIGHT, false, 5, AT),
            new Used("app-1", Measure.BODY_WEIGHT, true, 3, AT.plus(Duration.ofDays(1))));
    assertThat(recent)
        .as("the last time is older than what is counted")
        .containsExactly(
            new Used("app-1", Measure.BODY_WEIGHT, false, 0, AT),
            new Used("app-1", Measure.BODY_WEIGHT, true, 1, AT.plus(Duration.ofDays(1))));
    assertThat(lines).filteredOn(line -> line.what().equals("receive")).hasSize(2);
    assertThat(lines.getFirst().who()).isEqualTo("Scale");
  }

  private static Event event(String what, Map<Measure, Integer> counts) {
    return of(PATIENT, what, "app-1", AT, counts);
  }

  private static Event of(
      PatientId patient, String what, String app, Instant at, Map<Measure, Integer> counts) {
    return new Event(
        at,
        UUID.randomUUID(),
        patient,
        what,
        app,
        "Synthetic app",
        null,
        UUID.randomUUID(),
        true,
        counts,
        "");
  }

  private static Reading weight(DeviceId device, long number, Instant received) {
    return new Reading(
        PATIENT,
        Measure.BODY_WEIGHT,
        AT.plusSeconds(number),
        device,
        number,
        0,
        received,
        Amounts.single(new BigDecimal("70")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a9d", new byte[] {1}));
  }

  private static Pool pool(String role) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(role)
                .setPassword(TestPostgres.PASSWORD)
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(4))
        .using(vertx)
        .build();
  }

  private static void execute(String sql) {
    try (Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
