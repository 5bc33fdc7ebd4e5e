package org.trousse.consent.reminder;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.reminder.LastUseStore.Idle;
import org.trousse.sdk.PatientId;

/// Ends each minute what has come to its end, and writes each hour what patients should be told.
/// Any number of nodes may run it at once.
public final class ReminderLane {
  private static final Logger LOG = LoggerFactory.getLogger(ReminderLane.class);
  private static final long MINUTE_MILLIS = 60_000;
  private static final int ENDS_MAX = 200;
  private static final int UNUSED_MAX = 500;
  private static final int HOURS = 24;
  private static final int ID_SHIFT = 56;
  private static final int ID_VALUES = 256;

  private final Vertx vertx;
  private final GrantStore grants;
  private final ReminderStore reminders;
  private final LastUseStore uses;
  private final FindsApps apps;
  private final Needs needs;
  private final Clock clock;
  private long minute = -1;
  private Instant toldUntil = Instant.MIN;
  private boolean busy;

  /// Apps by their client id, whatever their status.
  @FunctionalInterface
  public interface FindsApps {
    Future<Optional<App>> find(String clientId);
  }

  /// The rows that it works on.
  public record Stores(GrantStore grants, ReminderStore reminders, LastUseStore uses) {}

  public ReminderLane(Vertx vertx, Stores stores, FindsApps apps, Needs needs, Clock clock) {
    this.vertx = vertx;
    this.grants = stores.grants();
    this.reminders = stores.reminders();
    this.uses = stores.uses();
    this.apps = apps;
    this.needs = needs;
    this.clock = clock;
  }

  public void open() {
    minute = vertx.setPeriodic(0, MINUTE_MILLIS, tick -> turn());
  }

  public void close() {
    vertx.cancelTimer(minute);
  }

  /// One turn at a time: a slow database gets no second one on top.
  private void turn() {
    if (busy) {
      return;
    }
    busy = true;
    Instant now = clock.instant();
    boolean tell = !now.isBefore(toldUntil);
    int hour = now.atOffset(ZoneOffset.UTC).getHour();
    endDue()
        .compose(ended -> tell ? tell(hour) : Future.succeededFuture())
        .onSuccess(done -> {
          if (tell) {
            toldUntil = now.plusSeconds(3_600);
          }
        })
        .onFailure(failure -> LOG.warn("no reminders: {}", failure.getClass().getName()))
        .onComplete(done -> busy = false);
  }

  /// Ends what is due, and says so in each record.
  Future<Void> endDue() {
    return grants
        .endDue(ENDS_MAX)
        .compose(ended -> Future.all(ended.stream().map(this::note).toList()))
        .mapEmpty();
  }

  private Future<Void> note(Grant grant) {
    return apps.find(grant.clientId())
        .compose(app ->
            needs
                .notes()
                .note(
                    new Decision(
                        clock.instant(),
                        grant.patient(),
                        "expire",
                        grant.clientId(),
                        app.map(found -> found.entry().name()).orElse(null),
                        null,
                        null,
                        true,
                        "")));
  }

  /// Writes reminders. Unused permissions are looked for in one part of the grants each hour, in
  /// all of them each day.
  Future<Void> tell(int hour) {
    return Future.join(List.of(reminders.ending(), reminders.stolen(), newVersions(), unused(hour)))
        .mapEmpty();
  }

  private Future<Void> newVersions() {
    return reminders
        .outdated()
        .compose(ids -> Future.all(ids.stream().map(this::newVersion).toList()))
        .mapEmpty();
  }

  private Future<Integer> newVersion(String clientId) {
    return apps.find(clientId)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.succeededFuture(0);
          }
          App app = found.get();
          return reminders.newVersion(
              clientId, app.version(), app.entry().wants().stream().map(Want::permission).toList());
        });
  }

  private Future<Void> unused(int hour) {
    Instant since = clock.instant().minus(LastUse.UNUSED);
    return uses.unused(first(hour), last(hour), since, UNUSED_MAX)
        .compose(idle ->
            Future.all(
                idle.stream().collect(Collectors.groupingBy(Idle::patient)).entrySet().stream()
                    .map(one -> unused(one.getKey(), one.getValue(), since))
                    .toList()))
        .mapEmpty();
  }

  /// What devices added is counted in the record alone: ask it before saying that nobody did.
  private Future<Void> unused(PatientId patient, List<Idle> idle, Instant since) {
    return needs
        .log()
        .used(patient, since, since)
        .compose(used -> {
          List<Future<Void>> all = new ArrayList<>();
          for (Idle one : idle) {
            LastUse use = one.use();
            all.add(
                lastUsed(used, one)
                    .map(at -> uses.used(use.grant(), use.permission(), at))
                    .orElseGet(() -> reminders.unused(use.grant(), use.permission())));
          }
          return Future.all(all).mapEmpty();
        });
  }

  private static Optional<Instant> lastUsed(List<Used> used, Idle idle) {
    boolean add = idle.use().permission().direction() == Direction.ADD;
    DataKind kind = idle.use().permission().kind();
    return used.stream()
        .filter(one -> one.clientId().equals(idle.clientId()))
        .filter(one -> one.add() == add && DataKind.of(one.measure()) == kind)
        .map(Used::last)
        .max(Instant::compareTo);
  }

  /// Ids are random: each hour has its even part of them.
  static UUID first(int hour) {
    return new UUID((long) (hour * ID_VALUES / HOURS) << ID_SHIFT, 0);
  }

  static UUID last(int hour) {
    long end = (long) ((hour + 1) * ID_VALUES / HOURS) << ID_SHIFT;
    return new UUID(end - 1, -1);
  }
}
