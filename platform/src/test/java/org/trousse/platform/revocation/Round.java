package org.trousse.platform.revocation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One tap of one patient, watched at the doors of a node.
public final class Round {
  private static final int PATIENCE_SECONDS = 20;

  private final Node node;
  private final Web web;
  private final Watch watch;

  public Round(Node node, Web web, Watch watch) {
    this.node = node;
    this.web = web;
    this.watch = watch;
  }

  /// How long each door stayed open after the tap. Fails when one did not open before it, or opened
  /// again after it.
  public Map<Door, Duration> play(Subject subject, Set<Door> doors, Runnable tap) {
    Map<Door, Probe> probes = probes(subject, doors);
    opened(probes);
    long tapped = System.nanoTime();
    CompletableFuture<?> done = CompletableFuture.runAsync(tap, Watch.OWN_THREADS);
    Map<Door, CompletableFuture<Duration>> closings = new EnumMap<>(Door.class);
    probes.forEach((door, probe) -> closings.put(door, watch.closing(probe, tapped)));
    Map<Door, Duration> times = new EnumMap<>(Door.class);
    closings.forEach((door, closing) -> times.put(door, soon(closing)));
    soon(done);
    stayClosed(probes);
    return times;
  }

  /// Waits until each door lets the subject in. Fails when one does not.
  public void opened(Subject subject, Set<Door> doors) {
    opened(probes(subject, doors));
  }

  /// What a door says now.
  public Answer ask(Door door, Subject subject) {
    return soon(door.probe(subject, node, web).ask());
  }

  /// How long after a moment a door says what is expected of it; see [Watch].
  public Duration until(Answer answer, Door door, Subject subject, long sinceNanos) {
    return soon(watch.until(answer, door.probe(subject, node, web), sinceNanos));
  }

  private Map<Door, Probe> probes(Subject subject, Set<Door> doors) {
    Map<Door, Probe> probes = new EnumMap<>(Door.class);
    doors.forEach(door -> probes.put(door, door.probe(subject, node, web)));
    return probes;
  }

  /// A fresh permission takes its moment to reach the node; a door that is open is not asked again,
  /// since each of its codes is good once.
  private void opened(Map<Door, Probe> probes) {
    Map<Door, CompletableFuture<Duration>> openings = new EnumMap<>(Door.class);
    probes.forEach((door, probe) -> openings.put(door, watch.opening(probe)));
    openings.forEach((door, opening) -> {
      if (soon(opening).compareTo(Watch.OPENING) >= 0) {
        throw new IllegalStateException(door.words() + " did not open");
      }
    });
  }

  /// Each door closed once. On a busy machine the feed may have fallen silent since, and a door
  /// that is not sure lets nobody in.
  private static void stayClosed(Map<Door, Probe> probes) {
    Map<Door, CompletableFuture<Answer>> asked = new EnumMap<>(Door.class);
    probes.forEach((door, probe) -> asked.put(door, probe.ask()));
    asked.forEach((door, said) -> {
      if (soon(said) == Answer.OPEN) {
        throw new IllegalStateException(door.words() + " opened again");
      }
    });
  }

  private static <T> T soon(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
