package org.trousse.gateway.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Arrival times in microseconds, strictly growing on a node, so that two readings never share one:
/// it tells a row of ours from one that stood before.
public final class ReceivedClock {
  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  public ReceivedClock(Clock clock) {
    this.clock = clock;
  }

  public Instant next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long micros = last.updateAndGet(before -> Math.max(before + 1, now));
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
