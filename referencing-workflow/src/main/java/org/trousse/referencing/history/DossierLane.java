package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.clock.ClockRules;
import org.trousse.referencing.dossier.clock.Statistics;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;

/// The door to dossiers: whoever acts on one comes through here. An answer says that it is
/// committed.
public final class DossierLane {
  /// How far public times look back.
  private static final Duration TIMES_OF = Duration.ofDays(730);

  private final DossierStore dossiers;
  private final HistoryStore history;
  private final ManifestStore manifests;
  private final Runnable committed;
  private final Clock clock;

  /// @param committed called when something was committed, e.g. [OutboxLane#poke]
  public DossierLane(Stores stores, Runnable committed, Clock clock) {
    this.dossiers = stores.dossiers();
    this.history = stores.history();
    this.manifests = stores.manifests();
    this.committed = committed;
    this.clock = clock;
  }

  /// The rows that it works on.
  public record Stores(DossierStore dossiers, HistoryStore history, ManifestStore manifests) {}

  /// Begins a dossier for an app; refused while another one of it is open.
  public Future<Decision> begin(Identity identity, Actor by) {
    Instant now = now();
    return dossiers
        .begin(identity.software(), last -> DossierRules.begin(identity, last, by, now))
        .onSuccess(this::tell);
  }

  /// Decides about an act on a dossier, and does it.
  public Future<Decision> act(UUID dossier, Act act, Actor by) {
    Instant now = now();
    return dossiers
        .change(dossier, found -> DossierRules.decide(found, act, by, now))
        .onSuccess(this::tell);
  }

  /// An act of a past that is told afterwards, e.g. a demo's.
  ///
  /// @param at when it was done
  /// @param act made of the dossier as it stood then
  public record Dated(Instant at, Actor by, Function<Dossier, Act> act) {}

  /// Does acts one after another, each at its own time and by the same rules as always; all of
  /// them, or none and the answer says why.
  public Future<Decision> replay(UUID dossier, List<Dated> acts) {
    return dossiers.change(dossier, found -> replayed(found, acts)).onSuccess(this::tell);
  }

  private static Decision replayed(Dossier dossier, List<Dated> acts) {
    List<Event> events = new ArrayList<>();
    Dossier after = dossier;
    for (Dated one : acts) {
      switch (DossierRules.decide(after, one.act().apply(after), one.by(), one.at())) {
        case Decision.Refused refused -> {
          return refused;
        }
        case Decided(var more, var next) -> {
          events.addAll(more);
          after = next;
        }
      }
    }
    return new Decided(events, after);
  }

  /// The same in a transaction that does something else too; what it commits is told by polls
  /// alone.
  public Future<Decision> act(SqlConnection tx, UUID dossier, Act act, Actor by) {
    Instant now = now();
    return DossierStore.change(tx, dossier, found -> DossierRules.decide(found, act, by, now));
  }

  /// Does one thing that a clock asks of a dossier; a decision without events: it asks nothing.
  Future<Decision> actOnTime(UUID dossier) {
    Instant now = now();
    return dossiers
        .change(
            dossier,
            found ->
                ClockRules.due(found, now)
                    .map(act -> DossierRules.decide(found, act, new Actor.Platform(), now))
                    .orElseGet(() -> new Decided(List.of(), found)))
        .onSuccess(this::tell);
  }

  private void tell(Decision decision) {
    if (decision instanceof Decided(var events, var after) && !events.isEmpty()) {
      committed.run();
    }
  }

  /// Keeps a manifest, draft or not; what is judged changes with [Act.Revise] alone. Empty: the
  /// vendor has no such dossier.
  public Future<Optional<ManifestStore.Version>> saveManifest(
      UUID dossier, String body, Actor.Vendor by) {
    return by.role() == Actor.VendorRole.READER
        ? Future.succeededFuture(Optional.empty())
        : manifests.save(dossier, by.organisation(), body, by.account(), now());
  }

  /// How many working days each step really took, over the last two years.
  public Future<List<StepTimes>> times() {
    return history.times(now().minus(TIMES_OF)).map(Statistics::of);
  }

  public HistoryStore history() {
    return history;
  }

  public ManifestStore manifests() {
    return manifests;
  }

  /// No finer than the database keeps it.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
