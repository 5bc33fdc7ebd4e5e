package org.trousse.referencing.check;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// Runs the automatic checks on one dossier: gathers what they want to look at, looks at each thing
/// once, four at a time and 55 s at most for all, judges, and keeps the findings. A look that does
/// not come back in time was not seen; a check that breaks verified nothing.
public final class CheckRunLane {
  /// Looking and judging together take no more than 60 s.
  static final Duration LOOKING_MAX = Duration.ofSeconds(55);

  static final int AT_ONCE = 4;

  /// Scenes take long: they get the other places only once nothing else waits.
  static final int SCENES_AT_ONCE = 2;

  static final int LOOKS_MAX = 200;
  private static final Logger LOG = LoggerFactory.getLogger(CheckRunLane.class);
  private static final Text TOO_LATE =
      new Text(
          "Le temps de cette vérification s’est écoulé avant qu’une réponse vienne.",
          "The time for this check was over before an answer came.");
  private static final Text BROKE =
      new Text(
          "La vérification s’est arrêtée de notre fait, sans rien pouvoir conclure.",
          "The check stopped through our own fault, and could conclude nothing.");
  private static final Text AGAIN =
      new Text(
          "Relancez la vérification ; si cela se répète, écrivez au bureau de référencement.",
          "Run the check again; if it happens again, write to the referencing desk.");

  /// How one kind of thing is looked at.
  @FunctionalInterface
  public interface Looker<L extends Look> {
    /// Never null; a failure counts as not seen.
    Future<Sight> look(Subject subject, L look);
  }

  /// One looker for each kind.
  public record Lookers(
      Looker<Look.Fetch> fetch,
      Looker<Look.Handshake> handshake,
      Looker<Look.Knock> knock,
      Looker<Look.Resolve> resolve,
      Looker<Look.Play> play,
      Looker<Look.Drill> drill,
      Looker<Look.HandedIn> handedIn,
      Looker<Look.Axe> axe,
      Looker<Look.Vulnerabilities> vulnerabilities) {
    Future<Sight> look(Subject subject, Look look) {
      return switch (look) {
        case Look.Fetch one -> fetch.look(subject, one);
        case Look.Handshake one -> handshake.look(subject, one);
        case Look.Knock one -> knock.look(subject, one);
        case Look.Resolve one -> resolve.look(subject, one);
        case Look.Play one -> play.look(subject, one);
        case Look.Drill one -> drill.look(subject, one);
        case Look.HandedIn one -> handedIn.look(subject, one);
        case Look.Axe one -> axe.look(subject, one);
        case Look.Vulnerabilities one -> vulnerabilities.look(subject, one);
      };
    }
  }

  /// What came of asking for a run.
  public sealed interface Start {
    /// It runs; [CheckRunLane#find] tells how far it is.
    ///
    /// @param done completes when its findings are kept
    record Began(UUID run, Future<CheckRun> done) implements Start {}

    /// Another run of this dossier has not ended.
    record Busy(UUID run) implements Start {}

    /// The last one began less than 10 s ago.
    record TooSoon(Duration left) implements Start {}
  }

  private final Vertx vertx;
  private final CheckStore store;
  private final List<Check> checks;
  private final Lookers lookers;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Duration looking;

  public CheckRunLane(
      Vertx vertx,
      CheckStore store,
      List<Check> checks,
      Lookers lookers,
      Clock clock,
      Supplier<UUID> ids) {
    this(vertx, store, checks, lookers, clock, ids, LOOKING_MAX);
  }

  CheckRunLane(
      Vertx vertx,
      CheckStore store,
      List<Check> checks,
      Lookers lookers,
      Clock clock,
      Supplier<UUID> ids,
      Duration looking) {
    this.vertx = vertx;
    this.store = store;
    this.checks = List.copyOf(checks);
    this.lookers = lookers;
    this.clock = clock;
    this.ids = ids;
    this.looking = looking;
  }

  /// Begins a run; answers as soon as it stands in the store.
  ///
  /// @param criteria which criteria to look at; empty: all
  public Future<Start> start(
      Subject subject, int manifestVersion, Trigger trigger, Set<String> criteria) {
    List<Check> chosen =
        checks.stream()
            .filter(check -> criteria.isEmpty() || criteria.contains(check.criterion()))
            .toList();
    List<Look> looks = looks(chosen, subject);
    CheckRun run =
        new CheckRun(
            ids.get(),
            subject.dossier(),
            manifestVersion,
            trigger,
            clock.instant(),
            null,
            looks.size(),
            0,
            false,
            List.of());
    return store
        .begin(run)
        .map(begun ->
            switch (begun) {
              case CheckStore.Begun.Yes() ->
                  new Start.Began(run.id(), carryOut(run, subject, chosen, looks));
              case CheckStore.Begun.Busy(var other) -> new Start.Busy(other);
              case CheckStore.Begun.TooSoon(var left) -> new Start.TooSoon(left);
            });
  }

  /// A run, while it runs and afterwards.
  public Future<Optional<CheckRun>> find(UUID dossier, UUID run) {
    return store.find(dossier, run);
  }

  private Future<CheckRun> carryOut(
      CheckRun run, Subject subject, List<Check> chosen, List<Look> looks) {
    return new Round(run.id(), subject, looks)
        .look()
        .compose(seen -> vertx.executeBlocking(() -> judge(chosen, subject, seen), false))
        .map(Objects::requireNonNull)
        .compose(findings -> store.end(run, clock.instant(), findings))
        .onFailure(failure ->
            LOG.warn("a run of checks ended without findings: {}", failure.getClass().getName()));
  }

  private List<Look> looks(List<Check> chosen, Subject subject) {
    Set<Look> all = new LinkedHashSet<>();
    for (Check check : chosen) {
      try {
        all.addAll(check.looks(subject));
      } catch (RuntimeException broken) {
        LOG.warn("check {} cannot say its looks", check.criterion(), broken);
      }
    }
    return all.stream().limit(LOOKS_MAX).toList();
  }

  private static List<Finding> judge(List<Check> chosen, Subject subject, Seen seen) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : chosen) {
      try {
        findings.add(check.judge(subject, seen));
      } catch (RuntimeException broken) {
        LOG.warn("check {} broke", check.criterion(), broken);
        findings.add(
            new FindingDraft(check.criterion(), subject.now()).unseen(BROKE, AGAIN).done());
      }
    }
    return findings;
  }

  /// How long one look may take.
  private static Duration limit(Look look) {
    return switch (look) {
      case Look.Play scene -> Duration.ofSeconds(40);
      case Look.Axe page -> Duration.ofSeconds(45); // waits for its turn at a browser
      case Look.Fetch page -> Duration.ofSeconds(12);
      case Look.Drill drill -> Duration.ofSeconds(12);
      case Look.Handshake host -> Duration.ofSeconds(12);
      case Look.Knock broker -> Duration.ofSeconds(12);
      case Look.Resolve name -> Duration.ofSeconds(6);
      case Look.HandedIn file -> Duration.ofSeconds(6);
      case Look.Vulnerabilities list -> Duration.ofSeconds(6);
    };
  }

  /// The looking of one run; it stays on one context.
  private final class Round {
    private final UUID run;
    private final Subject subject;
    private final Deque<Look> quick = new ArrayDeque<>();
    private final Deque<Look> scenes = new ArrayDeque<>();
    private final Map<Look, Sight> seen = new HashMap<>();
    private final Promise<Seen> end = Promise.promise();
    private final int all;
    private int active;
    private int activeScenes;
    private boolean over;

    Round(UUID run, Subject subject, List<Look> looks) {
      this.run = run;
      this.subject = subject;
      this.all = looks.size();
      for (Look look : looks) {
        (look instanceof Look.Play ? scenes : quick).add(look);
      }
    }

    Future<Seen> look() {
      var context = vertx.getOrCreateContext();
      context.runOnContext(begin -> {
        long timer = vertx.setTimer(looking.toMillis(), late -> finish());
        end.future().onComplete(done -> vertx.cancelTimer(timer));
        next();
      });
      return end.future();
    }

    private void next() {
      if (over) {
        return;
      }
      while (active < AT_ONCE) {
        boolean scene = !scenes.isEmpty() && (quick.isEmpty() || activeScenes < SCENES_AT_ONCE);
        Look look = scene ? scenes.poll() : quick.poll();
        if (look == null) {
          break;
        }
        one(look);
      }
      if (active == 0) {
        finish();
      }
    }

    private void one(Look look) {
      active++;
      activeScenes += look instanceof Look.Play ? 1 : 0;
      var context = vertx.getOrCreateContext();
      sight(look)
          .onComplete(done ->
              context.runOnContext(back -> {
                active--;
                activeScenes -= look instanceof Look.Play ? 1 : 0;
                if (!over) {
                  seen.put(look, done.succeeded() ? done.result() : new Sight.NotSeen(BROKE));
                  store.progress(run, seen.size());
                  next();
                }
              }));
    }

    private Future<Sight> sight(Look look) {
      Future<Sight> sight;
      try {
        sight = lookers.look(subject, look);
      } catch (RuntimeException broken) {
        LOG.warn("a look broke", broken);
        return Future.succeededFuture(new Sight.NotSeen(BROKE));
      }
      return sight
          .timeout(limit(look).toMillis(), TimeUnit.MILLISECONDS)
          .otherwise(late -> new Sight.NotSeen(TOO_LATE));
    }

    private void finish() {
      if (!over) {
        over = true;
        quick.forEach(look -> seen.put(look, new Sight.NotSeen(TOO_LATE)));
        scenes.forEach(look -> seen.put(look, new Sight.NotSeen(TOO_LATE)));
        if (seen.size() < all) {
          LOG.info("{} looks of a run were still under way at its end", all - seen.size());
        }
        end.complete(new Seen(seen));
      }
    }
  }
}
