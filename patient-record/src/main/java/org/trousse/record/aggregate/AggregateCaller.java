package org.trousse.record.aggregate;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.aggregate.Counting.Counted;
import org.trousse.record.page.series.CountCaller;
import org.trousse.sdk.PatientId;

/// Counts windows and issues them. Belongs to one event loop.
public final class AggregateCaller {
  private final AggregateStore store;
  private final CountCaller caller;
  private final ZoneId zone;

  /// Counts with these.
  ///
  /// @param zone whose days they are
  public AggregateCaller(AggregateStore store, CountCaller caller, ZoneId zone) {
    this.store = store;
    this.caller = caller;
    this.zone = zone;
  }

  public boolean isBusy() {
    return caller.isBusy();
  }

  public ZoneId zone() {
    return zone;
  }

  /// The last local day that is over.
  public LocalDate lastDay(Instant now) {
    return now.atZone(zone).toLocalDate().minusDays(1);
  }

  /// Every window of these, all over, in which the sensor measured anything, as it stands now.
  ///
  /// @param earliest windows that begin before are left out, because part of them may not be seen;
  ///   null: none
  public Future<List<Issued>> issued(
      PatientId patient, List<Window> windows, @Nullable Instant earliest, Instant now) {
    List<Window> whole =
        windows.stream()
            .filter(window -> window.isOver(now, zone))
            .filter(window -> earliest == null || !window.from(zone).isBefore(earliest))
            .toList();
    if (whole.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Instant from = whole.stream().map(one -> one.from(zone)).min(Instant::compareTo).orElseThrow();
    Instant to = whole.stream().map(one -> one.to(zone)).max(Instant::compareTo).orElseThrow();
    return caller.holding(
        store
            .series(patient, from, to)
            .compose(series ->
                caller.count(series.samples().size(), () -> Counting.of(series, whole, zone)))
            .compose(counted -> issue(patient, counted, now)));
  }

  /// One after the other: each is one short statement.
  private Future<List<Issued>> issue(PatientId patient, List<Counted> counted, Instant now) {
    List<Issued> all = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (Counted one : counted) {
      done = done.compose(before -> store.issue(patient, one, now)).map(all::add).mapEmpty();
    }
    return done.map(none -> all);
  }

  /// All versions of a window that were ever issued, the newest first, after what holds now was.
  public Future<List<Issued>> versions(
      PatientId patient, Window window, @Nullable Instant earliest, Instant now) {
    return issued(patient, List.of(window), earliest, now)
        .compose(found ->
            found.isEmpty() ? Future.succeededFuture(List.of()) : store.versions(patient, window));
  }

  /// One window, as it stands now; empty: nothing was measured in it, or it may not be seen.
  public Future<Optional<Issued>> one(
      PatientId patient, Window window, @Nullable Instant earliest, Instant now) {
    return issued(patient, List.of(window), earliest, now).map(found -> found.stream().findFirst());
  }
}
