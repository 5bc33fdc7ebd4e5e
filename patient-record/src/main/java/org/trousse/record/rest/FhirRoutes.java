package org.trousse.record.rest;

import static org.trousse.record.rest.EdgeRoutes.notAllowed;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import org.trousse.record.audit.TrailLane;
import org.trousse.record.door.AllowsOrigin;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Presented;
import org.trousse.record.reading.ReadingStore;

/// All of `/fhir` that is the record's. One instance for each event loop.
public final class FhirRoutes {
  /// Knows what tokens open.
  @FunctionalInterface
  public interface Opens {
    Future<Opening> open(Presented presented);
  }

  /// Who may come in.
  public record Doors(Opens opens, AllowsOrigin origins) {}

  /// What it answers from.
  public record Stores(ReadingStore readings, TrailLane trail) {}

  private final DoorRoutes door;
  private final ObservationRoutes observations;
  private final String base;

  /// @param secret the key of FHIR ids, at least 16 bytes
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  public FhirRoutes(Doors doors, Stores stores, byte[] secret, String publicUrl, Clock clock) {
    this.base = publicUrl + "/fhir";
    this.door =
        new DoorRoutes(
            doors.opens(),
            doors.origins(),
            new AppEncoders(secret),
            stores.trail(),
            publicUrl,
            clock);
    this.observations = new ObservationRoutes(stores.readings(), door, base, clock);
  }

  public void mount(Router router) {
    EdgeRoutes.mount(router);
    door.mount(router);
    router
        .get("/fhir/metadata")
        .handler(context -> EdgeRoutes.send(context, 200, Capability.statement(base)));
    router.route("/fhir/metadata").handler(context -> notAllowed(context, "GET"));
    observations.mount(router);
    router.route("/fhir/Observation").handler(context -> notAllowed(context, "GET, POST"));
    EdgeRoutes.mountLast(router);
  }
}
