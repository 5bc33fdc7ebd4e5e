package org.trousse.platform.revocation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Watches a door after a patient's tap, until it is closed.
public final class Watch {
  /// A door that is still open then is left: it missed its deadline long ago.
  public static final Duration PATIENCE = Duration.ofSeconds(4);

  static final Duration OPENING = Duration.ofSeconds(15);

  /// The common pool has one thread on two cores, and whatever blocks it would be measured here.
  static final Executor OWN_THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  private final long pauseMillis;

  /// @param pauseMillis between an answer and the next question
  public Watch(long pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  /// The time from the tap to the first refusal's arrival; [#PATIENCE] or more when none came. What
  /// is still let in or not known counts on.
  ///
  /// @param tapNanos when the patient tapped
  public CompletableFuture<Duration> closing(Probe door, long tapNanos) {
    return until(Answer.CLOSED, door, tapNanos);
  }

  /// The same for any answer.
  CompletableFuture<Duration> until(Answer wanted, Probe door, long sinceNanos) {
    return until(wanted, door, sinceNanos, PATIENCE);
  }

  /// Before a tap nothing is in a hurry: the first answers of a young process take seconds.
  CompletableFuture<Duration> opening(Probe door) {
    return until(Answer.OPEN, door, System.nanoTime(), OPENING);
  }

  private CompletableFuture<Duration> until(
      Answer wanted, Probe door, long sinceNanos, Duration patience) {
    return door.ask()
        .thenCompose(answer -> {
          Duration since = Duration.ofNanos(System.nanoTime() - sinceNanos);
          if (answer == wanted || since.compareTo(patience) >= 0) {
            return CompletableFuture.completedFuture(since);
          }
          return CompletableFuture.supplyAsync(() -> door, later())
              .thenCompose(again -> until(wanted, again, sinceNanos, patience));
        });
  }

  private Executor later() {
    return CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS, OWN_THREADS);
  }
}
