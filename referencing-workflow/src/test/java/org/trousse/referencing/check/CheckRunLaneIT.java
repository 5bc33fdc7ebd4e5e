package org.trousse.referencing.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.check.CheckRunLane.Looker;
import org.trousse.referencing.check.CheckRunLane.Lookers;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class CheckRunLaneIT {
  private static final CheckGround GROUND = new CheckGround();
  private final SetClock clock = new SetClock(Vendors.NOW);
  private final CheckStore store = new CheckStore(GROUND.pool());

  @AfterAll
  static void stop() {
    GROUND.close();
  }

  /// Passes when each of its looks showed a page.
  private record Fetches(String criterion, List<Look> wanted) implements Check {
    @Override
    public List<Look> looks(Subject subject) {
      return wanted;
    }

    @Override
    public Finding judge(Subject subject, Seen seen) {
      FindingDraft draft = new FindingDraft(criterion, subject.now());
      for (Look look : wanted) {
        if (!(seen.at(look) instanceof Sight.Page)) {
          draft.unseen(new Text("rien", "nothing"), new Text("encore", "again"));
        }
      }
      return draft.done();
    }
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

  private CheckRunLane instant(List<Check> checks) {
    return lane(
        checks,
        lookers((subject, look) -> Future.succeededFuture(page()), none()),
        Duration.ofSeconds(30));
  }

  private Subject subject(UUID dossier) {
    Subject example = new Vendors().subject();
    return new Subject(dossier, example.manifest(), example.tier(), clock.instant());
  }

  private static CheckRun done(Start start) {
    assertThat(start).isInstanceOf(Start.Began.class);
    return ((Start.Began) start).done().await();
  }

  private Start start(CheckRunLane lane, UUID dossier) {
    return lane.start(subject(dossier), 1, Trigger.VENDOR, Set.of()).await();
  }

  @Test
  void looks_at_each_thing_once_four_at_a_time_and_keeps_what_it_found() {
    UUID dossier = UUID.randomUUID();
    Map<Look, Integer> looked = new HashMap<>();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Looker<Look.Fetch> slow =
        (subject, look) -> {
          synchronized (looked) {
            looked.merge(look, 1, Integer::sum);
          }
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          return GROUND
              .vertx()
              .timer(50)
              .map(late -> {
                now.decrementAndGet();
                return page();
              });
        };
    List<Look> looks = IntStream.range(0, 13).mapToObj(CheckRunLaneIT::fetch).toList();
    CheckRunLane lane =
        lane(
            List.of(new Fetches("A-01", looks), new Fetches("B-01", looks.subList(3, 8))),
            lookers(slow, none()),
            Duration.ofSeconds(30));

    CheckRun run = done(start(lane, dossier));

    assertThat(looked).hasSize(13).allSatisfy((look, times) -> assertThat(times).isEqualTo(1));
    assertThat(most).hasValue(CheckRunLane.AT_ONCE);
    assertThat(run.findings())
        .extracting(Finding::criterion, Finding::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("A-01", Outcome.PASSED),
            org.assertj.core.groups.Tuple.tuple("B-01", Outcome.PASSED));
    assertThat(lane.find(dossier, run.id()).await()).contains(run);
    assertThat(lane.find(UUID.randomUUID(), run.id()).await()).as("of another dossier").isEmpty();
    assertThat(store.newest(dossier, 1).await()).isEqualTo(run.findings());
    assertThat(store.newest(dossier, 2).await()).isEmpty();
  }

  @Test
  void tells_how_far_it_is_while_it_runs() {
    UUID dossier = UUID.randomUUID();
    Promise<Sight> last = Promise.promise();
    CheckRunLane lane =
        lane(
            List.of(new Fetches("A-01", List.of(fetch(0), fetch(1)))),
            lookers(
                (subject, look) ->
                    look.equals(fetch(0)) ? Future.succeededFuture(page()) : last.future(),
                none()),
            Duration.ofSeconds(30));

    Start start = start(lane, dossier);
    UUID run = ((Start.Began) start).run();
    await()
        .untilAsserted(
            () -> assertThat(lane.find(dossier, run).await().orElseThrow().looked()).isEqualTo(1));
    assertThat(lane.find(dossier, run).await().orElseThrow())
        .satisfies(halfway -> {
          assertThat(halfway.ended()).isNull();
          assertThat(halfway.looks()).isEqualTo(2);
          assertThat(halfway.findings()).isEmpty();
        });

    last.complete(page());
    assertThat(done(start).ended()).isEqualTo(clock.instant());
  }

  @Test
  void what_does_not_come_back_in_time_was_not_seen_and_nothing_waits_for_it() {
    CheckRunLane lane =
        lane(
            List.of(
                new Fetches("A-01", IntStream.range(0, 9).mapToObj(CheckRunLaneIT::fetch).toList()),
                new Fetches("B-01", List.of(fetch(0)))),
            lookers(
                (subject, look) ->
                    look.equals(fetch(0))
                        ? Future.succeededFuture(page())
                        : Promise.<Sight>promise().future(),
                none()),
            Duration.ofSeconds(1));
    long start = System.nanoTime();

    CheckRun run = done(start(lane, UUID.randomUUID()));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(run.findings())
        .extracting(Finding::outcome)
        .containsExactly(Outcome.NOT_VERIFIED, Outcome.PASSED);
  }

  @Test
  void a_looker_or_a_check_that_breaks_verifies_nothing_and_stops_nothing() {
    Check broken =
        new Check() {
          @Override
          public String criterion() {
            return "X-01";
          }

          @Override
          public List<Look> looks(Subject subject) {
            return List.of(fetch(1));
          }

          @Override
          public Finding judge(Subject subject, Seen seen) {
            throw new IllegalStateException("broken");
          }
        };
    CheckRunLane lane =
        lane(
            List.of(
                broken,
                new Fetches("A-01", List.of(fetch(2))),
                new Fetches("B-01", List.of(fetch(3))),
                new Fetches("C-01", List.of(fetch(4)))),
            lookers(
                (subject, look) -> {
                  if (look.equals(fetch(2))) {
                    throw new IllegalStateException("thrown");
                  }
                  return look.equals(fetch(3))
                      ? Future.failedFuture("failed")
                      : Future.succeededFuture(page());
                },
                none()),
            Duration.ofSeconds(30));

    CheckRun run = done(start(lane, UUID.randomUUID()));

    assertThat(run.findings())
        .extracting(Finding::outcome)
        .containsExactly(
            Outcome.NOT_VERIFIED, Outcome.NOT_VERIFIED, Outcome.NOT_VERIFIED, Outcome.PASSED);
  }

  @Test
  void scenes_leave_room_for_quick_looks() {
    List<String> order = new ArrayList<>();
    List<Look> looks = new ArrayList<>();
    for (int at = 0; at < 6; at++) {
      looks.add(new Look.Play("scene" + at));
    }
    for (int at = 0; at < 4; at++) {
      looks.add(fetch(at));
    }
    ConcurrentLinkedQueue<String> begun = new ConcurrentLinkedQueue<>();
    CheckRunLane lane =
        lane(
            List.of(new Fetches("A-01", looks)),
            lookers(
                (subject, look) -> {
                  begun.add("fetch");
                  return Future.succeededFuture(page());
                },
                (subject, look) -> {
                  begun.add("play");
                  return GROUND.vertx().timer(50).map(late -> page());
                }),
            Duration.ofSeconds(30));

    done(start(lane, UUID.randomUUID()));

    order.addAll(begun);
    assertThat(order).hasSize(10);
    assertThat(order.subList(0, 6)).filteredOn("play"::equals).hasSize(2);
    assertThat(order.subList(0, 6)).filteredOn("fetch"::equals).hasSize(4);
  }

  @Test
  void a_dossier_has_one_run_at_a_time_and_ten_seconds_between() {
    UUID dossier = UUID.randomUUID();
    Promise<Sight> held = Promise.promise();
    CheckRunLane lane =
        lane(
            List.of(new Fetches("A-01", List.of(fetch(0)))),
            lookers((subject, look) -> held.future(), none()),
            Duration.ofSeconds(30));

    List<Start> starts =
        IntStream.range(0, 8)
            .mapToObj(node ->
                new CheckRunLane(
                        GROUND.vertx(),
                        new CheckStore(GROUND.node()),
                        List.of(new Fetches("A-01", List.of(fetch(0)))),
                        lookers((subject, look) -> held.future(), none()),
                        clock,
                        UUID::randomUUID)
                    .start(subject(dossier), 1, Trigger.VENDOR, Set.of()))
            .toList()
            .stream()
            .map(asked -> asked.await())
            .toList();
    assertThat(starts).filteredOn(Start.Began.class::isInstance).hasSize(1);
    assertThat(starts).filteredOn(Start.Busy.class::isInstance).hasSize(7);

    held.complete(page());
    starts.stream().filter(Start.Began.class::isInstance).forEach(CheckRunLaneIT::done);
    clock.on(Duration.ofMillis(9_999));
    assertThat(start(lane, dossier)).isEqualTo(new Start.TooSoon(Duration.ofMillis(1)));
    clock.on(Duration.ofMillis(1));
    assertThat(start(lane, dossier)).isInstanceOf(Start.Began.class);
    assertThat(start(lane, UUID.randomUUID()))
        .as("another dossier")
        .isInstanceOf(Start.Began.class);
  }

  @Test
  void a_run_whose_process_died_does_not_lock_its_dossier() {
    UUID dossier = UUID.randomUUID();
    CheckRunLane dies =
        lane(
            List.of(new Fetches("A-01", List.of(fetch(0)))),
            lookers((subject, look) -> Promise.<Sight>promise().future(), none()),
            Duration.ofHours(1));
    UUID lost = ((Start.Began) start(dies, dossier)).run();

    clock.on(CheckStore.LOST_AFTER.minusMillis(1));
    assertThat(start(dies, dossier)).isEqualTo(new Start.Busy(lost));
    clock.on(Duration.ofMillis(1));
    done(start(instant(List.of(new Fetches("A-01", List.of(fetch(0))))), dossier));

    assertThat(store.find(dossier, lost).await().orElseThrow().lost()).isTrue();
    assertThat(store.history(dossier, 10).await()).hasSize(2);
  }

  @Test
  void only_chosen_criteria_are_looked_at_and_older_findings_stay() {
    UUID dossier = UUID.randomUUID();
    CheckRunLane lane =
        instant(
            List.of(
                new Fetches("A-01", List.of(fetch(0))), new Fetches("B-01", List.of(fetch(1)))));
    done(start(lane, dossier));
    clock.on(Duration.ofSeconds(20));

    CheckRun second =
        done(lane.start(subject(dossier), 1, Trigger.OFFICER, Set.of("B-01")).await());

    assertThat(second.findings()).extracting(Finding::criterion).containsExactly("B-01");
    assertThat(store.newest(dossier, 1).await())
        .extracting(Finding::criterion, Finding::at)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("A-01", clock.instant().minusSeconds(20)),
            org.assertj.core.groups.Tuple.tuple("B-01", clock.instant()));
  }

  @Test
  void findings_cannot_be_changed_by_the_house_itself() {
    UUID dossier = UUID.randomUUID();
    done(start(instant(List.of(new Fetches("A-01", List.of(fetch(0))))), dossier));

    for (String sql :
        List.of(
            "update referencing.check_finding set outcome = 'PASSED'",
            "delete from referencing.check_finding",
            "delete from referencing.check_run")) {
      Throwable refused =
          GROUND
              .pool()
              .query(sql)
              .execute()
              .map("done")
              .otherwise(Throwable::toString)
              .map(IllegalStateException::new)
              .await();
      assertThat(refused).hasMessageContaining("permission denied");
    }
  }
}
