package org.trousse.referencing.dossier;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.text.Text;

/// One line of a dossier's history. History is only added to.
///
/// @param number from 1, without holes
public record Event(UUID dossier, int number, Instant at, Actor.Trace actor, Fact fact) {
  /// What happened.
  public sealed interface Fact {}

  public record Begun(String reference, String software, UUID organisation, RunningClock clock)
      implements Fact {}

  /// The vendor changed what it handed in.
  ///
  /// @param retest criteria that the change concerns
  public record Revised(Evidence evidence, Set<String> retest) implements Fact {}

  /// The dossier went from one state to another.
  ///
  /// @param clock what began to run; null: nothing
  /// @param validUntil the approval's end where the move gives one; null: as before
  /// @param proposedBy the first of two people; null where one was enough
  /// @param sitting who sat; null where the move is no opinion, or it was not recorded yet
  public record Moved(
      MoveName move,
      State from,
      State to,
      Grounds grounds,
      @Nullable RunningClock clock,
      @Nullable Instant validUntil,
      @Nullable UUID proposedBy,
      @Nullable Sitting sitting)
      implements Fact {}

  /// Somebody proposes what two people decide.
  ///
  /// @param sitting as of [Moved]
  public record Proposed(MoveName move, Grounds grounds, @Nullable Sitting sitting)
      implements Fact {}

  public record Declined(int proposal, Text reason) implements Fact {}

  public record Judged(Verdict verdict) implements Fact {}

  /// The vendor was asked something: our clock stands still.
  public record Stopped(Text reason) implements Fact {}

  public record Resumed() implements Fact {}

  /// The vendor said that all still holds.
  public record Attested(String snapshot) implements Fact {}

  /// A clock ran out and nothing follows by itself: somebody must look.
  public record Escalated(Instant due) implements Fact {}
}
