package org.trousse.referencing.dossier;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.Dossier.Proposal;
import org.trousse.referencing.dossier.Dossier.Standing;

/// A dossier is what its history made it: each event has one effect, and no rule is asked.
public final class Replay {
  private Replay() {}

  /// The dossier after its whole history, which begins with [Event.Begun].
  public static Dossier of(List<Event> history) {
    if (!(history.getFirst().fact() instanceof Event.Begun)) {
      throw new IllegalArgumentException("a history without a beginning");
    }
    Dossier dossier = begun(history.getFirst());
    for (Event event : history.subList(1, history.size())) {
      dossier = after(dossier, event);
    }
    return dossier;
  }

  static Dossier begun(Event event) {
    if (!(event.fact() instanceof Event.Begun begun)) {
      throw new IllegalArgumentException("no beginning: " + event.fact());
    }
    return new Dossier(
        new Identity(event.dossier(), begun.reference(), begun.software(), begun.organisation()),
        new Standing(
            State.DRAFT, event.at(), begun.clock(), State.DRAFT, false, null, null, null, 0),
        null,
        Map.of(),
        Set.of(),
        null,
        event.number());
  }

  /// The dossier after one more event.
  static Dossier after(Dossier old, Event event) {
    if (event.number() != old.version() + 1) {
      throw new IllegalArgumentException("a hole in the history before " + event.number());
    }
    Parts parts = new Parts(old);
    parts.take(event);
    return parts.dossier(old.identity(), event.number());
  }

  /// A dossier in the making.
  private static final class Parts {
    private Standing standing;
    private @Nullable Evidence evidence;
    private final Map<String, Verdict> verdicts;
    private final Set<String> retest;
    private @Nullable Proposal proposal;

    Parts(Dossier old) {
      this.standing = old.standing();
      this.evidence = old.evidence();
      this.verdicts = new TreeMap<>(old.verdicts());
      this.retest = new TreeSet<>(old.retest());
      this.proposal = old.proposal();
    }

    Dossier dossier(Identity identity, int version) {
      return new Dossier(identity, standing, evidence, verdicts, retest, proposal, version);
    }

    void take(Event event) {
      RunningClock clock = standing.clock();
      switch (event.fact()) {
        case Event.Begun begun -> throw new IllegalArgumentException("begun twice: " + begun);
        case Event.Revised(var newer, var changed) -> revise(newer, changed);
        case Event.Moved moved -> move(moved, event.at());
        case Event.Proposed(var move, var grounds, var sitting) ->
            proposal =
                new Proposal(
                    event.number(), move, grounds, event.actor().account(), event.at(), sitting);
        case Event.Declined declined -> proposal = null;
        case Event.Judged(var verdict) -> {
          verdicts.put(verdict.criterion(), verdict);
          retest.remove(verdict.criterion());
        }
        case Event.Stopped stopped ->
            standing = standing.with(clock == null ? null : clock.stop(event.at()));
        case Event.Resumed resumed ->
            standing = standing.with(clock == null ? null : clock.resume(event.at()));
        case Event.Attested attested -> standing = standing.attested(event.at());
        case Event.Escalated escalated ->
            standing = standing.with(clock == null ? null : clock.escalate());
      }
    }

    /// What two people looked at is no longer what stands there.
    private void revise(Evidence newer, Collection<String> changed) {
      evidence = newer;
      proposal = null;
      retest.addAll(changed);
      retest.retainAll(newer.asked().keySet());
      verdicts.keySet().retainAll(newer.asked().keySet());
    }

    private void move(Event.Moved moved, Instant at) {
      State to = moved.to();
      boolean first = to.live() && standing.listedAt() == null;
      Evidence seen = evidence;
      standing =
          new Standing(
              to,
              at,
              moved.clock(),
              moved.from(),
              standing.provisional() || to == State.LISTED_PROVISIONAL,
              first ? at : standing.listedAt(),
              moved.validUntil() == null ? standing.validUntil() : moved.validUntil(),
              to.live() && moved.validUntil() != null ? at : standing.attestedAt(),
              moved.move().handsIn() && seen != null ? seen.manifest() : standing.judgedManifest());
      proposal = null;
      if (moved.move().choosesRetest()) {
        retest.addAll(moved.grounds().criteria());
      }
    }
  }
}
