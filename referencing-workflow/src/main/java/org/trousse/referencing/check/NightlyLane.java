package org.trousse.referencing.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.finding.Finding;

/// Looks at each listed app once a day, at a minute of its own so that they do not all come at
/// once, and says when one has drifted. Any number of nodes may run it.
public final class NightlyLane {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyLane.class);
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MINUTES_A_DAY = 24 * 60;

  /// Looking at one app takes up to a minute: so many are taken in each, 5,760 a day.
  static final int TAKEN_A_MINUTE_MAX = 4;

  /// A night is kept longer than a year, so that a yearly look at a listing finds all of them.
  public static final int NIGHTS_KEPT_DAYS = 400;

  /// Nights forgotten in a minute: faster than they come.
  static final int SWEPT_A_MINUTE_MAX = 1_000;

  /// How far back a pass counts.
  private static final int RUNS_MAX = 40;

  /// The apps that patients can find.
  @FunctionalInterface
  public interface Listed {
    Future<List<ListedApp>> all();
  }

  /// One of them, with the manifest that was approved.
  public record ListedApp(Subject subject, int manifestVersion) {}

  /// Who is told of a drift. It is told again each night for as long as it lasts, so telling twice
  /// must do nothing more than telling once.
  @FunctionalInterface
  public interface Drifted {
    Future<Void> drifted(UUID dossier, List<Finding> findings);

    /// Told of every night's run first.
    default Future<Void> checked(CheckRun run) {
      return Future.succeededFuture();
    }
  }

  private final Vertx vertx;
  private final CheckRunLane runs;
  private final CheckStore store;
  private final Listed listed;
  private final Drifted drifted;
  private final Clock clock;
  private long minute = -1;
  private final Set<UUID> taken = new HashSet<>();
  private LocalDate takenOn = LocalDate.MIN;
  private boolean busy;

  public NightlyLane(
      Vertx vertx,
      CheckRunLane runs,
      CheckStore store,
      Listed listed,
      Drifted drifted,
      Clock clock) {
    this.vertx = vertx;
    this.runs = runs;
    this.store = store;
    this.listed = listed;
    this.drifted = drifted;
    this.clock = clock;
  }

  public void open() {
    minute = vertx.setPeriodic(MINUTE_MILLIS, MINUTE_MILLIS, tick -> tick());
  }

  public void close() {
    vertx.cancelTimer(minute);
  }

  private void tick() {
    if (!busy) {
      busy = true;
      turn()
          .compose(done -> sweep())
          .onFailure(failure -> LOG.warn("no nightly checks: {}", failure.getClass().getName()))
          .onComplete(done -> busy = false);
    }
  }

  /// Begins what is due. Completes when all of it is judged.
  Future<Void> turn() {
    Instant now = clock.instant();
    LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate();
    if (!day.equals(takenOn)) {
      taken.clear();
      takenOn = day;
    }
    return listed
        .all()
        .compose(apps ->
            Future.join(
                apps.stream()
                    .filter(app -> due(app.subject().dossier(), now))
                    .filter(app -> !taken.contains(app.subject().dossier()))
                    .limit(TAKEN_A_MINUTE_MAX)
                    .map(app -> claimed(app, day))
                    .toList()))
        .mapEmpty();
  }

  /// Forgets some of the old nights.
  Future<Integer> sweep() {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    return store.sweep(today.minusDays(NIGHTS_KEPT_DAYS), SWEPT_A_MINUTE_MAX);
  }

  /// From its own minute of the day (UTC) on.
  static boolean due(UUID dossier, Instant now) {
    return !now.isBefore(
        now.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .plus(Duration.ofMinutes(minuteOf(dossier))));
  }

  /// Ids are random, so their minutes are spread evenly.
  static int minuteOf(UUID dossier) {
    return Math.floorMod(dossier.getLeastSignificantBits(), MINUTES_A_DAY);
  }

  private Future<Void> claimed(ListedApp app, LocalDate day) {
    taken.add(app.subject().dossier());
    return store
        .claim(app.subject().dossier(), day)
        .compose(mine -> mine ? check(app, day) : Future.succeededFuture());
  }

  private Future<Void> check(ListedApp app, LocalDate day) {
    Subject listedOne = app.subject();
    Subject subject =
        new Subject(listedOne.dossier(), listedOne.manifest(), listedOne.tier(), clock.instant());
    return runs.start(subject, app.manifestVersion(), Trigger.NIGHTLY, Set.of())
        .compose(start ->
            start instanceof CheckRunLane.Start.Began began
                ? began
                    .done()
                    .compose(run -> drifted.checked(run).compose(told -> tell(run.dossier())))
                : later(app, day));
  }

  /// A vendor's own run must not let the night go by: the next minute tries again.
  private Future<Void> later(ListedApp app, LocalDate day) {
    taken.remove(app.subject().dossier());
    return store.unclaim(app.subject().dossier(), day);
  }

  private Future<Void> tell(UUID dossier) {
    return store
        .history(dossier, RUNS_MAX)
        .compose(history -> {
          List<Finding> gone =
              DriftRules.drifted(
                  DriftRules.counted(history.stream().filter(run -> !run.lost()).toList()));
          return gone.isEmpty() ? Future.succeededFuture() : drifted.drifted(dossier, gone);
        });
  }
}
