package org.trousse.record.subscribe.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.subscribe.Fault;
import org.trousse.record.subscribe.Progress;
import org.trousse.record.subscribe.Standing.Held;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.Wanted;
import org.trousse.record.subscribe.notice.Signature;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// Events come with their readings, whatever dies in between, and each is told by one process.
final class EventsIT {
  private static final DeviceId SCALE = new DeviceId("tests", "scale");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SecretKeySpec KEY =
      new SecretKeySpec("a secret of 16 b".getBytes(StandardCharsets.UTF_8), "AES");

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool ingest;
  private static Pool reader;
  private static SubscriptionStore store;

  private final PatientId patient = new PatientId(UUID.randomUUID().getMostSignificantBits() >>> 1);
  private final String app = "app-" + UUID.randomUUID();
  private final Subscribers subscribers = new Subscribers();
  private final List<NotificationLane> lanes = new ArrayList<>();
  private Receiver receiver;
  private Held held;
  private long number;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.migrated("record");
    vertx = Vertx.vertx();
    ingest = pool("trousse_record_ingest");
    reader = pool("trousse_record_reader");
    store = new SubscriptionStore(ingest, reader);
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
    postgres.close();
  }

  @BeforeEach
  void open() {
    receiver = new Receiver();
    held = subscribers.allows(app, patient, Measure.BODY_WEIGHT);
  }

  @AfterEach
  void close() {
    lanes.forEach(lane -> lane.close().await());
    receiver.close();
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

  private Subscription subscribed() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Subscription one =
        new Subscription(
            patient,
            UUID.randomUUID(),
            app,
            "Synthetic app",
            held.grant(),
            new Wanted(
                Set.of(Measure.BODY_WEIGHT),
                null,
                List.of(),
                URI.create(receiver.address() + "/hook"),
                "a test",
                null,
                null,
                null,
                3),
            now,
            now,
            1,
            Progress.BEGIN);
    assertThat(store.add(one).await()).isTrue();
    return one;
  }

  private Reading weight() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new Reading(
        patient,
        Measure.BODY_WEIGHT,
        now.minusSeconds(60),
        SCALE,
        ++number,
        0,
        now,
        Amounts.single(new BigDecimal("70.5")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("json1", "{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Outcome> append(List<Reading> readings) {
    List<Future<Outcome>> outcomes =
        onLoop(() -> {
          AppendLane lane = new AppendLane(vertx, ingest, BatchLimits.USUAL, reading -> true);
          return readings.stream().map(lane::append).toList();
        });
    return outcomes.stream().map(one -> one.await()).toList();
  }

  private static <T> T onLoop(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    vertx.getOrCreateContext().runOnContext(now -> done.complete(work.get()));
    return done.join();
  }

  private NotificationLane process() {
    NotificationLane lane =
        NotificationLane.start(
            vertx,
            new NotificationLane.Tools(
                store,
                new TrailStore(ingest),
                new EndpointCaller(vertx, address -> false),
                subscribers.rights(),
                new Signature(KEY),
                KEY,
                "http://record.example/fhir",
                InstantSource.system(),
                UUID::randomUUID,
                () -> 0),
            50);
    lanes.add(lane);
    return lane;
  }

  private String events() {
    return postgres.ask(
        "select count(*) from record.subscription_event where patient = " + patient.value());
  }

  @Test
  void a_process_that_dies_right_after_the_commit_takes_no_event_with_it() {
    subscribed();

    append(List.of(weight(), weight()));

    assertThat(events()).as("with the readings, before anybody did anything").isEqualTo("2");
    process();
    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(List.of(1L, 2L)));
  }

  /// The red control: a way in that leaves the event to be written afterwards.
  @Test
  void a_way_in_that_forgets_would_be_noticed() throws SQLException {
    subscribed();

    try (Connection owner = postgres.connect()) {
      RecordRows.readings(owner, Status.FINAL, List.of(weight(), weight()));
    }

    assertThat(events()).isNotEqualTo("2");
    process();
    await().atMost(PATIENCE).until(() -> !receiver.taken("handshake").isEmpty());
    await()
        .during(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(() -> receiver.numbers().isEmpty());
  }

  @Test
  void a_reading_that_comes_ten_times_at_once_makes_one_event() {
    subscribed();
    Reading one = weight();
    List<CompletableFuture<List<Outcome>>> all = new ArrayList<>();

    for (int copy = 0; copy < 10; copy++) {
      all.add(CompletableFuture.supplyAsync(() -> append(List.of(one, one))));
    }
    all.forEach(CompletableFuture::join);
    process();

    assertThat(events()).isEqualTo("1");
    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(List.of(1L)));
  }

  @Test
  void batches_that_share_patients_do_not_wait_in_a_circle() {
    subscribed();
    subscribed();
    List<Reading> readings = new ArrayList<>();
    for (int count = 0; count < 50; count++) {
      readings.add(weight());
    }
    List<CompletableFuture<List<Outcome>>> all = new ArrayList<>();

    for (int copy = 0; copy < 8; copy++) {
      List<Reading> batch = copy % 2 == 0 ? readings : readings.reversed();
      all.add(CompletableFuture.supplyAsync(() -> append(batch)));
    }

    assertThat(all)
        .allSatisfy(one -> assertThat(one.join()).isSubsetOf(Outcome.ACCEPTED, Outcome.DUPLICATE));
    assertThat(events()).isEqualTo("100");
  }

  @Test
  void of_two_processes_one_tells_each_event_and_all_come_in_order() {
    subscribed();
    process();
    process();

    for (int batch = 0; batch < 5; batch++) {
      append(List.of(weight(), weight(), weight(), weight()));
    }

    List<Long> all = new ArrayList<>();
    for (long next = 1; next <= 20; next++) {
      all.add(next);
    }
    await().atMost(PATIENCE).until(() -> receiver.numbers().size() >= 20);
    assertThat(receiver.numbers()).isEqualTo(all);
    assertThat(receiver.taken("event-notification"))
        .as("three at most, as the app wished")
        .allMatch(one -> one.numbers().size() <= 3);
  }

  @Test
  void what_a_dead_process_had_claimed_is_told_by_another() {
    Subscription one = subscribed();
    append(List.of(weight()));
    Instant now = Instant.now();

    List<Subscription> claimed =
        store.claim(UUID.randomUUID(), now, now.plusSeconds(2), 1_000, 1_000, Set.of()).await();
    process();

    assertThat(claimed).extracting(Subscription::id).contains(one.id());
    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(List.of(1L)));
    assertThat(Instant.now()).isAfter(now.plusSeconds(2));
  }

  @Test
  void a_slow_app_does_not_keep_the_others_waiting() {
    for (int count = 0; count < 5; count++) {
      subscribed();
    }
    Instant now = Instant.now();
    UUID process = UUID.randomUUID();

    List<Subscription> first =
        mine(store.claim(process, now, now.plusSeconds(60), 1_000, 2, Set.of()).await());
    List<Subscription> busy =
        mine(store.claim(process, now, now.plusSeconds(60), 1_000, 2, Set.of(app)).await());
    List<Subscription> then =
        mine(store.claim(process, now, now.plusSeconds(60), 1_000, 2, Set.of()).await());

    assertThat(first).hasSize(2);
    assertThat(busy).isEmpty();
    assertThat(then).hasSize(2);
    assertThat(first).doesNotContainAnyElementsOf(then);
  }

  private List<Subscription> mine(List<Subscription> all) {
    return all.stream().filter(one -> one.patient().equals(patient)).toList();
  }

  @Test
  void a_settlement_of_who_lost_the_claim_changes_nothing() {
    Subscription one = subscribed();
    Instant now = Instant.now();
    store.claim(UUID.randomUUID(), now, now.plusSeconds(60), 1_000, 1_000, Set.of()).await();

    store.settle(one, UUID.randomUUID(), one.progress().off(null), now).await();

    assertThat(store.of(patient, app).await().getFirst().progress().status())
        .isEqualTo(Subscription.Status.REQUESTED);
  }

  @Test
  void it_is_off_when_the_end_that_was_asked_for_has_come() {
    Subscription one = subscribed();
    postgres.ask(
        "with ended as (update record.subscription set ends_at = now() where id = '"
            + one.id()
            + "' returning 1) select count(*) from ended");
    append(List.of(weight()));

    process();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(store.of(patient, app).await().getFirst().progress().fault())
                .isEqualTo(Fault.EXPIRED));
    assertThat(receiver.told()).isEmpty();
    assertThat(events()).isEqualTo("0");
  }

  @Test
  void events_are_forgotten_after_30_days() {
    Subscription one = subscribed();
    append(List.of(weight(), weight()));
    postgres.ask(
        "with aged as (update record.subscription_event set at = now() - interval '31 days'"
            + " where patient = "
            + patient.value()
            + " and native_id = 1 returning 1) select count(*) from aged");

    long counted = store.number(one, held, Instant.now()).await();

    assertThat(counted).isEqualTo(1);
    assertThat(events()).isEqualTo("1");
  }

  @Test
  void what_is_off_or_stood_in_error_is_swept_after_30_days() {
    Subscription off = subscribed();
    Subscription error = subscribed();
    append(List.of(weight()));
    Instant then = Instant.now().plus(Duration.ofDays(31));
    store.turn(off, Subscription.Status.OFF, Instant.now()).await();
    postgres.ask(
        "with failed as (update record.subscription set status = 2 where id = '"
            + error.id()
            + "' returning 1) select count(*) from failed");

    store.sweep(then).await();

    assertThat(store.of(patient, app).await())
        .singleElement()
        .matches(one -> one.id().equals(error.id()))
        .matches(one -> one.progress().status() == Subscription.Status.OFF);
    assertThat(events()).isEqualTo("0");
  }

  @Test
  void a_closed_space_is_told_nothing() {
    subscribed();
    append(List.of(weight()));
    postgres.ask(
        "with closed as (insert into record.space (patient, state, since, destruction_asked)"
            + " values ("
            + patient.value()
            + ", 1, now(), false) returning 1) select count(*) from closed");

    process();

    await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> receiver.told().isEmpty());
    assertThat(store.of(patient, app).await()).isEmpty();
  }

  @Test
  void a_heart_beats_when_there_is_nothing_to_tell() {
    Subscription one = subscribed();
    postgres.ask(
        "with beating as (update record.subscription set heartbeat_s = 1 where id = '"
            + one.id()
            + "' returning 1) select count(*) from beating");

    process();

    await().atMost(PATIENCE).until(() -> receiver.taken("heartbeat").size() >= 2);
    assertThat(receiver.numbers()).isEmpty();
  }
}
