package org.trousse.referencing.house;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.trousse.referencing.ReferencingModule.Needs;
import org.trousse.referencing.ReferencingModule.Settings;
import org.trousse.referencing.ReferencingModule.Ways;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.CheckRunLane;
import org.trousse.referencing.check.CheckStore;
import org.trousse.referencing.check.NightlyLane;
import org.trousse.referencing.complaint.ComplaintStore;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.OpenDeskLane;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;
import org.trousse.referencing.evidence.EvidenceLane;
import org.trousse.referencing.evidence.EvidenceRoutes;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.evidence.UploadLane;
import org.trousse.referencing.history.ClockLane;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.history.DossierStore;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.history.OutboxLane;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.member.register.ApiKeyStore;
import org.trousse.referencing.member.register.InvitationStore;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.MemberStore;
import org.trousse.referencing.member.register.OfficerLane;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.register.WhoLane;
import org.trousse.referencing.member.secret.KeyedHash;
import org.trousse.referencing.process.FindingLane;
import org.trousse.referencing.process.ProcessLane;
import org.trousse.referencing.question.QuestionLane;
import org.trousse.referencing.question.QuestionStore;
import org.trousse.referencing.request.RequestLogRoutes;
import org.trousse.referencing.request.RequestLogStore;
import org.trousse.referencing.revision.RevisionLane;
import org.trousse.referencing.serve.ApiModule;
import org.trousse.referencing.serve.ApiModule.IssuesStatements;
import org.trousse.referencing.specification.PublicTime;
import org.trousse.referencing.specification.SpecificationRoutes;

/// Plugs the rooms into each other.
public final class HouseModule {
  private static final long SWEEP_MILLIS = Duration.ofHours(1).toMillis();

  /// What goes on by itself.
  private record Running(
      OutboxLane outbox, ClockLane clocks, NightlyLane nights, ProcessLane process) {}

  /// What others may call.
  ///
  /// @param door the way to what belongs to a dossier
  public record Lanes(
      OpenDeskLane desk,
      MemberLane members,
      OfficerLane officers,
      OfficerStore officerStore,
      InvitationStore invitations,
      WhoLane people,
      DossierLane dossiers,
      QuestionLane questions,
      EvidenceLane evidence,
      EvidenceRoutes evidenceRoutes,
      RequestLogRoutes requests,
      SpecificationReader specifications,
      ManifestReader reader,
      VisitorLane visitors,
      DossierDoorLane door,
      MemberStore memberStore,
      ComplaintStore complaints,
      ProcessLane process) {}

  private final Vertx vertx;
  private final Lanes lanes;
  private final Running running;
  private final OutsideLane outside;
  private final SpecificationRoutes specification;
  private final RequestLogStore requests;
  private final ApiModule api;
  private final DrillRoutes drills;
  private final PagesModule pages;
  private long sweep = -1;

  private HouseModule(
      Vertx vertx,
      Lanes lanes,
      Running running,
      OutsideLane outside,
      SpecificationRoutes specification,
      DrillRoutes drills,
      PagesModule pages,
      IssuesStatements statements,
      RequestLogStore requests) {
    this.vertx = vertx;
    this.lanes = lanes;
    this.running = running;
    this.outside = outside;
    this.specification = specification;
    this.requests = requests;
    this.api =
        new ApiModule(
            new ApiModule.Lanes(
                lanes.desk(),
                lanes.members(),
                lanes.questions(),
                lanes.dossiers(),
                statements,
                lanes.visitors(),
                lanes.door()));
    this.drills = drills;
    this.pages = pages;
  }

  /// What stands on the database alone.
  private record Stores(
      DossierStore dossiers,
      HistoryStore history,
      ManifestStore manifests,
      EvidenceStore files,
      CheckStore checks,
      MemberStore members,
      OfficerStore officers,
      InvitationStore invitations,
      ApiKeyStore keys,
      RequestLogStore requests,
      ComplaintStore complaints) {
    static Stores on(Pool pool, KeyedHash hash, Clock clock) {
      return new Stores(
          new DossierStore(pool),
          new HistoryStore(pool),
          new ManifestStore(pool),
          new EvidenceStore(pool, clock),
          new CheckStore(pool),
          new MemberStore(pool, clock),
          new OfficerStore(pool, clock),
          new InvitationStore(pool, hash, clock),
          new ApiKeyStore(pool, hash, clock),
          new RequestLogStore(pool, clock),
          new ComplaintStore(pool));
    }
  }

  /// Opens it, and begins all that runs by itself.
  public static Future<HouseModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, List<Check> checks, Clock clock) {
    Stores stores = Stores.on(ways.pool(), new KeyedHash(settings.hashKey()), clock);
    return OutsideLane.open(
            vertx,
            settings,
            needs,
            new OutsideLane.Stores(ways.pool(), stores.history(), stores.files()),
            clock)
        .map(outside -> {
          HouseModule house = plug(vertx, settings, ways, needs, checks, clock, stores, outside);
          house.start();
          return house;
        });
  }

  private static HouseModule plug(
      Vertx vertx,
      Settings settings,
      Ways ways,
      Needs needs,
      List<Check> checks,
      Clock clock,
      Stores stores,
      OutsideLane outside) {
    OutboxLane outbox =
        new OutboxLane(
            vertx,
            ways.pool(),
            new OutboxLane.Needs(needs.publishes(), needs.stopsApps(), needs.tellsUsers()),
            clock);
    DossierLane dossiers =
        new DossierLane(
            new DossierLane.Stores(stores.dossiers(), stores.history(), stores.manifests()),
            outbox::poke,
            clock);
    SpecificationReader specifications = SpecificationReader.published();
    ManifestReader reader = new ManifestReader(settings.loopback());
    RevisionLane revisions =
        new RevisionLane(vertx, dossiers, stores.files(), reader, specifications);
    CheckRunLane runs =
        new CheckRunLane(
            vertx, stores.checks(), checks, outside.lookers(), clock, UUID::randomUUID);
    FindingLane findings = new FindingLane(dossiers, runs, stores.checks(), clock);
    ProcessLane process = new ProcessLane(vertx, dossiers, revisions, findings, clock);
    QuestionStore questions =
        new QuestionStore(ways.pool(), new HearingLane(dossiers)::heard, clock);
    OpenDeskLane desk =
        new OpenDeskLane(
            new OpenDeskLane.Parts(
                dossiers,
                revisions,
                stores.files(),
                questions,
                stores.checks(),
                stores.officers(),
                findings,
                process),
            ways.pool(),
            UUID::randomUUID,
            clock);
    FactsLane facts = new FactsLane(stores.history(), revisions);
    Lanes lanes =
        lanes(
            vertx, settings, needs, clock, stores, desk, dossiers, facts, questions, reader,
            process);
    Running running =
        new Running(
            outbox,
            new ClockLane(vertx, stores.dossiers(), dossiers, clock),
            new NightlyLane(vertx, runs, stores.checks(), process::listed, process, clock),
            process);
    SpecificationRoutes specification =
        new SpecificationRoutes(
            specifications,
            needs.layout(),
            () -> dossiers.times().map(all -> all.stream().map(HouseModule::time).toList()));
    DrillRoutes drills = new DrillRoutes(vertx, outside, stores.history(), revisions, clock);
    PagesModule pages =
        new PagesModule(lanes, settings, needs, facts, stores.manifests(), stores.history(), clock);
    return new HouseModule(
        vertx,
        lanes,
        running,
        outside,
        specification,
        drills,
        pages,
        needs.statements(),
        stores.requests());
  }

  private static PublicTime time(StepTimes times) {
    return new PublicTime(
        times.state(),
        Duration.ofDays(Math.round(times.median())),
        Duration.ofDays(times.ninetieth()),
        times.ended());
  }

  private static Lanes lanes(
      Vertx vertx,
      Settings settings,
      Needs needs,
      Clock clock,
      Stores stores,
      OpenDeskLane desk,
      DossierLane dossiers,
      FactsLane facts,
      QuestionStore questions,
      ManifestReader reader,
      ProcessLane process) {
    WhoLane people =
        new WhoLane(needs.people(), stores.members(), stores.officers(), stores.keys());
    VisitorLane visitors = new VisitorLane(people, settings.cookie());
    DossierDoorLane door = new DossierDoorLane(visitors, facts::find);
    EvidenceLane evidence = new EvidenceLane(vertx, stores.files(), facts.refreshing(desk));
    return new Lanes(
        desk,
        new MemberLane(stores.members(), stores.invitations(), stores.keys(), clock),
        new OfficerLane(stores.officers(), stores.invitations(), clock),
        stores.officers(),
        stores.invitations(),
        people,
        dossiers,
        new QuestionLane(questions),
        evidence,
        new EvidenceRoutes(door, evidence, new UploadLane(vertx, UploadLane.Limits.USUAL)),
        new RequestLogRoutes(stores.requests(), visitors, clock),
        SpecificationReader.published(),
        reader,
        visitors,
        door,
        stores.members(),
        stores.complaints(),
        process);
  }

  private void start() {
    running.outbox().open();
    running.clocks().open();
    running.nights().open();
    running.process().open();
    sweep = vertx.setPeriodic(SWEEP_MILLIS, tick -> requests.sweep());
  }

  public Lanes lanes() {
    return lanes;
  }

  /// Adds everything to the router of the calling event loop.
  public void mount(Router router) {
    lanes.requests().mount(router);
    pages.mount(router);
    specification.mount(router);
    outside.sandbox().mount(router);
    drills.mount(router);
    lanes.evidenceRoutes().mount(router);
    api.mount(router);
  }

  public Future<Void> close() {
    vertx.cancelTimer(sweep);
    running.process().close();
    running.nights().close();
    running.clocks().close();
    running.outbox().close();
    return outside.close();
  }
}
