package org.trousse.catalogue.report;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes reports and hands them on, again and again until somebody took them. A visitor is thanked
/// when the report is kept.
public final class ReportLane {
  private static final long AGAIN_MILLIS = Duration.ofSeconds(20).toMillis();

  private static final Logger LOG = LoggerFactory.getLogger(ReportLane.class);

  private final Vertx vertx;
  private final ReportStore store;
  private final Takes takes;
  private final Clock clock;
  private final ReportRate rate;
  private final AtomicBoolean handing = new AtomicBoolean();
  private final AtomicLong timer = new AtomicLong(-1);

  /// Who answers. The same report may come twice; its id tells.
  @FunctionalInterface
  public interface Takes {
    Future<Void> take(Report report);
  }

  public ReportLane(Vertx vertx, ReportStore store, Takes takes, Clock clock) {
    this.vertx = vertx;
    this.store = store;
    this.takes = takes;
    this.clock = clock;
    this.rate = new ReportRate(clock);
  }

  public ReportLane open() {
    timer.set(
        vertx.setPeriodic(
            AGAIN_MILLIS,
            tick -> {
              rate.forget();
              hand();
            }));
    return this;
  }

  public void close() {
    vertx.cancelTimer(timer.get());
  }

  /// False: too many came from this address, or from all.
  public Future<Boolean> report(String address, Report report) {
    if (!rate.take(address)) {
      return Future.succeededFuture(false);
    }
    return store
        .add(report)
        .map(kept -> {
          hand();
          return true;
        });
  }

  private void hand() {
    if (!handing.compareAndSet(false, true)) {
      return;
    }
    store
        .waiting()
        .compose(this::hand)
        .onFailure(failed -> LOG.warn("reports wait for somebody to take them", failed))
        .onComplete(done -> handing.set(false));
  }

  private Future<Void> hand(List<Report> waiting) {
    Future<Void> handed = Future.succeededFuture();
    for (Report report : waiting) {
      handed =
          handed
              .compose(before -> takes.take(report))
              .compose(taken -> store.handed(report.id(), clock.instant()));
    }
    return handed;
  }
}
