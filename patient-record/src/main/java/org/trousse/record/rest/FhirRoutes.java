package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;

import io.vertx.ext.web.Router;
import java.time.Clock;
import org.trousse.record.aggregate.AggregateCaller;
import org.trousse.record.audit.LogStore;
import org.trousse.record.audit.TrailLane;
import org.trousse.record.create.CreateLane;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.door.AllowsOrigin;
import org.trousse.record.fhir.AppEncoders;
import org.trousse.record.fhir.Capability;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.rest.change.PractitionerRoutes;
import org.trousse.record.rest.change.ProvenanceRoutes;
import org.trousse.record.rest.change.UpdateRoutes;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.DoorRoutes.Opens;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.rest.mes.MesRoutes;
import org.trousse.record.rest.subscription.SubscriptionRoutes;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.record.seal.ProofStore;
import org.trousse.record.search.SearchQuestion;
import org.trousse.record.statistics.StatsCaller;
import org.trousse.record.subscribe.front.SubscriptionModule;

/// All of `/fhir` that is the record's. One instance for each event loop.
public final class FhirRoutes {
  /// Who may come in.
  public record Doors(Opens opens, AllowsOrigin origins) {}

  /// What it answers from.
  public record Stores(
      ReadingStore readings,
      LogStore log,
      TrailLane trail,
      ProofStore proofs,
      CreateLane creates,
      HapiCaller hapi,
      RevisionStore acts,
      RevisionLane revisions,
      ProfessionalStore professionals,
      StatsCaller statistics,
      AggregateCaller aggregates,
      SubscriptionModule.Desk subscriptions) {}

  private final DoorRoutes door;
  private final SearchRoutes searches;
  private final AggregateRoutes aggregates;
  private final OperationRoutes operations;
  private final ObservationRoutes observations;
  private final UpdateRoutes updates;
  private final ProvenanceRoutes provenance;
  private final PractitionerRoutes practitioners;
  private final CreateRoutes creates;
  private final BundleRoutes bundles;
  private final EverythingRoutes everything;
  private final PatientRoutes patients;
  private final MesRoutes mes;
  private final DeviceRoutes devices;
  private final TrailRoutes trail;
  private final SubscriptionRoutes subscriptions;
  private final String publicUrl;

  /// @param secret the key of FHIR ids, at least 16 bytes
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  public FhirRoutes(Doors doors, Stores stores, byte[] secret, String publicUrl, Clock clock) {
    this.publicUrl = publicUrl;
    String base = publicUrl + "/fhir";
    this.door =
        new DoorRoutes(
            doors.opens(),
            doors.origins(),
            new AppEncoders(secret),
            stores.trail(),
            publicUrl,
            clock);
    this.searches = new SearchRoutes(stores.readings(), door, base, clock);
    this.aggregates = new AggregateRoutes(stores.aggregates(), searches, door, base, clock);
    this.operations = new OperationRoutes(stores, searches, door, base, clock);
    this.observations = new ObservationRoutes(stores.readings(), searches, door, base);
    this.updates =
        new UpdateRoutes(stores.readings(), stores.revisions(), stores.hapi(), door, base, clock);
    this.provenance = new ProvenanceRoutes(stores.readings(), stores.acts(), door, base);
    this.practitioners = new PractitionerRoutes(stores.acts(), stores.professionals(), door);
    this.creates =
        new CreateRoutes(stores.readings(), stores.creates(), stores.hapi(), door, base, clock);
    this.bundles = new BundleRoutes(observations, creates, stores.creates(), stores.hapi(), door);
    this.everything = new EverythingRoutes(stores.readings(), searches, door, base, clock);
    this.patients = new PatientRoutes(stores.readings(), door, base);
    this.mes = new MesRoutes(stores.readings(), stores.aggregates(), door, clock);
    this.devices = new DeviceRoutes(stores.readings(), door);
    this.trail = new TrailRoutes(stores.log(), stores.proofs(), door, publicUrl);
    this.subscriptions =
        new SubscriptionRoutes(stores.subscriptions(), stores.hapi(), door, base, clock);
  }

  public void mount(Router router) {
    EdgeRoutes.mount(router);
    door.mount(router);
    router
        .get("/fhir/metadata")
        .handler(context ->
            EdgeRoutes.send(
                context, 200, Capability.statement(publicUrl, SearchQuestion.COUNT_MAX)));
    router.route("/fhir/metadata").handler(context -> notAllowed(context, "GET"));
    creates.mount(router);
    aggregates.mount(router);
    searches.mount(router);
    operations.mount(router);
    updates.mount(router);
    observations.mount(router);
    provenance.mount(router);
    practitioners.mount(router);
    bundles.mount(router);
    everything.mount(router);
    patients.mount(router);
    mes.mount(router);
    devices.mount(router);
    trail.mount(router);
    subscriptions.mount(router);
    router.route("/fhir/Observation").handler(context -> notAllowed(context, "GET, POST"));
    EdgeRoutes.mountLast(router);
  }
}
