package org.trousse.referencing.dossier.clock;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.ReasonCode;

/// What time alone makes of a dossier. An app never loses its place because officers are late: our
/// own clocks call officers, the vendor's clocks act.
public final class ClockRules {
  /// How long before an approval's end it is looked at again.
  public static final int RENEWAL_DAYS = 90;

  /// How often the vendor must say that all still holds.
  public static final int ATTESTATION_MONTHS = 12;

  /// How long our clock stands still for an answer of the vendor's.
  public static final int ANSWER_DAYS = 30;

  private ClockRules() {}

  /// How it stands with a dossier's clock.
  ///
  /// @param turn whose turn it is; null: nobody's
  /// @param used what is used up of the limit, in its unit
  /// @param due null where nothing is due, or while the clock stands still
  public record Reading(
      @Nullable Turn turn,
      @Nullable Limit limit,
      int used,
      @Nullable Instant due,
      boolean stopped,
      boolean overdue) {}

  /// What everybody may see of the clock.
  public static Reading read(Dossier dossier, Instant now) {
    RunningClock clock = dossier.standing().clock();
    if (clock == null) {
      Instant due = stateEnds(dossier).orElse(null);
      Turn turn = Moves.entry(dossier.state()).turn();
      return new Reading(turn, null, 0, due, false, due != null && !now.isBefore(due));
    }
    return new Reading(
        clock.turnNow(),
        clock.limit(),
        clock.used(now),
        clock.due().orElse(null),
        clock.stopped(),
        clock.overdue(now));
  }

  /// When time next asks for something; empty: never, unless somebody acts.
  public static Optional<Instant> next(Dossier dossier) {
    return triggers(dossier).map(Trigger::at).min(Instant::compareTo);
  }

  /// What the platform does now because it is time; one thing at a time, the oldest first.
  public static Optional<Act> due(Dossier dossier, Instant now) {
    return triggers(dossier)
        .filter(trigger -> !now.isBefore(trigger.at()))
        .min((one, other) -> one.at().compareTo(other.at()))
        .map(Trigger::act);
  }

  private record Trigger(Instant at, Act act) {}

  private static Stream<Trigger> triggers(Dossier dossier) {
    Stream<Trigger> ofState =
        switch (dossier.state()) {
          case LISTED -> listed(dossier);
          case LISTED_PROVISIONAL -> provisional(dossier);
          case FAV_BLOCKING_RESERVES ->
              stateEnds(dossier).stream()
                  .map(at -> go(dossier, at, MoveName.BEGIN_REMEDY, ReasonCode.TIME_OVER));
          default -> Stream.of();
        };
    return Stream.concat(ofState, running(dossier));
  }

  /// The clock that a move started.
  private static Stream<Trigger> running(Dossier dossier) {
    RunningClock clock = dossier.standing().clock();
    if (clock == null) {
      return Stream.of();
    }
    if (clock.stoppedAt() != null) {
      Instant back = Limit.days(ANSWER_DAYS).due(clock.stoppedAt());
      return Stream.of(new Trigger(back, new Act.Resume()));
    }
    MoveName then = Moves.entry(dossier.state()).then();
    if (then != null) {
      return clock.due().stream().map(at -> go(dossier, at, then, ReasonCode.TIME_OVER));
    }
    return clock.escalated()
        ? Stream.of()
        : clock.due().stream().map(at -> new Trigger(at, new Act.Escalate()));
  }

  private static Stream<Trigger> listed(Dossier dossier) {
    Stream.Builder<Trigger> all = Stream.builder();
    stateEnds(dossier)
        .ifPresent(
            at -> all.add(go(dossier, at, MoveName.BEGIN_RENEWAL, ReasonCode.VALIDITY_ENDS)));
    Instant attested = dossier.standing().attestedAt();
    if (attested != null) {
      Instant at = Limit.months(ATTESTATION_MONTHS).due(attested);
      all.add(go(dossier, at, MoveName.WATCH, ReasonCode.ATTESTATION_OVERDUE));
    }
    watch(dossier, ReasonCode.RESERVE_OVERDUE, Verdict::due, one -> true).ifPresent(all::add);
    watch(
            dossier,
            ReasonCode.EVIDENCE_EXPIRED,
            Verdict::validUntil,
            one -> one.word() != VerdictWord.EXPIRED)
        .ifPresent(all::add);
    return all.build();
  }

  /// A day on which something ends, kept beside a verdict.
  @FunctionalInterface
  private interface EndOf {
    @Nullable LocalDate day(Verdict verdict);
  }

  /// All that ends on the first such day is cited at once.
  private static Optional<Trigger> watch(
      Dossier dossier, ReasonCode code, EndOf end, Predicate<Verdict> which) {
    List<Verdict> ending =
        dossier.verdicts().values().stream()
            .filter(one -> end.day(one) != null)
            .filter(which)
            .toList();
    return ending.stream()
        .flatMap(one -> Optional.ofNullable(end.day(one)).stream())
        .min(LocalDate::compareTo)
        .map(first ->
            go(
                dossier,
                WorkingDays.end(first),
                MoveName.WATCH,
                code,
                ending.stream()
                    .filter(one -> first.equals(end.day(one)))
                    .map(Verdict::criterion)
                    .toList()));
  }

  /// Where nothing is pending any more it is for officers to list the app for good.
  private static Stream<Trigger> provisional(Dossier dossier) {
    List<String> pending =
        dossier.mandatoryWithout(id -> dossier.judged(id, Verdict::settled)).toList();
    return pending.isEmpty()
        ? Stream.of()
        : stateEnds(dossier).stream()
            .map(at -> go(dossier, at, MoveName.DELIST, ReasonCode.TIME_OVER, pending));
  }

  /// When a state without a running clock ends.
  private static Optional<Instant> stateEnds(Dossier dossier) {
    Instant until = dossier.standing().validUntil();
    return switch (dossier.state()) {
      case LISTED ->
          Optional.ofNullable(until)
              .map(end -> end.atOffset(ZoneOffset.UTC).minusDays(RENEWAL_DAYS).toInstant());
      case LISTED_PROVISIONAL -> Optional.ofNullable(until);
      case FAV_BLOCKING_RESERVES ->
          dossier.verdicts().values().stream()
              .filter(one -> one.word() == VerdictWord.NOT_CONFORM_MAJOR)
              .flatMap(one -> Optional.ofNullable(one.due()).stream())
              .max(LocalDate::compareTo)
              .map(WorkingDays::end);
      default -> Optional.empty();
    };
  }

  private static Trigger go(Dossier dossier, Instant at, MoveName move, ReasonCode code) {
    return go(dossier, at, move, code, List.of());
  }

  private static Trigger go(
      Dossier dossier, Instant at, MoveName move, ReasonCode code, List<String> criteria) {
    String snapshot = DossierRules.snapshot(dossier);
    return new Trigger(at, new Act.Go(move, new Grounds(code, code.words(), criteria, snapshot)));
  }

  /// Whether the state is one in which officers work against a public target.
  public static boolean ours(State state) {
    return Moves.entry(state).turn() == Turn.OURS;
  }
}
