package org.trousse.referencing.process;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.check.CheckRunLane;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.check.CheckStore;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.RiskTierRules;

/// Has the checks run, and tells the dossier what they found.
public final class FindingLane {
  /// How far back a pass counts.
  static final int RUNS_MAX = 40;

  private static final Logger LOG = LoggerFactory.getLogger(FindingLane.class);

  private final DossierLane dossiers;
  private final CheckRunLane runs;
  private final CheckStore store;
  private final Clock clock;

  public FindingLane(DossierLane dossiers, CheckRunLane runs, CheckStore store, Clock clock) {
    this.dossiers = dossiers;
    this.runs = runs;
    this.store = store;
    this.clock = clock;
  }

  /// What is to be looked at.
  ///
  /// @param version of the manifest
  /// @param criteria empty: all
  public record Order(
      UUID dossier, Manifest manifest, int version, Trigger trigger, Set<String> criteria) {
    public Order {
      criteria = Set.copyOf(criteria);
    }
  }

  /// Begins a run; when it has ended, its dossier hears of it, then `then` runs.
  public Future<Start> start(Order order, Runnable then) {
    Subject subject =
        new Subject(
            order.dossier(), order.manifest(), RiskTierRules.of(order.manifest()), clock.instant());
    return runs.start(subject, order.version(), order.trigger(), order.criteria())
        .onSuccess(start -> {
          if (start instanceof Start.Began(var id, var done)) {
            done.compose(this::tell)
                .onFailure(failed -> LOG.warn("run {} is not told: {}", id, failed.toString()))
                .onComplete(told -> then.run());
          }
        });
  }

  /// Tells a dossier of a run on the manifest that it stands on; a run on another one is no news.
  public Future<Void> tell(CheckRun run) {
    return dossiers
        .history()
        .find(run.dossier())
        .compose(found ->
            found
                .filter(dossier -> on(dossier, run.manifestVersion()))
                .map(dossier -> told(dossier, run))
                .orElseGet(Future::succeededFuture));
  }

  private static boolean on(Dossier dossier, int version) {
    return dossier.evidence() != null
        && dossier.evidence().manifest() == version
        && !dossier.state().ended();
  }

  private Future<Void> told(Dossier dossier, CheckRun run) {
    return store
        .history(dossier.id(), RUNS_MAX)
        .map(history ->
            FindingRules.told(
                dossier.state(),
                history.stream()
                    .filter(one -> !one.started().isAfter(run.started()))
                    .map(CheckRun::findings)
                    .filter(findings -> !findings.isEmpty())
                    .toList()))
        .compose(findings -> find(dossier.id(), findings))
        .mapEmpty();
  }

  /// The machine's verdicts.
  Future<Optional<Decision>> find(UUID dossier, List<Finding> findings) {
    return findings.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : dossiers.act(dossier, new Act.Find(findings), new Actor.Platform()).map(Optional::of);
  }

  /// A dossier's runs, the newest first.
  Future<List<CheckRun>> history(UUID dossier) {
    return store.history(dossier, RUNS_MAX);
  }
}
