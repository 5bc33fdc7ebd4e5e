package org.trousse.referencing.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.SetClock;
import org.trousse.referencing.check.CheckRunLane.Looker;
import org.trousse.referencing.check.CheckRunLane.Lookers;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// What happens to listed apps while nobody looks.
final class NightlyLaneIT {
  private static final CheckGround GROUND = new CheckGround();
  private final SetClock clock = new SetClock(Vendors.NOW);
  private final CheckStore store = new CheckStore(GROUND.pool());

  @AfterAll
  static void stop() {
    GROUND.close();
  }

  private static Look fetch(int number) {
    return new Look.Fetch(URI.create("https://vendor.example/" + number));
  }

  private static Sight page() {
    return new Sight.Page(URI.create("https://vendor.example/"), 200, Map.of(), "");
  }

  private static <L extends Look> Looker<L> none() {
    return (subject, look) -> Future.succeededFuture(new Sight.NotSeen(new Text("a", "b")));
  }

  private static Lookers lookers(Looker<Look.Fetch> fetch, Looker<Look.Play> play) {
    return new Lookers(fetch, none(), none(), none(), play, none(), none(), none(), none());
  }

  private CheckRunLane lane(List<Check> checks, Lookers lookers, Duration looking) {
    return new CheckRunLane(
        GROUND.vertx(), store, checks, lookers, clock, UUID::randomUUID, looking);
  }

  private Subject subject(UUID dossier) {
    Subject example = new Vendors().subject();
    return new Subject(dossier, example.manifest(), example.tier(), clock.instant());
  }

  @Test
  void each_listed_app_is_looked_at_once_a_day_by_one_node_and_drift_is_told() {
    UUID dossier = new UUID(7, 0); // its minute is the first of the day
    ConcurrentLinkedQueue<UUID> told = new ConcurrentLinkedQueue<>();
    AtomicInteger looked = new AtomicInteger();
    Sight[] now = {page()};
    Check strict =
        new Check() {
          @Override
          public String criterion() {
            return "NET-01";
          }

          @Override
          public List<Look> looks(Subject subject) {
            return List.of(fetch(0));
          }

          @Override
          public Finding judge(Subject subject, Seen seen) {
            FindingDraft draft = new FindingDraft("NET-01", subject.now());
            if (!(seen.at(fetch(0)) instanceof Sight.Page)) {
              draft.fault(new Text("a", "b"), new Text("a", "b"));
            }
            return draft.done();
          }
        };
    CheckRunLane runs =
        lane(
            List.of(strict),
            lookers(
                (subject, look) -> {
                  looked.incrementAndGet();
                  return Future.succeededFuture(now[0]);
                },
                none()),
            Duration.ofSeconds(30));
    List<NightlyLane> nodes =
        IntStream.range(0, 2)
            .mapToObj(node ->
                new NightlyLane(
                    GROUND.vertx(),
                    runs,
                    new CheckStore(GROUND.node()),
                    () ->
                        Future.succeededFuture(
                            List.of(new NightlyLane.ListedApp(subject(dossier), 1))),
                    (whose, findings) -> {
                      told.add(whose);
                      return Future.succeededFuture();
                    },
                    clock))
            .toList();

    List<Integer> looksByNight = new ArrayList<>();
    List<Integer> toldByNight = new ArrayList<>();
    for (boolean good : new boolean[] {true, false, false, true}) {
      now[0] = good ? page() : new Sight.NotSeen(new Text("a", "b"));
      for (int minute = 0; minute < 3; minute++) {
        Future.join(nodes.stream().map(NightlyLane::turn).toList()).await();
        clock.on(Duration.ofMinutes(1));
      }
      looksByNight.add(looked.get());
      toldByNight.add(told.size());
      clock.on(Duration.ofDays(1));
    }

    assertThat(looksByNight).containsExactly(1, 2, 3, 4);
    assertThat(toldByNight).containsExactly(0, 0, 1, 1);
    assertThat(told).containsExactly(dossier);
  }

  @Test
  void nights_are_forgotten_after_400_days_some_at_a_time() {
    UUID dossier = new UUID(9, 0);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate oldest = today.minusDays(NightlyLane.NIGHTS_KEPT_DAYS + 2);
    for (LocalDate day = oldest; !day.isAfter(today); day = day.plusDays(1)) {
      store.claim(dossier, day).await();
    }
    NightlyLane night =
        new NightlyLane(
            GROUND.vertx(),
            lane(List.of(), lookers(none(), none()), Duration.ofSeconds(30)),
            store,
            () -> Future.succeededFuture(List.of()),
            (whose, findings) -> Future.succeededFuture(),
            clock);

    int one = store.sweep(today.minusDays(NightlyLane.NIGHTS_KEPT_DAYS), 1).await();
    int rest = night.sweep().await();
    boolean lastKept = !store.claim(dossier, today.minusDays(NightlyLane.NIGHTS_KEPT_DAYS)).await();
    boolean gone = store.claim(dossier, oldest).await();

    assertThat(one).isEqualTo(1);
    assertThat(rest).isEqualTo(1);
    assertThat(lastKept).isTrue();
    assertThat(gone).isTrue();
  }

  @Test
  void a_vendor_who_keeps_its_dossier_busy_does_not_escape_the_night() {
    UUID dossier = new UUID(8, 0);
    Promise<Sight> held = Promise.promise();
    CheckRunLane runs =
        lane(List.of(), lookers((subject, look) -> held.future(), none()), Duration.ofSeconds(30));
    NightlyLane night =
        new NightlyLane(
            GROUND.vertx(),
            runs,
            store,
            () -> Future.succeededFuture(List.of(new NightlyLane.ListedApp(subject(dossier), 1))),
            (whose, findings) -> Future.succeededFuture(),
            clock);
    runs.start(subject(dossier), 1, CheckRun.Trigger.VENDOR, Set.of()).await();

    night.turn().await(); // less than ten seconds after the vendor's run
    assertThat(store.history(dossier, 9).await()).hasSize(1);
    clock.on(Duration.ofMinutes(1));
    night.turn().await();

    assertThat(store.history(dossier, 9).await())
        .extracting(CheckRun::trigger)
        .containsExactly(CheckRun.Trigger.NIGHTLY, CheckRun.Trigger.VENDOR);
  }
}
