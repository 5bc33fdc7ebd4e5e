package org.trousse.referencing.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Replay;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;

@SuppressWarnings("NullAway.Init") // open() comes before all else
final class DossierStoreIT {
  private static HistoryGround ground;

  @BeforeAll
  static void open() {
    ground = new HistoryGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @ParameterizedTest
  @EnumSource
  void keeps_every_event_and_what_they_make_of_the_dossier(State state) {
    Walk walk = ground.walk(state);

    List<Event> events = ground.history.events(walk.dossier.id()).await();

    assertThat(events).isEqualTo(walk.history);
    assertThat(Replay.of(events))
        .isEqualTo(ground.history.find(walk.dossier.id()).await().orElseThrow());
  }

  /// As the proposals and decisions were written before it was recorded who sat.
  @Test
  void history_of_before_who_sat_was_recorded_is_read_and_stays_as_it_is() {
    UUID proposal = proposedBefore();
    UUID decision = ground.walk(State.UNFAVOURABLE).dossier.id();
    String forget = "update %s set body = body - 'sitting' where dossier = '%s' and kind = '%s'";
    ground.postgres.ask(forget.formatted("referencing.event", decision, "Moved") + " returning 1");
    ground.postgres.ask(
        forget.formatted("referencing.event", decision, "Proposed") + " returning 1");

    List<Event> told = ground.history.events(decision).await();
    Dossier waiting = ground.history.find(proposal).await().orElseThrow();
    Decision second = ground.lane.act(proposal, Walk.confirm(waiting.version()), Walk.LEAD).await();
    Act again =
        Walk.go(MoveName.OPINE_FAVOURABLE, Walk.grounds(waiting, ReasonCode.CONFORM, "GOV-01"));
    HistoryGround.decided(
        ground.lane.act(proposal, new Act.Decline(waiting.version(), Walk.WORDS), Walk.LEAD));
    Dossier after = HistoryGround.decided(ground.lane.act(proposal, again, Walk.SEAT));

    assertThat(told.getLast().fact())
        .isInstanceOfSatisfying(Event.Moved.class, moved -> assertThat(moved.sitting()).isNull());
    assertThat(Replay.of(told).state()).isEqualTo(State.UNFAVOURABLE);
    assertThat(kind(second)).isEqualTo(Refusal.QUORUM);
    assertThat(((Refused) second).words().english()).contains("was not recorded");
    assertThat(after.proposal()).isNotNull();
  }

  private static UUID proposedBefore() {
    Walk walk = ground.walk(State.COMMITTEE);
    UUID id = walk.dossier.id();
    Act opinion =
        Walk.go(
            MoveName.OPINE_FAVOURABLE, Walk.grounds(walk.dossier, ReasonCode.CONFORM, "GOV-01"));
    ground.act(walk, Walk.SEAT, opinion);
    ground.postgres.ask(
        "update referencing.dossier set body = body #- '{proposal,sitting}' where id = '%s' returning 1"
            .formatted(id));
    return id;
  }

  @Test
  void an_act_that_is_refused_leaves_nothing() {
    Walk walk = ground.walk(State.COMMITTEE);

    Decision decision =
        ground
            .lane
            .act(
                walk.dossier.id(),
                new Act.Go(
                    MoveName.OPINE_FAVOURABLE,
                    Walk.grounds(walk.dossier, ReasonCode.CONFORM, "GOV-01")),
                Walk.REVIEWER)
            .await();

    assertThat(kind(decision)).isEqualTo(Refusal.NOT_YOURS);
    assertThat(ground.history.find(walk.dossier.id()).await()).contains(walk.dossier);
    assertThat(ground.history.events(walk.dossier.id()).await()).isEqualTo(walk.history);
  }

  private static Refusal kind(Decision decision) {
    assertThat(decision).isInstanceOf(Refused.class);
    return ((Refused) decision).kind();
  }

  @Test
  void knows_no_dossier_that_was_not_begun() {
    Decision decision = ground.lane.act(UUID.randomUUID(), new Act.Resume(), Walk.OWNER).await();

    assertThat(kind(decision)).isEqualTo(Refusal.UNKNOWN);
  }

  @Test
  void of_two_dossiers_of_one_app_that_begin_at_once_one_begins() {
    List<Future<Decision>> both =
        List.of(
            ground.lane.begin(twin("TWIN-1"), Walk.OWNER),
            ground.lane(ground.node()).begin(twin("TWIN-2"), Walk.OWNER));

    List<Decision> answers = both.stream().map(answer -> answer.await()).toList();

    assertThat(answers).filteredOn(Decided.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(Refused.class::isInstance)
        .singleElement()
        .satisfies(refused -> assertThat(kind(refused)).isEqualTo(Refusal.NOT_YET));
  }

  private static Identity twin(String reference) {
    return new Identity(UUID.randomUUID(), reference, "synthetic-twin", Walk.ORGANISATION);
  }

  @Test
  void of_two_officers_who_judge_at_once_one_is_told_to_compare() {
    Walk walk = ground.walk(State.EXPERT_REVIEW);
    UUID id = walk.dossier.id();
    Act first = Walk.judgement(walk.dossier, "GOV-01", VerdictWord.CONFORM, null);
    Act second = Walk.judgement(walk.dossier, "GOV-01", VerdictWord.NOT_CONFORM_MINOR, null);

    List<Decision> answers =
        List.of(
                ground.lane.act(id, first, Walk.REVIEWER),
                ground.lane(ground.node()).act(id, second, Walk.SECOND_REVIEWER))
            .stream()
            .map(answer -> answer.await())
            .toList();

    assertThat(answers).filteredOn(Decided.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(Refused.class::isInstance)
        .singleElement()
        .satisfies(refused -> assertThat(kind(refused)).isEqualTo(Refusal.CONFLICT));
    assertThat(ground.history.verdicts(id, "GOV-01").await())
        .extracting(Verdict::version)
        .containsExactly(1);
  }

  @Test
  void keeps_every_verdict_that_ever_stood() {
    Walk walk = ground.walk(State.EXPERT_REVIEW);
    for (VerdictWord word : List.of(VerdictWord.NOT_CONFORM_MINOR, VerdictWord.CONFORM)) {
      ground.act(walk, Walk.REVIEWER, Walk.judgement(walk.dossier, "GOV-01", word, null));
    }

    assertThat(ground.history.verdicts(walk.dossier.id(), "GOV-01").await())
        .extracting(Verdict::word)
        .containsExactly(VerdictWord.NOT_CONFORM_MINOR, VerdictWord.CONFORM);
  }

  @Test
  void an_appeal_waits_while_a_newer_dossier_of_the_app_is_open() {
    Walk walk = ground.walk(State.WITHDRAWN);
    Identity newer =
        new Identity(
            UUID.randomUUID(), "NEWER", walk.dossier.identity().software(), Walk.ORGANISATION);
    HistoryGround.decided(ground.lane.begin(newer, Walk.OWNER));

    Decision decision =
        ground
            .lane
            .act(
                walk.dossier.id(),
                new Act.Go(MoveName.APPEAL, Walk.grounds(walk.dossier, ReasonCode.NEW_FACTS)),
                Walk.OWNER)
            .await();

    assertThat(kind(decision)).isEqualTo(Refusal.NOT_YET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update referencing.event set at = now()",
        "delete from referencing.event",
        "truncate referencing.event",
        "update referencing.verdict set word = 'CONFORM'",
        "delete from referencing.verdict",
        "update referencing.manifest set body = '{}'",
        "delete from referencing.manifest",
        "delete from referencing.dossier",
        "delete from referencing.outbox",
        "update referencing.outbox set body = '{}'"
      })
  void the_role_cannot_rewrite_history(String sql) {
    assertThatThrownBy(() -> ground.pool.query(sql).execute().await())
        .hasMessageContaining("permission denied");
  }

  @Test
  void a_number_stands_once_in_a_history() {
    Walk walk = ground.walk(State.DRAFT);

    assertThatThrownBy(() ->
            ground
                .pool
                .query(
                    "insert into referencing.event select * from referencing.event"
                        + " where dossier = '%s'".formatted(walk.dossier.id()))
                .execute()
                .await())
        .hasMessageContaining("event_pkey");
  }

  @Test
  void keeps_every_version_of_a_manifest_as_it_was_written() {
    UUID id = ground.walk(State.DRAFT).dossier.id();
    String second = "{\"name\" : \"Deuxième\", \"name2\":1.0 }";

    ground.lane.saveManifest(id, HistoryGround.MANIFEST, Walk.EDITOR).await();
    ground.lane.saveManifest(id, second, Walk.EDITOR).await();
    Optional<ManifestStore.Version> same =
        ground.lane.saveManifest(id, second, Walk.EDITOR).await();

    assertThat(same.orElseThrow().version()).isEqualTo(2);
    assertThat(ground.lane.manifests().versions(id).await())
        .extracting(ManifestStore.Version::version)
        .containsExactly(2, 1);
    assertThat(ground.lane.manifests().read(id, 1).await()).contains(HistoryGround.MANIFEST);
    assertThat(ground.lane.manifests().read(id, 2).await()).contains(second);
    assertThat(same.orElseThrow().sha256())
        .isEqualTo(
            ground.postgres.ask(
                "select encode(sha256(convert_to(body::text, 'UTF8')), 'hex')"
                    + " from referencing.manifest where version = 2 and dossier = '"
                    + id
                    + "'"));
  }

  @Test
  void keeps_no_manifest_of_a_stranger_or_a_reader() {
    UUID id = ground.walk(State.DRAFT).dossier.id();

    assertThat(ground.lane.saveManifest(id, "{}", Walk.STRANGER).await()).isEmpty();
    assertThat(ground.lane.saveManifest(id, "{}", Walk.READER).await()).isEmpty();
    assertThat(ground.lane.saveManifest(UUID.randomUUID(), "{}", Walk.OWNER).await()).isEmpty();
    assertThat(ground.lane.manifests().versions(id).await()).hasSize(1);
  }

  @Test
  void lists_what_officers_and_vendors_look_for() {
    Walk walk = ground.walk(State.EXPERT_REVIEW);
    UUID id = walk.dossier.id();

    assertThat(ground.history.in(List.of(State.EXPERT_REVIEW, State.COMMITTEE)).await())
        .anySatisfy(found -> {
          assertThat(found.id()).isEqualTo(id);
          assertThat(found.due()).isEqualTo(walk.clock().due().orElseThrow());
        })
        .allMatch(found -> Set.of(State.EXPERT_REVIEW, State.COMMITTEE).contains(found.state()));
    assertThat(ground.history.of(Walk.ORGANISATION).await())
        .extracting(HistoryStore.Summary::id)
        .contains(id);
    assertThat(ground.history.of(walk.dossier.identity().software()).await()).hasSize(1);
    assertThat(ground.lane.times().await())
        .extracting(one -> one.state())
        .contains(State.ADMISSIBILITY);
  }

  @Test
  void a_dossier_without_a_manifest_is_found_as_it_is() {
    Dossier begun = HistoryGround.decided(ground.lane.begin(bare(), Walk.EDITOR));

    assertThat(ground.history.find(begun.id()).await()).contains(begun);
  }

  private static Identity bare() {
    return new Identity(UUID.randomUUID(), "BARE", "synthetic-bare", Walk.ORGANISATION);
  }
}
