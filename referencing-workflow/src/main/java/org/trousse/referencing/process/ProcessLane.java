package org.trousse.referencing.process;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.check.NightlyLane;
import org.trousse.referencing.check.NightlyLane.ListedApp;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.process.FindingLane.Order;
import org.trousse.referencing.revision.RevisionLane;
import org.trousse.referencing.text.Text;

/// The platform's own moves, by the same table as everybody's: it takes in what was submitted, has
/// the checks run, goes on or asks for remedy, lists what is green, and watches what drifts. All of
/// it may be done twice, and by any number of nodes.
public final class ProcessLane implements NightlyLane.Drifted {
  /// How often it looks for what nobody told it of.
  public static final Duration POLL = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ProcessLane.class);

  /// Hook-ups wait for vendors, so they are looked at every so many polls only.
  private static final int SLOW_POLLS = 15;

  private static final Text GREEN =
      new Text(
          "Les essais de raccordement sont tous réussis.", "All checks of the hook-up passed.");

  private final Vertx vertx;
  private final DossierLane dossiers;
  private final RevisionLane revisions;
  private final FindingLane findings;
  private final Clock clock;
  private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
  private final Map<UUID, ListedApp> listed = new ConcurrentHashMap<>();
  private long timer = -1;
  private int polls;
  private volatile boolean closed;

  public ProcessLane(
      Vertx vertx,
      DossierLane dossiers,
      RevisionLane revisions,
      FindingLane findings,
      Clock clock) {
    this.vertx = vertx;
    this.dossiers = dossiers;
    this.revisions = revisions;
    this.findings = findings;
    this.clock = clock;
  }

  public void open() {
    timer = vertx.setPeriodic(0, POLL.toMillis(), tick -> tick());
  }

  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void tick() {
    boolean slow = polls++ % SLOW_POLLS == 0;
    turn(slow).onFailure(failed -> LOG.warn("no move is made: {}", failed.toString()));
  }

  /// Looks at all dossiers that wait for the platform.
  private Future<Void> turn(boolean slow) {
    List<State> states = new ArrayList<>(List.of(State.SUBMITTED, State.AUTO_CHECK));
    if (slow) {
      states.add(State.HOOKUP);
    }
    return dossiers
        .history()
        .dossiers(states)
        .compose(all -> Future.join(all.stream().map(this::once).toList()))
        .mapEmpty();
  }

  /// Looks at one dossier now, e.g. after somebody acted on it.
  public void look(UUID dossier) {
    if (!closed) {
      dossiers
          .history()
          .find(dossier)
          .compose(found -> found.map(this::once).orElseGet(Future::succeededFuture))
          .onFailure(failed -> LOG.warn("{} does not move: {}", dossier, failed.toString()));
    }
  }

  private Future<Void> once(Dossier dossier) {
    return !closed && busy.add(dossier.id())
        ? step(dossier).onComplete(done -> busy.remove(dossier.id()))
        : Future.succeededFuture();
  }

  private Future<Void> step(Dossier dossier) {
    return switch (dossier.state()) {
      case SUBMITTED -> go(dossier, MoveName.BEGIN_ADMISSIBILITY, ReasonCode.NEXT_STEP).mapEmpty();
      case AUTO_CHECK -> checked(dossier).compose(after -> judged(dossier, after));
      case HOOKUP -> checked(dossier).compose(after -> hookedUp(dossier, after));
      default -> Future.succeededFuture();
    };
  }

  /// The dossier with what was found since it came into its state; without it, a run begins and the
  /// answer is what it was.
  private Future<Boolean> checked(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    if (evidence == null) {
      return Future.succeededFuture(false);
    }
    return findings
        .history(dossier.id())
        .compose(history -> {
          List<CheckRun> here =
              history.stream()
                  .filter(run -> run.manifestVersion() == evidence.manifest())
                  .filter(run -> !run.started().isBefore(dossier.standing().since()))
                  .filter(run -> !run.lost())
                  .toList();
          boolean whole =
              here.stream()
                  .anyMatch(run -> run.trigger() == Trigger.SUBMISSION && run.ended() != null);
          return whole
              ? findings.find(dossier.id(), newest(here)).map(found -> true)
              : begin(dossier, evidence, here).map(false);
        });
  }

  /// Of each criterion what the newest run found.
  private static List<Finding> newest(List<CheckRun> newestFirst) {
    Map<String, Finding> all = new LinkedHashMap<>();
    newestFirst.forEach(run ->
        FindingRules.merged(run.findings())
            .forEach(finding -> all.putIfAbsent(finding.criterion(), finding)));
    return List.copyOf(all.values());
  }

  private Future<Void> begin(Dossier dossier, Evidence evidence, List<CheckRun> here) {
    if (here.stream().anyMatch(run -> run.ended() == null)) {
      return Future.succeededFuture();
    }
    return revisions
        .manifest(dossier.id(), evidence.manifest())
        .compose(manifest ->
            manifest.isEmpty()
                ? Future.failedFuture("a judged manifest that cannot be read")
                : findings.start(
                    new Order(
                        dossier.id(),
                        manifest.get(),
                        evidence.manifest(),
                        Trigger.SUBMISSION,
                        Set.of()),
                    () -> look(dossier.id())))
        .onSuccess(start -> soon(dossier.id(), start))
        .mapEmpty();
  }

  /// A run that may not begin yet begins as soon as it may.
  private void soon(UUID dossier, Start start) {
    if (start instanceof Start.TooSoon(var left)) {
      vertx.setTimer(left.toMillis() + 1, tick -> look(dossier));
    }
  }

  private Future<Void> judged(Dossier before, boolean whole) {
    return whole
        ? dossiers
            .history()
            .find(before.id())
            .compose(found -> found.map(this::judged).orElseGet(Future::succeededFuture))
        : Future.succeededFuture();
  }

  private Future<Void> judged(Dossier dossier) {
    List<String> failing = FindingRules.failing(dossier);
    return failing.isEmpty()
        ? go(dossier, MoveName.PASS_CHECKS, ReasonCode.CHECKS_PASSED).mapEmpty()
        : go(
                dossier,
                MoveName.ASK_REMEDY,
                ReasonCode.CHECKS_FAILED,
                ReasonCode.CHECKS_FAILED.words(),
                failing)
            .mapEmpty();
  }

  private Future<Void> hookedUp(Dossier before, boolean whole) {
    return whole
        ? dossiers
            .history()
            .find(before.id())
            .compose(found ->
                found
                    .filter(FindingRules::green)
                    .map(dossier ->
                        go(
                            dossier,
                            MoveName.LIST,
                            ReasonCode.CONFORM,
                            GREEN,
                            FindingRules.ofMachine(dossier)))
                    .orElseGet(Future::succeededFuture))
            .mapEmpty()
        : Future.succeededFuture();
  }

  private Future<Decision> go(Dossier dossier, MoveName move, ReasonCode code) {
    return go(dossier, move, code, code.words(), List.of());
  }

  private Future<Decision> go(
      Dossier dossier, MoveName move, ReasonCode code, Text words, List<String> criteria) {
    Grounds grounds = new Grounds(code, words, criteria, DossierRules.snapshot(dossier));
    return dossiers
        .act(dossier.id(), new Act.Go(move, grounds), new Actor.Platform())
        .onSuccess(decision -> {
          if (decision instanceof Refused(var kind, _, _)) {
            LOG.debug("{} is refused to {}: {}", move, dossier.id(), kind);
          }
        });
  }

  /// The apps that patients can find, on the manifest that they stand on.
  public Future<List<ListedApp>> listed() {
    List<State> live = List.of(State.values()).stream().filter(State::live).toList();
    return dossiers
        .history()
        .dossiers(live)
        .compose(all -> {
          listed.keySet().retainAll(all.stream().map(Dossier::id).toList());
          return Future.join(all.stream().map(this::listedApp).toList());
        })
        .map(done -> List.copyOf(listed.values()));
  }

  private Future<Void> listedApp(Dossier dossier) {
    Evidence evidence = dossier.evidence();
    ListedApp known = listed.get(dossier.id());
    if (evidence == null || (known != null && known.manifestVersion() == evidence.manifest())) {
      return Future.succeededFuture();
    }
    return revisions
        .manifest(dossier.id(), evidence.manifest())
        .map(manifest -> {
          manifest.ifPresent(one ->
              listed.put(
                  dossier.id(),
                  new ListedApp(
                      new Subject(dossier.id(), one, evidence.tier(), clock.instant()),
                      evidence.manifest())));
          return null;
        });
  }

  /// What passed the night's checks stands longer.
  @Override
  public Future<Void> checked(CheckRun run) {
    return findings.tell(run);
  }

  /// A listed app that drifted is watched; telling it twice moves it once.
  @Override
  public Future<Void> drifted(UUID dossier, List<Finding> drift) {
    return dossiers
        .history()
        .find(dossier)
        .compose(found -> {
          List<Finding> asked = found.map(one -> FindingRules.asked(one, drift)).orElse(List.of());
          return asked.isEmpty()
              ? Future.succeededFuture()
              : findings.find(dossier, asked).compose(told -> watch(dossier, asked));
        });
  }

  private Future<Void> watch(UUID id, List<Finding> drift) {
    return dossiers
        .history()
        .find(id)
        .compose(found ->
            found
                .filter(dossier -> dossier.state() == State.LISTED)
                .map(dossier ->
                    go(
                        dossier,
                        MoveName.WATCH,
                        ReasonCode.DRIFT,
                        FindingRules.words(drift),
                        drift.stream().map(Finding::criterion).toList()))
                .orElseGet(Future::succeededFuture))
        .mapEmpty();
  }

  /// Whether an act changed something.
  public static boolean changed(Decision decision) {
    return decision instanceof Decided(var events, _) && !events.isEmpty();
  }
}
