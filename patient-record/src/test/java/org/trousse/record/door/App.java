package org.trousse.record.door;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Opening.Opened;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What an invented app's token opens; a test changes it while it is in use.
public final class App implements Opened {
  private final PatientId patient;
  private final String clientId;
  private final UUID tokenId = UUID.randomUUID();
  private final Set<Measure> reads = EnumSet.noneOf(Measure.class);
  private final Set<Measure> adds = EnumSet.noneOf(Measure.class);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int overAfter = Integer.MAX_VALUE;
  private final AtomicInteger askedToAdd = new AtomicInteger();
  private volatile int addsUnknownAfter = Integer.MAX_VALUE;
  private volatile Right otherwise = Right.NOT_GRANTED;
  private volatile boolean identity;
  private volatile boolean fhirUser;
  private volatile @Nullable Instant historyFrom;

  public App(PatientId patient, String clientId) {
    this.patient = patient;
    this.clientId = clientId;
  }

  public App reads(Measure... measures) {
    reads.clear();
    reads.addAll(Set.of(measures));
    return this;
  }

  public App adds(Measure... measures) {
    adds.clear();
    adds.addAll(Set.of(measures));
    return this;
  }

  public App knowsIdentity() {
    identity = true;
    return this;
  }

  public App knowsItsUser() {
    fhirUser = true;
    return this;
  }

  public App from(Instant historyFrom) {
    this.historyFrom = historyFrom;
    return this;
  }

  /// Everything ends, or cannot be known.
  public App otherwise(Right right) {
    reads.clear();
    adds.clear();
    otherwise = right;
    return this;
  }

  /// Reading ends after it was asked for so often from now on.
  public App overAfter(int questions) {
    asked.set(0);
    overAfter = questions;
    return this;
  }

  /// Whether it may add is not known once it was asked for so often from now on.
  public App addsUnknownAfter(int questions) {
    askedToAdd.set(0);
    addsUnknownAfter = questions;
    return this;
  }

  @Override
  public PatientId patient() {
    return patient;
  }

  @Override
  public String clientId() {
    return clientId;
  }

  @Override
  public String name() {
    return "Synthetic app " + clientId;
  }

  @Override
  public UUID tokenId() {
    return tokenId;
  }

  @Override
  public Right mayRead(Measure measure) {
    return asked.incrementAndGet() > overAfter
        ? Right.OVER
        : reads.contains(measure) ? Right.HELD : otherwise;
  }

  @Override
  public Right mayAdd(Measure measure) {
    if (askedToAdd.incrementAndGet() > addsUnknownAfter) {
      return Right.STALE;
    }
    return adds.contains(measure) ? Right.HELD : otherwise;
  }

  @Override
  public Right mayReadIdentity() {
    return identity ? Right.HELD : otherwise;
  }

  @Override
  public boolean isFhirUser() {
    return fhirUser;
  }

  @Override
  public @Nullable Instant historyFrom() {
    return historyFrom;
  }
}
