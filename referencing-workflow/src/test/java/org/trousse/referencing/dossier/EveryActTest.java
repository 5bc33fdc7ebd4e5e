package org.trousse.referencing.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

/// Every state with every act by every kind of actor.
final class EveryActTest {
  private static final List<Actor> ACTORS =
      List.of(
          Walk.OWNER,
          Walk.EDITOR,
          Walk.READER,
          Walk.STRANGER,
          Walk.REVIEWER,
          Walk.SEAT,
          Walk.LEAD,
          Walk.INTERESTED,
          Walk.PLATFORM);

  private static final Set<State> ENDED =
      EnumSet.of(
          State.DELISTED,
          State.WITHDRAWN,
          State.UNFAVOURABLE,
          State.LAPSED,
          State.INELIGIBLE,
          State.ABANDONED);

  private static final Set<State> LIVE =
      EnumSet.of(State.LISTED_PROVISIONAL, State.LISTED, State.UNDER_WATCH, State.RENEWAL);

  @ParameterizedTest
  @EnumSource
  void moves_only_as_the_table_says(State state) {
    Walk walk = Walk.to(state);
    int done = 0;
    for (MoveName name : MoveName.values()) {
      for (Actor actor : ACTORS) {
        for (ReasonCode code : ReasonCode.values()) {
          Decision decision = walk.attempt(actor, name, code, "GOV-01");
          List<Move> rows = rows(state, name, actor, code);
          String what = "%s: %s by %s for %s".formatted(state, name, actor, code);
          if (decision instanceof Decided(var events, var after)) {
            assertThat(rows).as(what).isNotEmpty();
            holds(walk, rows, events, after, what);
            done++;
          } else {
            assertThat(((Refused) decision).kind()).as(what).isIn(refusals(rows, actor));
          }
        }
      }
    }
    assertThat(done > 0).as("something is possible").isEqualTo(state != State.ABANDONED);
  }

  private static List<Move> rows(State state, MoveName name, Actor actor, ReasonCode code) {
    if (List.of(Walk.READER, Walk.STRANGER, Walk.INTERESTED).contains(actor)) {
      return List.of();
    }
    return Moves.TABLE.stream()
        .filter(move -> move.name() == name && move.from() == state)
        .filter(move -> move.may(actor) && move.reasons().contains(code))
        .toList();
  }

  private static Set<Refusal> refusals(List<Move> rows, Actor actor) {
    if (actor.equals(Walk.INTERESTED)) {
      return EnumSet.of(Refusal.INTEREST);
    }
    if (List.of(Walk.READER, Walk.STRANGER).contains(actor)) {
      return EnumSet.of(Refusal.NOT_YOURS);
    }
    return rows.isEmpty()
        ? EnumSet.of(Refusal.NOT_HERE, Refusal.NOT_YOURS, Refusal.REASON)
        : EnumSet.of(Refusal.NOT_HERE);
  }

  private static void holds(
      Walk walk, List<Move> rows, List<Event> events, Dossier after, String what) {
    Event last = events.getLast();
    assertThat(last.number()).as(what).isEqualTo(after.version());
    if (rows.getFirst().people() == 2) {
      assertThat(last.fact()).as(what).isInstanceOf(Event.Proposed.class);
      assertThat(after.state()).as(what).isEqualTo(walk.dossier.state());
      return;
    }
    Event.Moved moved = (Event.Moved) last.fact();
    assertThat(rows.stream().map(Move::to)).as(what).contains(after.state());
    assertThat(moved.to()).as(what).isEqualTo(after.state());
    assertThat(moved.grounds().snapshot()).as(what).isEqualTo(Walk.SNAPSHOT);
    assertThat(moved.grounds().worded()).as(what).isTrue();
    assertThat(last.actor().account()).as(what).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void never_moves_without_words_snapshot_or_criteria(State state) {
    Walk walk = Walk.to(state);
    for (Move move : Moves.TABLE.stream().filter(one -> one.from() == state).toList()) {
      for (Actor actor : ACTORS) {
        for (ReasonCode code : move.reasons()) {
          Grounds good = Walk.grounds(walk.dossier, code, "GOV-01");
          if (!(walk.attempt(actor, Walk.go(move.name(), good)) instanceof Decided)) {
            continue;
          }
          refused(walk, actor, move, wordless(good), Refusal.REASON);
          refused(walk, actor, move, stale(good), Refusal.STALE);
          refused(walk, actor, move, citing(good, List.of("XXX-99")), Refusal.CRITERIA);
          boolean asks =
              rows(state, move.name(), actor, code).stream().anyMatch(Move::cites)
                  && !code.withoutCriteria();
          if (asks) {
            refused(walk, actor, move, citing(good, List.of()), Refusal.CRITERIA);
          }
        }
      }
    }
  }

  private static void refused(Walk walk, Actor actor, Move move, Grounds bad, Refusal kind) {
    assertThat(walk.attempt(actor, Walk.go(move.name(), bad)))
        .as("%s %s %s", move, actor, bad)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }

  private static Grounds wordless(Grounds good) {
    return new Grounds(good.code(), new Text("Motif.", " "), good.criteria(), good.snapshot());
  }

  private static Grounds stale(Grounds good) {
    return new Grounds(good.code(), good.reason(), good.criteria(), "b".repeat(64));
  }

  private static Grounds citing(Grounds good, List<String> criteria) {
    return new Grounds(good.code(), good.reason(), criteria, good.snapshot());
  }

  /// The acts that are no moves, who may do them and where.
  private static Map<String, Allowed> others() {
    Set<State> officersJudge =
        EnumSet.of(
            State.ADMISSIBILITY,
            State.EXPERT_REVIEW,
            State.HOOKUP,
            State.SUSPENDED,
            State.LISTED_PROVISIONAL,
            State.LISTED,
            State.UNDER_WATCH,
            State.RENEWAL);
    Set<State> vendorsTurn =
        EnumSet.of(
            State.DRAFT,
            State.INCOMPLETE,
            State.REMEDIATION,
            State.FAV_BLOCKING_RESERVES,
            State.AGREEMENT,
            State.HOOKUP,
            State.SUSPENDED);
    vendorsTurn.addAll(LIVE);
    Set<State> liveOrSuspended = EnumSet.copyOf(LIVE);
    liveOrSuspended.add(State.SUSPENDED);
    Map<String, Allowed> all = new LinkedHashMap<>();
    all.put(
        "judge",
        new Allowed(
            dossier -> Walk.judgement(dossier, "ETH-04", VerdictWord.CONFORM, null),
            List.of(Walk.REVIEWER, Walk.LEAD),
            officersJudge));
    all.put(
        "find",
        new Allowed(
            dossier -> new Act.Find(List.of(Walk.finding(Outcome.FAILED))),
            List.of(Walk.PLATFORM),
            EnumSet.complementOf(EnumSet.copyOf(ENDED))));
    all.put(
        "revise",
        new Allowed(
            dossier -> new Act.Revise(other(dossier), Set.of("GOV-01")),
            List.of(Walk.OWNER, Walk.EDITOR),
            vendorsTurn));
    all.put(
        "stop",
        new Allowed(
            dossier -> new Act.Stop(Walk.WORDS),
            List.of(Walk.REVIEWER, Walk.SEAT, Walk.LEAD),
            EnumSet.of(
                State.ADMISSIBILITY,
                State.EXPERT_REVIEW,
                State.COMMITTEE,
                State.RENEWAL,
                State.APPEAL)));
    all.put(
        "attest",
        new Allowed(
            dossier -> new Act.Attest(Walk.SNAPSHOT), List.of(Walk.OWNER), liveOrSuspended));
    all.put("resume", nowhere(new Act.Resume()));
    all.put("escalate", nowhere(new Act.Escalate()));
    all.put("confirm", nowhere(new Act.Confirm(1, Walk.SNAPSHOT)));
    all.put("decline", nowhere(new Act.Decline(1, Walk.WORDS)));
    return all;
  }

  private record Allowed(Function<Dossier, Act> act, List<? extends Actor> actors, Set<State> in) {}

  private static Allowed nowhere(Act act) {
    return new Allowed(dossier -> act, List.of(), EnumSet.noneOf(State.class));
  }

  private static Evidence other(Dossier dossier) {
    Evidence old = Objects.requireNonNull(dossier.evidence());
    return new Evidence(
        "c".repeat(64),
        2,
        old.specification(),
        old.track(),
        old.tier(),
        old.asked(),
        old.provided());
  }

  @ParameterizedTest
  @EnumSource
  void does_nothing_else_either_but_for_whom_and_where_it_may(State state) {
    Walk walk = Walk.to(state);
    List<String> wrong = new ArrayList<>();
    others()
        .forEach((name, allowed) ->
            ACTORS.forEach(actor -> {
              boolean done =
                  walk.attempt(actor, allowed.act().apply(walk.dossier)) instanceof Decided;
              boolean should = allowed.actors().contains(actor) && allowed.in().contains(state);
              if (done != should) {
                wrong.add("%s by %s: %s".formatted(name, actor, done));
              }
            }));

    assertThat(wrong).as(state.name()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void replaying_its_history_gives_the_dossier(State state) {
    Walk walk = Walk.to(state);

    assertThat(Replay.of(walk.history)).isEqualTo(walk.dossier);
    assertThat(walk.history.getLast().number()).isEqualTo(walk.history.size());
  }
}
