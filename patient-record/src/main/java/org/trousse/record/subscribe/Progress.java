package org.trousse.record.subscribe;

import static org.trousse.record.subscribe.Subscription.Status.ACTIVE;
import static org.trousse.record.subscribe.Subscription.Status.ERROR;
import static org.trousse.record.subscribe.Subscription.Status.OFF;
import static org.trousse.record.subscribe.Subscription.Status.REQUESTED;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.record.subscribe.Subscription.Status;

/// How far an app was told, and what comes next. Every change makes another one.
///
/// @param fault why it stands still; null: it does not
/// @param counted events that have a number
/// @param told the last number that needs no telling any more
/// @param noted the last number that stands in the trail
/// @param attempts in a row that failed
/// @param failingSince the first of them; null: none
/// @param sentAt when a notification arrived last; null: never
/// @param nextAt when there is something to do; null: when an event comes
public record Progress(
    Status status,
    @Nullable Fault fault,
    long counted,
    long told,
    long noted,
    int attempts,
    @Nullable Instant failingSince,
    @Nullable Instant sentAt,
    @Nullable Instant nextAt) {
  /// So long a handshake is tried: somebody waits for it.
  public static final Duration HANDSHAKE_TRIED = Duration.ofMinutes(10);

  /// So long a notification is tried.
  public static final Duration EVENTS_TRIED = Duration.ofHours(24);

  /// Of one that begins.
  public static final Progress BEGIN = new Progress(REQUESTED, null, 0, 0, 0, 0, null, null, null);

  /// Whether there is something to tell.
  public boolean isBehind() {
    return told < counted;
  }

  public Progress counted(long now) {
    return new Progress(status, fault, now, told, noted, attempts, failingSince, sentAt, nextAt);
  }

  public Progress noted(long last) {
    return new Progress(
        status,
        fault,
        counted,
        told,
        Math.max(noted, last),
        attempts,
        failingSince,
        sentAt,
        nextAt);
  }

  /// What was sent has arrived.
  ///
  /// @param last the last number in it; of what tells no event, what was told before
  public Progress arrived(long last, @Nullable Integer heartbeatSeconds, Instant now) {
    boolean behind = last < counted;
    return new Progress(
        ACTIVE, null, counted, last, noted, 0, null, now, next(behind, heartbeatSeconds, now, now));
  }

  /// Events up to this one may not be told any more: they are left out.
  public Progress leftOut(long last, Instant now) {
    return new Progress(status, fault, counted, last, noted, attempts, failingSince, sentAt, now);
  }

  /// What was sent has not arrived: again later, or never.
  ///
  /// @param asked how long the endpoint asked to be left alone; null: it did not
  /// @param random from 0 to 1
  public Progress failed(Instant now, @Nullable Duration asked, double random) {
    Instant since = failingSince == null ? now : failingSince;
    Duration tried = status == REQUESTED ? HANDSHAKE_TRIED : EVENTS_TRIED;
    if (!now.isBefore(since.plus(tried))) {
      return stopped(ERROR, Fault.NO_ANSWER);
    }
    int failures = attempts + 1;
    return new Progress(
        status,
        Fault.NO_ANSWER,
        counted,
        told,
        noted,
        failures,
        since,
        sentAt,
        now.plus(Backoff.after(failures, asked, random)));
  }

  /// Nothing was sent, and nothing failed.
  public Progress waiting(@Nullable Instant until) {
    return new Progress(status, fault, counted, told, noted, attempts, failingSince, sentAt, until);
  }

  /// There is nothing to send now.
  public Progress idle(@Nullable Integer heartbeatSeconds, Instant now) {
    return waiting(next(isBehind(), heartbeatSeconds, sentAt == null ? now : sentAt, now));
  }

  private static @Nullable Instant next(
      boolean behind, @Nullable Integer heartbeatSeconds, Instant sent, Instant now) {
    return behind ? now : heartbeatSeconds == null ? null : sent.plusSeconds(heartbeatSeconds);
  }

  /// It cannot be told until the app puts it right.
  public Progress error(Fault why) {
    return stopped(ERROR, why);
  }

  /// It is over.
  public Progress off(@Nullable Fault why) {
    return stopped(OFF, why);
  }

  private Progress stopped(Status now, @Nullable Fault why) {
    return new Progress(now, why, counted, told, noted, attempts, failingSince, sentAt, null);
  }
}
