package org.trousse.referencing.house;

import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.ReferencingModule.Needs;
import org.trousse.referencing.ReferencingModule.Settings;
import org.trousse.referencing.browser.AxeLane;
import org.trousse.referencing.check.CheckRunLane.Lookers;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.drill.DrillCaller;
import org.trousse.referencing.drill.DrillKeyStore;
import org.trousse.referencing.drill.DrillStore;
import org.trousse.referencing.drill.SignerCaller;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.outbound.Doors;
import org.trousse.referencing.outbound.OutsideCaller;
import org.trousse.referencing.outbound.OutsideModule;
import org.trousse.referencing.process.HandedInLane;
import org.trousse.referencing.sandbox.SandboxModule;
import org.trousse.referencing.sandbox.SandboxModule.Reached;

/// All that looks outside, by the one guarded way.
///
/// @param axe empty where the operator has no browser
/// @param drillKey the public key that drills are signed by; all processes have the same
record OutsideLane(
    OutsideCaller caller,
    SandboxModule sandbox,
    Lookers lookers,
    DrillStore drills,
    Optional<AxeLane> axe,
    ECKey drillKey) {
  /// The rows that looks need.
  record Stores(Pool pool, HistoryStore history, EvidenceStore files) {}

  static Future<OutsideLane> open(
      Vertx vertx, Settings settings, Needs needs, Stores stores, Clock clock) {
    Doors doors = Doors.real(needs.isPublic(), settings.loopback());
    OutsideCaller caller = new OutsideCaller(vertx, doors);
    SandboxModule.Needs asks =
        new SandboxModule.Needs(
            (address, headers, json, patience) -> post(caller, address, headers, json, patience),
            address -> caller.get(address).compose(OutsideLane::keys));
    return SandboxModule.open(vertx, settings.publicUrl(), asks, clock)
        .compose(sandbox ->
            new DrillKeyStore(vertx, stores.pool(), settings.hashKey())
                .key()
                .map(key ->
                    plug(vertx, settings, needs, stores, doors, caller, sandbox, key, clock)));
  }

  private static OutsideLane plug(
      Vertx vertx,
      Settings settings,
      Needs needs,
      Stores stores,
      Doors doors,
      OutsideCaller caller,
      SandboxModule sandbox,
      ECKey key,
      Clock clock) {
    DrillStore drills = new DrillStore(stores.pool());
    DrillCaller drill =
        new DrillCaller(
            caller, drills, new SignerCaller(vertx, key)::sign, clock, UUID::randomUUID);
    Optional<AxeLane> axe = settings.browser().map(program -> new AxeLane(vertx, program, caller));
    HandedInLane handedIn = new HandedInLane(stores.history(), stores.files());
    Lookers lookers =
        OutsideModule.lookers(
            vertx,
            caller,
            doors,
            new OutsideModule.Settings(settings.locations(), settings.vulnerabilities()),
            new OutsideModule.Given(
                sandbox::play,
                drill::look,
                handedIn::look,
                needs.axe().or(() -> axe.map(lane -> lane::look))));
    return new OutsideLane(caller, sandbox, lookers, drills, axe, key.toPublicJWK());
  }

  Future<Void> close() {
    return axe.map(AxeLane::close).orElseGet(Future::succeededFuture).eventually(caller::close);
  }

  private static Future<Reached> post(
      OutsideCaller caller,
      URI address,
      Map<String, String> headers,
      String json,
      Duration patience) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return caller
        .post(address, json, all)
        .timeout(Math.max(1, patience.toMillis()), java.util.concurrent.TimeUnit.MILLISECONDS)
        .compose(sight ->
            sight instanceof Sight.Page page
                ? Future.succeededFuture(new Reached(page.status(), page.body()))
                : Future.failedFuture("nothing was reached"));
  }

  private static Future<String> keys(Sight sight) {
    return sight instanceof Sight.Page page && page.status() == 200
        ? Future.succeededFuture(page.body())
        : Future.failedFuture("no keys there");
  }
}
