package org.trousse.referencing.dossier;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.Dossier.Proposal;
import org.trousse.referencing.dossier.judge.JudgeRules;
import org.trousse.referencing.dossier.move.Entry;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.Guard;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Lack;
import org.trousse.referencing.dossier.quorum.QuorumRules;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.dossier.refusal.Refusals;
import org.trousse.referencing.text.Text;

/// Whether an act is allowed, and what happened then. Every act on a dossier comes through here.
public final class DossierRules {
  /// After an unfavourable opinion.
  private static final Period BEFORE_NEXT = Period.ofMonths(3);

  private DossierRules() {}

  /// Begins a dossier for an app.
  ///
  /// @param last the app's dossier before; null: none
  public static Decision begin(Identity identity, @Nullable Dossier last, Actor by, Instant now) {
    if (!(by instanceof Actor.Vendor vendor)
        || !vendor.organisation().equals(identity.organisation())
        || vendor.role() == Actor.VendorRole.READER) {
      return Refusals.NOT_YOURS;
    }
    if (last != null && !last.identity().organisation().equals(identity.organisation())) {
      return Refusals.NOT_YOURS;
    }
    if (last != null && !last.state().ended()) {
      return Refusals.OPEN_ALREADY;
    }
    if (last != null && last.state() == State.UNFAVOURABLE && now.isBefore(next(last))) {
      return Refusals.TOO_EARLY;
    }
    Entry draft = Moves.entry(State.DRAFT);
    RunningClock clock = clock(draft, now);
    if (clock == null) {
      throw new IllegalStateException("a draft without a clock");
    }
    Event.Begun begun =
        new Event.Begun(identity.reference(), identity.software(), identity.organisation(), clock);
    Event event = new Event(identity.id(), 1, now, by.trace(), begun);
    return new Decided(List.of(event), Replay.begun(event));
  }

  private static Instant next(Dossier last) {
    return last.standing().since().atOffset(ZoneOffset.UTC).plus(BEFORE_NEXT).toInstant();
  }

  /// Decides about one act.
  public static Decision decide(Dossier dossier, Act act, Actor by, Instant now) {
    Optional<Refused> stranger = stranger(dossier, by);
    if (stranger.isPresent()) {
      return stranger.get();
    }
    return switch (act) {
      case Act.Go go -> go(dossier, go, by, now);
      case Act.Confirm confirm -> confirm(dossier, confirm, by, now);
      case Act.Decline(var number, var reason) -> decline(dossier, number, reason, by, now);
      case Act.Judge judge -> JudgeRules.judge(dossier, judge, by, now);
      case Act.Find(var findings) -> JudgeRules.find(dossier, findings, by, now);
      case Act.Revise revise -> revise(dossier, revise, by, now);
      case Act.Stop(var reason) -> stop(dossier, reason, by, now);
      case Act.Resume() -> resume(dossier, by, now);
      case Act.Attest(var snapshot) -> attest(dossier, snapshot, by, now);
      case Act.Escalate() -> escalate(dossier, by, now);
    };
  }

  /// Whom it is none of their business, whatever they want.
  private static Optional<Refused> stranger(Dossier dossier, Actor by) {
    return switch (by) {
      case Actor.Vendor vendor
          when !vendor.organisation().equals(dossier.identity().organisation()) ->
          Optional.of(Refusals.NOT_YOURS);
      case Actor.Vendor vendor when vendor.role() == Actor.VendorRole.READER ->
          Optional.of(Refusals.NOT_YOURS);
      case Actor.Officer officer
          when officer.interests().contains(dossier.identity().organisation()) ->
          Optional.of(Refusals.INTEREST);
      default -> Optional.empty();
    };
  }

  private static Decision go(Dossier dossier, Act.Go act, Actor by, Instant now) {
    MoveName name = act.move();
    Grounds grounds = act.grounds();
    List<Move> rows = rows(dossier, name, move -> true);
    if (rows.isEmpty()) {
      return Refusals.notHere(dossier.state(), name);
    }
    rows = rows(dossier, name, move -> move.may(by));
    if (rows.isEmpty()) {
      return Refusals.NOT_YOURS;
    }
    rows = rows.stream().filter(move -> move.reasons().contains(grounds.code())).toList();
    if (rows.isEmpty() || !grounds.worded()) {
      return Refusals.REASON;
    }
    Optional<Refused> wrong = grounds(dossier, rows.getFirst(), grounds);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    Optional<Move> move = rows.stream().filter(one -> holds(one, dossier, now)).findFirst();
    if (move.isEmpty()) {
      return Refusals.condition(rows.getLast().guard(), Guard.missing(dossier));
    }
    if (move.get().people() == 2 && dossier.proposal() != null) {
      return Refusals.PROPOSAL;
    }
    List<Lack> lacks = lacks(act, by);
    if (!lacks.isEmpty()) {
      return Refusals.quorum(lacks);
    }
    if (move.get().people() == 1) {
      return moved(dossier, move.get(), grounds, by, null, now);
    }
    Sitting sitting = name.opines() ? QuorumRules.sitting(act.bench(), act.present()) : null;
    return happened(dossier, by, now, new Event.Proposed(name, grounds, sitting));
  }

  /// What keeps the committee from it; nothing where it is not the committee's.
  private static List<Lack> lacks(Act.Go act, Actor by) {
    if (act.move().opines()) {
      return QuorumRules.proposed(act.bench(), act.present(), by.trace().account());
    }
    return act.present().isEmpty() ? List.of() : List.of(QuorumRules.NO_OPINION);
  }

  private static List<Move> rows(Dossier dossier, MoveName name, Predicate<Move> which) {
    return Moves.TABLE.stream()
        .filter(move -> move.name() == name && move.from() == dossier.state())
        .filter(which)
        .toList();
  }

  private static boolean holds(Move move, Dossier dossier, Instant now) {
    return move.guard().holds(dossier, move, now);
  }

  private static Optional<Refused> grounds(Dossier dossier, Move move, Grounds grounds) {
    if (move.cites() && grounds.criteria().isEmpty() && !grounds.code().withoutCriteria()) {
      return Optional.of(Refusals.CRITERIA);
    }
    Evidence evidence = dossier.evidence();
    if (!grounds.criteria().isEmpty()
        && (evidence == null || !evidence.asked().keySet().containsAll(grounds.criteria()))) {
      return Optional.of(Refusals.CRITERIA_UNKNOWN);
    }
    return stale(dossier, grounds.snapshot());
  }

  /// Where nothing was ever handed in, nothing can have been seen: the empty word stands for it.
  private static Optional<Refused> stale(Dossier dossier, String seen) {
    return seen.equals(snapshot(dossier)) ? Optional.empty() : Optional.of(Refusals.STALE);
  }

  /// What must be said to have been seen.
  public static String snapshot(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    return evidence == null ? "" : evidence.snapshot();
  }

  private static Decision confirm(Dossier dossier, Act.Confirm act, Actor by, Instant now) {
    Proposal proposal = dossier.proposal();
    if (proposal == null || proposal.number() != act.proposal()) {
      return Refusals.PROPOSAL;
    }
    List<Move> rows = rows(dossier, proposal.move(), move -> move.may(by));
    if (rows.isEmpty()) {
      return Refusals.NOT_YOURS;
    }
    if (proposal.by().equals(by.trace().account())) {
      return Refusals.SAME_PERSON;
    }
    if (stale(dossier, act.snapshot()).isPresent()) {
      return Refusals.STALE;
    }
    List<Lack> lacks =
        proposal.move().opines()
            ? QuorumRules.confirmed(act.bench(), proposal.sitting(), by.trace().account())
            : List.of();
    if (!lacks.isEmpty()) {
      return Refusals.quorum(lacks);
    }
    return rows.stream()
        .filter(move -> holds(move, dossier, now))
        .findFirst()
        .map(move -> moved(dossier, move, proposal.grounds(), by, proposal, now))
        .orElseGet(() -> Refusals.condition(rows.getLast().guard(), Guard.missing(dossier)));
  }

  private static Decision decline(Dossier dossier, int number, Text reason, Actor by, Instant now) {
    Proposal proposal = dossier.proposal();
    if (proposal == null || proposal.number() != number) {
      return Refusals.PROPOSAL;
    }
    if (rows(dossier, proposal.move(), move -> move.may(by)).isEmpty()) {
      return Refusals.NOT_YOURS;
    }
    return Grounds.worded(reason)
        ? happened(dossier, by, now, new Event.Declined(number, reason))
        : Refusals.REASON;
  }

  private static Decision moved(
      Dossier dossier,
      Move move,
      Grounds grounds,
      Actor by,
      @Nullable Proposal proposal,
      Instant now) {
    Entry entry = Moves.entry(move.to());
    Limit approval = move.name().approves() ? entry.approval() : null;
    List<Event.Fact> facts = new ArrayList<>();
    if (grounds.code() == ReasonCode.EVIDENCE_EXPIRED) {
      JudgeRules.outlived(dossier, now).forEach(old -> facts.add(new Event.Judged(old)));
    }
    facts.add(
        new Event.Moved(
            move.name(),
            move.from(),
            move.to(),
            grounds,
            clock(entry, now),
            approval == null ? null : approval.due(now),
            proposal == null ? null : proposal.by(),
            proposal == null ? null : proposal.sitting()));
    return happened(dossier, by, now, facts);
  }

  private static @Nullable RunningClock clock(Entry entry, Instant now) {
    return entry.turn() == null || entry.limit() == null
        ? null
        : RunningClock.start(entry.turn(), entry.limit(), now);
  }

  /// While officers judge, what they judge stands still.
  private static Decision revise(Dossier dossier, Act.Revise act, Actor by, Instant now) {
    if (!(by instanceof Actor.Vendor)) {
      return Refusals.NOT_YOURS;
    }
    if (!vendorMayRevise(dossier)) {
      return Refusals.OFFICERS_JUDGE;
    }
    if (act.evidence().equals(dossier.evidence()) && dossier.retest().containsAll(act.retest())) {
      return new Decided(List.of(), dossier);
    }
    return happened(dossier, by, now, new Event.Revised(act.evidence(), act.retest()));
  }

  /// Whether the vendor may change what it handed in.
  public static boolean vendorMayRevise(Dossier dossier) {
    if (dossier.state().live() || dossier.state() == State.SUSPENDED) {
      return true;
    }
    RunningClock clock = dossier.standing().clock();
    return clock == null
        ? Moves.entry(dossier.state()).turn() == Turn.VENDORS
        : clock.turnNow() == Turn.VENDORS;
  }

  private static Decision stop(Dossier dossier, Text reason, Actor by, Instant now) {
    if (!(by instanceof Actor.Officer)) {
      return Refusals.NOT_YOURS;
    }
    RunningClock clock = dossier.standing().clock();
    if (clock == null || clock.turnNow() != Turn.OURS || !stoppable(dossier.state())) {
      return Refusals.NO_CLOCK;
    }
    return Grounds.worded(reason)
        ? happened(dossier, by, now, new Event.Stopped(reason))
        : Refusals.REASON;
  }

  private static boolean stoppable(State state) {
    return switch (state) {
      case ADMISSIBILITY, EXPERT_REVIEW, COMMITTEE, RENEWAL, APPEAL -> true;
      default -> false;
    };
  }

  private static Decision resume(Dossier dossier, Actor by, Instant now) {
    RunningClock clock = dossier.standing().clock();
    return clock == null || !clock.stopped()
        ? Refusals.NO_CLOCK
        : happened(dossier, by, now, new Event.Resumed());
  }

  private static Decision attest(Dossier dossier, String snapshot, Actor by, Instant now) {
    if (!(by instanceof Actor.Vendor vendor) || vendor.role() != Actor.VendorRole.OWNER) {
      return Refusals.NOT_YOURS;
    }
    if (!dossier.state().live() && dossier.state() != State.SUSPENDED) {
      return Refusals.NOT_LIVE;
    }
    return stale(dossier, snapshot)
        .<Decision>map(refused -> refused)
        .orElseGet(() -> happened(dossier, by, now, new Event.Attested(snapshot)));
  }

  private static Decision escalate(Dossier dossier, Actor by, Instant now) {
    if (!(by instanceof Actor.Platform)) {
      return Refusals.NOT_YOURS;
    }
    RunningClock clock = dossier.standing().clock();
    if (clock == null || clock.escalated() || !clock.overdue(now)) {
      return Refusals.NO_CLOCK;
    }
    return happened(dossier, by, now, new Event.Escalated(clock.due().orElse(now)));
  }

  private static Decision happened(Dossier dossier, Actor by, Instant now, Event.Fact fact) {
    return happened(dossier, by, now, List.of(fact));
  }

  /// The events, and the dossier as they make it: replaying history gives the same.
  public static Decided happened(
      Dossier dossier, Actor by, Instant now, List<? extends Event.Fact> facts) {
    List<Event> events = new ArrayList<>();
    Dossier after = dossier;
    for (Event.Fact fact : facts) {
      Event event = new Event(dossier.id(), after.version() + 1, now, by.trace(), fact);
      after = Replay.after(after, event);
      events.add(event);
    }
    return new Decided(events, after);
  }
}
