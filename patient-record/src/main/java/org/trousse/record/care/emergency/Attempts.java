package org.trousse.record.care.emergency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// How often each professional asked for records that did not open, on this node: names and birth
/// dates are not there to be tried out.
final class Attempts {
  static final int REFUSED_MAX = 10;
  static final Duration WITHIN = Duration.ofHours(1);
  private static final int PROFESSIONALS_MAX = 10_000;

  private final Map<UUID, ArrayDeque<Instant>> refused = new LinkedHashMap<>();

  synchronized boolean mayTry(UUID professional, Instant now) {
    ArrayDeque<Instant> before = refused.get(professional);
    if (before == null) {
      return true;
    }
    while (!before.isEmpty() && !before.getFirst().plus(WITHIN).isAfter(now)) {
      before.removeFirst();
    }
    return before.size() < REFUSED_MAX;
  }

  synchronized void refused(UUID professional, Instant now) {
    if (refused.size() >= PROFESSIONALS_MAX && !refused.containsKey(professional)) {
      refused.remove(refused.keySet().iterator().next());
    }
    refused.computeIfAbsent(professional, one -> new ArrayDeque<>()).addLast(now);
  }
}
