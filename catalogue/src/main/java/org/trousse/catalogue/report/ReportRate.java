package org.trousse.catalogue.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// How often somebody may report: so many an hour from one address, and so many from all.
final class ReportRate {
  static final int OF_ONE_MAX = 5;
  static final int OF_ALL_MAX = 300;
  static final Duration WINDOW = Duration.ofHours(1);

  private final Clock clock;
  private final Deque<Instant> all = new ArrayDeque<>();
  private final Map<String, Deque<Instant>> ones = new HashMap<>();

  ReportRate(Clock clock) {
    this.clock = clock;
  }

  /// Whether this one may; a yes counts.
  synchronized boolean take(String address) {
    forget();
    Deque<Instant> own = ones.getOrDefault(address, new ArrayDeque<>());
    if (own.size() >= OF_ONE_MAX || all.size() >= OF_ALL_MAX) {
      return false;
    }
    own.add(clock.instant());
    all.add(clock.instant());
    ones.put(address, own);
    return true;
  }

  /// Addresses go when their hour is over.
  synchronized void forget() {
    Instant since = clock.instant().minus(WINDOW);
    forget(all, since);
    ones.values().forEach(times -> forget(times, since));
    ones.values().removeIf(Deque::isEmpty);
  }

  private static void forget(Deque<Instant> times, Instant since) {
    while (!times.isEmpty() && !times.getFirst().isAfter(since)) {
      times.removeFirst();
    }
  }
}
