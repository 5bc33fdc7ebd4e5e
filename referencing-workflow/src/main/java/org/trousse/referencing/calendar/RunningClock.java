package org.trousse.referencing.calendar;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A clock that was started. It can stop while somebody else is awaited, and run on.
///
/// @param since when it began to run, last
/// @param usedBefore what had been used up when it last stopped, in the limit's unit
/// @param stoppedAt null while it runs
/// @param escalated whether somebody was told that it is overdue
public record RunningClock(
    Turn turn,
    Limit limit,
    Instant since,
    int usedBefore,
    @Nullable Instant stoppedAt,
    boolean escalated) {
  public static RunningClock start(Turn turn, Limit limit, Instant now) {
    return new RunningClock(turn, limit, now, 0, null, false);
  }

  public boolean stopped() {
    return stoppedAt != null;
  }

  /// What is used up of the limit, in its unit.
  public int used(Instant now) {
    return stoppedAt == null ? usedBefore + limit.used(since, now) : usedBefore;
  }

  /// Empty while it stands still: then nothing falls due.
  public Optional<Instant> due() {
    return stoppedAt == null ? Optional.of(limit.less(usedBefore).due(since)) : Optional.empty();
  }

  public boolean overdue(Instant now) {
    return due().filter(due -> !now.isBefore(due)).isPresent();
  }

  /// Whose turn it is now: while our clock stands still, the vendor's.
  public Turn turnNow() {
    return stopped() ? Turn.VENDORS : turn;
  }

  public RunningClock stop(Instant now) {
    return stopped() ? this : new RunningClock(turn, limit, since, used(now), now, escalated);
  }

  public RunningClock resume(Instant now) {
    return stopped() ? new RunningClock(turn, limit, now, usedBefore, null, escalated) : this;
  }

  public RunningClock escalate() {
    return new RunningClock(turn, limit, since, usedBefore, stoppedAt, true);
  }
}
