package org.trousse.referencing.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.clock.ClockRules;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.history.publication.AppStanding;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.history.publication.UserMessage;

/// What others hear of, and what clocks do, with two nodes on one database.
@SuppressWarnings("NullAway.Init") // open() comes before all else
final class DeliveryIT {
  private static HistoryGround ground;

  private final Heard heard = new Heard();

  @BeforeAll
  static void open() {
    ground = new HistoryGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  /// Everybody who is told something.
  private static final class Heard {
    final List<Publication> publications = new CopyOnWriteArrayList<>();
    final List<AppStanding.Change> standings = new CopyOnWriteArrayList<>();
    final List<UserMessage> messages = new CopyOnWriteArrayList<>();
    final AtomicBoolean catalogueDown = new AtomicBoolean();

    OutboxLane.Needs needs() {
      return new OutboxLane.Needs(
          publication -> {
            if (catalogueDown.get()) {
              return Future.failedFuture("the catalogue is down");
            }
            publications.add(publication);
            return Future.succeededFuture();
          },
          change -> {
            standings.add(change);
            return Future.succeededFuture();
          },
          message -> {
            messages.add(message);
            return Future.succeededFuture();
          });
    }

    List<AppStanding.Change> standings(Walk walk) {
      return standings.stream()
          .filter(one -> one.software().equals(walk.dossier.identity().software()))
          .toList();
    }
  }

  private OutboxLane outbox(Pool node) {
    return new OutboxLane(ground.vertx, node, heard.needs(), Clock.systemUTC());
  }

  private static void drain(OutboxLane lane) {
    while (lane.deliverOne().await()) {
      // until there is no more
    }
  }

  @Test
  void a_suspension_reaches_the_server_the_catalogue_and_people_in_order() {
    Walk walk = ground.walk(State.SUSPENDED);

    drain(outbox(ground.pool));

    assertThat(heard.standings(walk))
        .extracting(AppStanding.Change::standing)
        .containsExactly(
            AppStanding.SANDBOX,
            AppStanding.SUSPENDED, // agreement: nothing opens
            AppStanding.ACTIVE, // hook-up: a test cohort
            AppStanding.ACTIVE,
            AppStanding.SUSPENDED);
    Publication last =
        heard.publications.stream()
            .filter(one -> one.dossier().equals(walk.dossier.id()))
            .reduce((one, next) -> next)
            .orElseThrow();
    assertThat(last.state()).isEqualTo(State.SUSPENDED);
    assertThat(last.version()).isEqualTo(walk.dossier.version());
    assertThat(heard.messages)
        .filteredOn(one -> one.dossier().equals(walk.dossier.id()))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.kind()).isEqualTo(UserMessage.Kind.SUSPENDED);
          assertThat(message.reason()).isEqualTo(Walk.WORDS);
        });
  }

  @Test
  void a_publication_says_all_that_is_public_and_no_name_of_an_officer() {
    Walk walk = ground.walk(State.LISTED);
    ground.act(
        walk,
        Walk.REVIEWER,
        Walk.judgement(walk.dossier, "GOV-01", VerdictWord.PARTIAL, LocalDate.of(2026, 6, 30)));

    drain(outbox(ground.pool));

    Publication last =
        heard.publications.stream()
            .filter(one -> one.dossier().equals(walk.dossier.id()))
            .reduce((one, next) -> next)
            .orElseThrow();
    assertThat(last.manifest()).isEqualTo(HistoryGround.MANIFEST);
    assertThat(last.specification()).isEqualTo("1.0.0");
    assertThat(last.validUntil()).isEqualTo(walk.validUntil());
    assertThat(last.decidedOn()).isEqualTo(walk.dossier.standing().since());
    assertThat(last.verdicts())
        .extracting(Publication.PublicVerdict::criterion, Publication.PublicVerdict::machine)
        .containsExactly(tuple("GOV-01", false), tuple("GOV-03", true));
    assertThat(last.conditions())
        .extracting(Publication.Condition::criterion)
        .containsExactly("GOV-01");
    assertThat(last.history())
        .extracting(Publication.HistoryLine::what)
        .containsExactly(State.AGREEMENT, State.LISTED);
    String json = HistoryJson.write(last);
    for (UUID officer :
        List.of(Walk.REVIEWER.account(), Walk.SEAT.account(), Walk.LEAD.account())) {
      assertThat(json).doesNotContain(officer.toString());
    }
  }

  @Test
  void an_app_that_was_never_listed_is_never_published() {
    Walk walk = ground.walk(State.UNFAVOURABLE);

    drain(outbox(ground.pool));

    assertThat(heard.publications).noneMatch(one -> one.dossier().equals(walk.dossier.id()));
    assertThat(heard.messages).noneMatch(one -> one.dossier().equals(walk.dossier.id()));
  }

  @Test
  void a_catalogue_that_is_down_holds_up_no_suspension_and_hears_of_all_later() {
    heard.catalogueDown.set(true);
    Walk walk = ground.walk(State.SUSPENDED);
    OutboxLane lane = outbox(ground.pool);

    drain(lane);

    assertThat(heard.standings(walk))
        .last()
        .satisfies(change -> assertThat(change.standing()).isEqualTo(AppStanding.SUSPENDED));
    assertThat(heard.publications).isEmpty();
    heard.catalogueDown.set(false);
    lane.open();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    ground.count("select count(*) from referencing.outbox where done_at is null"))
                .isZero());
    lane.close();
    assertThat(heard.publications)
        .extracting(Publication::version)
        .isSorted()
        .contains(walk.dossier.version());
  }

  @Test
  void a_receiver_that_throws_is_asked_again_and_holds_up_nobody_else() {
    Walk walk = ground.walk(State.LISTED);
    AtomicBoolean broken = new AtomicBoolean(true);
    OutboxLane.Needs needs = heard.needs();
    OutboxLane lane =
        new OutboxLane(
            ground.vertx,
            ground.pool,
            new OutboxLane.Needs(
                needs.publishes(),
                change -> {
                  if (broken.getAndSet(false)) {
                    throw new IllegalStateException("a fault");
                  }
                  return needs.stopsApps().change(change);
                },
                needs.tellsUsers()),
            Clock.systemUTC());

    drain(lane);
    lane.open();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.standings(walk)).hasSize(4));
    lane.close();
    assertThat(broken).isFalse();
    assertThat(heard.publications).anyMatch(one -> one.dossier().equals(walk.dossier.id()));
  }

  @Test
  void two_nodes_deliver_each_parcel_once_and_in_order() {
    List<Walk> walks = new ArrayList<>();
    drain(outbox(ground.pool));
    heard.standings.clear();
    for (int number = 0; number < 6; number++) {
      walks.add(ground.walk(State.SUSPENDED));
    }
    OutboxLane one = outbox(ground.pool);
    OutboxLane other = outbox(ground.node());

    for (OutboxLane lane : List.of(one, other, one, other, one, other)) {
      lane.poke();
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.standings).hasSize(5 * walks.size()));
    for (Walk walk : walks) {
      assertThat(heard.standings(walk)).extracting(AppStanding.Change::version).isSorted();
    }
  }

  @Test
  void what_is_committed_here_is_delivered_at_once() {
    drain(outbox(ground.pool));
    Walk walk = ground.walk(State.LISTED);
    OutboxLane outbox = outbox(ground.pool);
    drain(outbox);
    DossierLane lane =
        new DossierLane(HistoryGround.stores(ground.pool), outbox::poke, ground.clock);
    Act suspend =
        new Act.Go(
            MoveName.SUSPEND, Walk.grounds(walk.dossier, ReasonCode.CRITICAL_FINDING, "GOV-03"));

    HistoryGround.decided(lane.act(walk.dossier.id(), suspend, Walk.REVIEWER));

    await()
        .atMost(Duration.ofSeconds(1)) // nobody polls here
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() ->
            assertThat(heard.standings(walk).getLast().standing())
                .isEqualTo(AppStanding.SUSPENDED));
  }

  @Test
  void waits_longer_after_each_failure_but_never_long_where_an_app_is_stopped() {
    assertThat(OutboxStore.wait(PublicationRules.PUBLICATION, 0))
        .isEqualTo(Duration.parse("PT0.2S"));
    assertThat(OutboxStore.wait(PublicationRules.PUBLICATION, 3))
        .isEqualTo(Duration.parse("PT1.6S"));
    assertThat(OutboxStore.wait(PublicationRules.PUBLICATION, 99))
        .isEqualTo(Duration.parse("PT5M"));
    assertThat(OutboxStore.wait(PublicationRules.STANDING, 99)).isEqualTo(Duration.parse("PT2S"));
  }

  @Test
  void two_nodes_whose_clocks_run_out_at_once_act_once() {
    Walk draft = ground.walk(State.DRAFT);
    Walk review = ground.walk(State.EXPERT_REVIEW);
    Walk listed = ground.walk(State.LISTED);
    Instant late = ClockRules.next(draft.dossier).orElseThrow();
    ground.clock.set(late);
    Pool second = ground.node();
    ClockLane one = new ClockLane(ground.vertx, ground.store, ground.lane, ground.clock);
    ClockLane other =
        new ClockLane(ground.vertx, new DossierStore(second), ground.lane(second), ground.clock);

    Future.all(one.turn(), other.turn(), one.turn(), other.turn()).await();

    assertThat(ground.history.find(draft.dossier.id()).await().orElseThrow().state())
        .isEqualTo(State.ABANDONED);
    assertThat(ground.history.find(listed.dossier.id()).await()).contains(listed.dossier);
    assertThat(facts(draft)).filteredOn(Event.Moved.class::isInstance).hasSize(1);
    assertThat(facts(review)).filteredOn(Event.Escalated.class::isInstance).hasSize(1);
    assertThat(
            ground.count(
                "select count(*) from referencing.dossier where due_at <= timestamptz '"
                    + late
                    + "'"))
        .isZero();
    ground.clock.set(ClockRules.next(listed.dossier).orElseThrow());
    one.turn().await();
    assertThat(ground.history.find(listed.dossier.id()).await().orElseThrow().state())
        .isEqualTo(State.UNDER_WATCH);
  }

  private static List<Event.Fact> facts(Walk walk) {
    return ground.history.events(walk.dossier.id()).await().stream().map(Event::fact).toList();
  }
}
