package org.trousse.gateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.sdk.reading.Outcome;

/// What is counted at a door. No label names a patient, a device or a tenant.
public final class DoorMetrics {
  private final MeterRegistry registry;
  private final Map<Outcome, Counter> outcomes = new ConcurrentHashMap<>();
  private final Timer ack;
  private final String door;

  public DoorMetrics(MeterRegistry registry, String door) {
    this.registry = registry;
    this.door = door;
    this.ack =
        Timer.builder("trousse.ack")
            .description("from a message's arrival to its acknowledgement after commit")
            .tag("door", door)
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(
          outcome,
          Counter.builder("trousse.records")
              .description("records by what became of them")
              .tag("door", door)
              .tag("outcome", outcome.word())
              .register(registry));
    }
  }

  public void gauges(Map<?, ?> connections, AtomicLong bytesInFlight) {
    registry.gaugeMapSize("trousse.mqtt.connections", List.of(), connections);
    registry.gauge("trousse.mqtt.bytes.in.flight", bytesInFlight);
  }

  public void acknowledged(long arrivedNanos, List<RecordOutcome> records) {
    ack.record(Duration.ofNanos(System.nanoTime() - arrivedNanos));
    for (RecordOutcome record : records) {
      Counter counter = outcomes.get(record.outcome());
      if (counter != null) {
        counter.increment();
      }
    }
  }

  /// A connection or request that was turned away; `why` is one of a few fixed words.
  public void refused(String why) {
    Counter.builder("trousse.refused")
        .tag("door", door)
        .tag("why", why)
        .register(registry)
        .increment();
  }
}
