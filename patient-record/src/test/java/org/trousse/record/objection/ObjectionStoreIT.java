package org.trousse.record.objection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.RosterStore;
import org.trousse.record.audit.Happened;
import org.trousse.record.audit.LogStore;
import org.trousse.record.audit.Used;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// What is set aside is hidden from every reader and stays in the table. All data are synthetic.
final class ObjectionStoreIT {
  private static final PatientId PATIENT = new PatientId(0x301);
  private static final PatientId OTHER = new PatientId(0x302);
  private static final UUID PERSON = new UUID(3, 3);
  private static final String APP = "carnet-demo";
  private static final DeviceId SCALE = new DeviceId("tests", "scale-of-the-app");
  private static final DeviceId OWN = new DeviceId("tests", "scale-of-nobody");
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant DAY_20 = Instant.parse("2026-11-20T07:00:00Z");
  private static final Instant DAY_21 = Instant.parse("2026-11-21T07:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-21T00:00:00Z");

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static ReadingStore readings;
  private static LogStore log;
  private static ObjectionStore store;

  @BeforeAll
  static void open() throws SQLException {
    postgres = TestPostgres.migrated("record");
    vertx = Vertx.vertx();
    Pool ingest = pool("trousse_record_ingest");
    Pool reader = pool("trousse_record_reader");
    readings = new ReadingStore(reader);
    log = new LogStore(reader);
    store = new ObjectionStore(ingest, reader);
    RosterStore roster = new RosterStore(ingest);
    done(roster.know(new KnownDevice(SCALE, "Balance de démonstration", 528399, APP)));
    done(roster.know(new KnownDevice(OWN, "Autre balance", 528399, null)));
  }

  private static Pool pool(String role) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser(role)
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    return PgBuilder.pool().connectingTo(options).using(vertx).build();
  }

  @AfterAll
  static void close() {
    done(vertx.close());
    postgres.close();
  }

  @BeforeEach
  void some_readings() throws SQLException {
    try (Connection owner = postgres.connect();
        var statement = owner.createStatement()) {
      statement.execute("truncate record.reading, record.reading_version, record.objection");
      RecordRows.readings(
          owner,
          Status.FINAL,
          List.of(
              reading(PATIENT, Measure.BODY_WEIGHT, SCALE, DAY_20, 0),
              reading(PATIENT, Measure.BODY_WEIGHT, SCALE, DAY_21, 0),
              reading(PATIENT, Measure.BODY_TEMPERATURE, SCALE, DAY_20, 0),
              reading(PATIENT, Measure.BODY_WEIGHT, OWN, DAY_20, 0),
              reading(OTHER, Measure.BODY_WEIGHT, SCALE, DAY_20, 0)));
    }
  }

  @Test
  void hides_what_the_app_added_of_this_kind_until_this_day_and_nothing_else() {
    OptionalInt met = done(store.object(objection(NIGHT)));

    assertThat(met).hasValue(1);
    assertThat(seen(PATIENT))
        .extracting(
            one -> one.reading().measure(),
            one -> one.reading().device().name(),
            ObjectionStoreIT::at)
        .containsExactlyInAnyOrder(
            tuple(Measure.BODY_WEIGHT, "scale-of-the-app", DAY_21),
            tuple(Measure.BODY_TEMPERATURE, "scale-of-the-app", DAY_20),
            tuple(Measure.BODY_WEIGHT, "scale-of-nobody", DAY_20));
    assertThat(seen(OTHER)).hasSize(1);
    assertThat(postgres.ask("select count(*) from record.reading")).isEqualTo("5");
  }

  @Test
  void no_read_finds_it_any_more() {
    List<StoredReading> before = done(readings.latest(PATIENT));
    StoredReading newest =
        before.stream()
            .filter(one -> one.reading().measure() == Measure.BODY_WEIGHT)
            .findFirst()
            .orElseThrow();

    done(store.object(objection(NOW)));

    assertThat(done(readings.byKey(newest.key()))).isEmpty();
    assertThat(
            done(
                readings.byNativeId(
                    PATIENT, Measure.BODY_WEIGHT, SCALE.key(), DAY_21.getEpochSecond())))
        .isEmpty();
    assertThat(done(readings.latest(PATIENT)))
        .extracting(one -> one.reading().measure(), one -> one.reading().device().name())
        .containsExactlyInAnyOrder(
            tuple(Measure.BODY_WEIGHT, "scale-of-nobody"),
            tuple(Measure.BODY_TEMPERATURE, "scale-of-the-app"));
  }

  @Test
  void the_time_that_is_true_counts_and_not_the_devices_own() throws SQLException {
    try (Connection owner = postgres.connect()) {
      Reading late = reading(PATIENT, Measure.BODY_WEIGHT, SCALE, DAY_20.plusSeconds(1), 86_400);
      RecordRows.readings(owner, Status.FINAL, List.of(late));
    }

    done(store.object(objection(NIGHT)));

    assertThat(seen(PATIENT)).extracting(ObjectionStoreIT::at).contains(DAY_20.plusSeconds(86_401));
  }

  @Test
  void what_arrives_after_it_was_asked_is_not_meant() throws SQLException {
    done(store.object(objection(NIGHT)));
    try (Connection owner = postgres.connect()) {
      Reading late = reading(PATIENT, Measure.BODY_WEIGHT, SCALE, DAY_20.plusSeconds(9), 0, NOW);
      RecordRows.readings(owner, Status.FINAL, List.of(late));
    }

    List<StoredReading> seen = seen(PATIENT);

    assertThat(seen).extracting(ObjectionStoreIT::at).contains(DAY_20.plusSeconds(9));
  }

  @Test
  void the_log_still_tells_what_the_app_added() {
    done(store.object(objection(NOW)));

    List<Happened> happened = done(log.happened(PATIENT, APP, DAY_20, NOW.plusSeconds(1), 9));
    List<Used> used = done(log.used(PATIENT, DAY_20, DAY_20));

    assertThat(happened)
        .extracting(Happened::measure, Happened::count)
        .containsExactlyInAnyOrder(
            tuple(Measure.BODY_WEIGHT, 2), tuple(Measure.BODY_TEMPERATURE, 1));
    assertThat(used).extracting(Used::count).containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void is_taken_back_within_thirty_days_and_not_later() {
    Objection late = objection(NOW);
    Objection inTime = objection(NIGHT);
    done(store.object(inTime));
    done(store.object(late));
    Instant last = NOW.plus(Objection.UNDOABLE);

    boolean taken = done(store.undo(PATIENT, inTime.id(), last.minusSeconds(1)));
    boolean again = done(store.undo(PATIENT, inTime.id(), last.minusSeconds(1)));
    boolean tooLate = done(store.undo(PATIENT, late.id(), last));
    boolean anothers = done(store.undo(OTHER, late.id(), NOW));

    assertThat(done(store.setAside(PATIENT))).isEqualTo(1);
    assertThat(done(store.setAside(OTHER))).isZero();
    assertThat(List.of(taken, again, tooLate, anothers)).containsExactly(true, false, false, false);
    assertThat(seen(PATIENT))
        .extracting(ObjectionStoreIT::at)
        .contains(DAY_20)
        .doesNotContain(DAY_21);
    assertThat(done(store.of(PATIENT)))
        .extracting(Objection::id, Objection::readings, one -> one.undoneAt() == null)
        .containsExactly(tuple(late.id(), 1, true), tuple(inTime.id(), 1, false));
  }

  @Test
  void counts_what_an_app_added_without_what_is_set_aside() {
    List<Added> before = done(store.added(PATIENT, APP, NOW));

    done(store.object(objection(NIGHT)));
    List<Added> after = done(store.added(PATIENT, APP, NOW));

    assertThat(before)
        .containsExactly(
            new Added(Measure.BODY_WEIGHT, 2, DAY_20, DAY_21),
            new Added(Measure.BODY_TEMPERATURE, 1, DAY_20, DAY_20));
    assertThat(after)
        .containsExactly(
            new Added(Measure.BODY_WEIGHT, 1, DAY_21, DAY_21),
            new Added(Measure.BODY_TEMPERATURE, 1, DAY_20, DAY_20));
  }

  @Test
  void meets_nothing_twice_and_keeps_nothing_that_meets_nothing() {
    done(store.object(objection(NOW)));

    OptionalInt again = done(store.object(objection(NOW)));

    assertThat(again).hasValue(0);
    assertThat(done(store.of(PATIENT))).hasSize(1);
    assertThat(done(store.of(OTHER))).isEmpty();
  }

  @Test
  void a_record_holds_fifty_at_most() {
    postgres.ask(
        """
        with many as (insert into record.objection
          (patient, id, app, measures, devices, before, at, person, readings)
          select 769, gen_random_uuid(), 'another', '{4}', '{1}', now(), now(), gen_random_uuid(), 1
          from generate_series(1, 49) returning 1)
        select count(*) from many\
        """);

    OptionalInt fiftieth = done(store.object(objection(NIGHT)));
    OptionalInt next = done(store.object(objection(NOW)));

    assertThat(fiftieth).hasValue(1);
    assertThat(next).isEmpty();
  }

  private static Objection objection(Instant before) {
    return Objection.asked(PATIENT, APP, Set.of(Measure.BODY_WEIGHT), before, NOW, PERSON);
  }

  private static Instant at(StoredReading one) {
    return one.reading().effectiveAt();
  }

  private static List<StoredReading> seen(PatientId patient) {
    return done(
        readings.search(
            patient,
            EnumSet.allOf(Measure.class),
            ReadingStore.EARLIEST,
            ReadingStore.LATEST,
            true,
            100,
            null));
  }

  private static Reading reading(
      PatientId patient, Measure measure, DeviceId device, Instant at, int correction) {
    return reading(patient, measure, device, at, correction, NOW.minus(Duration.ofHours(1)));
  }

  private static Reading reading(
      PatientId patient,
      Measure measure,
      DeviceId device,
      Instant at,
      int correction,
      Instant receivedAt) {
    return new Reading(
        patient,
        measure,
        at,
        device,
        at.getEpochSecond(),
        correction,
        receivedAt,
        Amounts.single(new BigDecimal("70.5")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a9d", new byte[] {1}));
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
