package org.trousse.record;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.trousse.record.aggregate.AggregateCaller;
import org.trousse.record.aggregate.AggregateStore;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.NewPatient;
import org.trousse.record.append.RosterStore;
import org.trousse.record.append.StillAllowed;
import org.trousse.record.append.WholeStore;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.Happened;
import org.trousse.record.audit.LogStore;
import org.trousse.record.audit.TrailLane;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.audit.Used;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.CareModule;
import org.trousse.record.create.CreateLane;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.door.AllowsOrigin;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Presented;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.mine.device.DeviceUseStore;
import org.trousse.record.mine.device.DevicesRoutes;
import org.trousse.record.mine.device.DevicesRoutes.OwnDevices;
import org.trousse.record.objection.ObjectionLane;
import org.trousse.record.objection.ObjectionStore;
import org.trousse.record.page.series.CountCaller;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.rest.FhirRoutes;
import org.trousse.record.rest.edge.DoorRoutes.Opens;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.record.seal.CheckpointRoutes;
import org.trousse.record.seal.SealModule;
import org.trousse.record.seal.page.ProofRoutes;
import org.trousse.record.statistics.StatsCaller;
import org.trousse.record.subscribe.front.SubscriptionModule;
import org.trousse.record.subscribe.send.NotificationLane.Rights;
import org.trousse.record.verify.VerifyCaller;
import org.trousse.record.verify.VerifyRoutes;
import org.trousse.record.verify.page.VerifyPageRoutes;
import org.trousse.record.watch.front.WatchModule;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// The front door: what the platform opens and plugs.
public final class RecordModule {
  /// What this house asks of the others.
  ///
  /// @param readers whose record a browser's cookie opens, for the pages
  /// @param tokens what a token opens, for FHIR
  /// @param origins whose web pages may read FHIR's answers
  /// @param tells what a patient must read before anything else
  /// @param sessions who is signed in under a browser's cookie
  /// @param layout the platform's page frame
  /// @param subscribers what apps may be told without a token, and where
  public record Needs(
      OpensRecord readers,
      Opens tokens,
      AllowsOrigin origins,
      TellsPatients tells,
      OpensSession sessions,
      FramesPages layout,
      Rights subscribers) {
    /// Where nothing else must be read, and nobody subscribes.
    public Needs(OpensRecord readers, Opens tokens, AllowsOrigin origins, FramesPages layout) {
      this(
          readers,
          tokens,
          origins,
          TellsPatients.NOTHING,
          OpensSession.NOBODY,
          layout,
          Rights.NOBODY);
    }

    /// Without apps: the patients' own tokens open FHIR as cookies open pages.
    public Needs(OpensRecord readers, FramesPages layout) {
      this(readers, presented -> own(readers, presented), (app, origin) -> false, layout);
    }

    Needs telling(TellsPatients other) {
      return new Needs(readers, tokens, origins, other, sessions, layout, subscribers);
    }

    private static Future<Opening> own(OpensRecord readers, Presented presented) {
      return readers
          .whose(presented.token())
          .map(whose ->
              whose
                  .<Opening>map(Opening.Own::new)
                  .orElseGet(() ->
                      new Opening.Refused("invalid_token", "The token opens nothing", false)));
    }
  }

  /// What stands above the first page of a patient's record.
  @FunctionalInterface
  public interface TellsPatients {
    TellsPatients NOTHING = (cookie, language, page) -> Future.succeededFuture("");

    /// HTML; empty: nothing must be read.
    ///
    /// @param cookie of who looks
    /// @param page where they come back to once they have read it
    Future<String> above(String cookie, Locale language, String page);
  }

  /// What the platform sets.
  ///
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  /// @param idKey hides what a reading's FHIR id holds; what signs the trail is derived from it
  /// @param checkpoints where the trail's signed heads are kept outside the database; null: nowhere
  public record Settings(
      BatchLimits batches, String publicUrl, SecretKey idKey, @Nullable Path checkpoints) {
    public Settings(BatchLimits batches, String publicUrl, SecretKey idKey) {
      this(batches, publicUrl, idKey, null);
    }

    /// Never the key.
    @Override
    public String toString() {
      return "Settings(" + batches + ", " + publicUrl + ")";
    }
  }

  /// Connections by role: `ingest` inserts and reads nothing, `reader` reads one patient at a time.
  /// Both cache their prepared statements; `ingest` has a connection for each statement that the
  /// lanes may have in flight.
  public record Pools(Pool ingest, Pool reader) {}

  /// Whose record does this credential open? Empty: nobody's.
  @FunctionalInterface
  public interface OpensRecord {
    Future<Optional<PatientId>> whose(String credential);
  }

  /// Puts a house's page into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, e.g. `measurements`
    /// @param body the page's own HTML, from its heading on
    String frame(Locale language, String title, String path, String body);
  }

  /// Appends readings; one for each event loop.
  @FunctionalInterface
  public interface Appends {
    /// Completes after COMMIT with ACCEPTED, DUPLICATE, CONFLICT or REFUSED (a row that the
    /// database will never take). Fails when it is not known to be stored: do not acknowledge.
    Future<Outcome> append(Reading reading);
  }

  /// Whose clock patients read, as long as nobody says where they are.
  static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private static final InstantSource CLOCK = InstantSource.system();

  private final Vertx vertx;
  private final Settings settings;
  private final Pools pools;
  private final Needs needs;
  private final ReadingStore readings;
  private final RosterStore roster;
  private final TrailStore trail;
  private final LogStore log;
  private final ObjectionLane objections;
  private final SealModule seals;
  private final SubscriptionModule subscriptions;
  private final CareModule care;
  private final WatchModule watch;
  private final List<AppendLane> lanes = new CopyOnWriteArrayList<>();

  private RecordModule(Vertx vertx, Settings settings, Pools pools, Needs needs, CareModule care) {
    this.care = care;
    this.vertx = vertx;
    this.settings = settings;
    this.pools = pools;
    this.needs = needs.telling(care.above(needs.tells()));
    this.readings = new ReadingStore(pools.reader());
    this.roster = new RosterStore(pools.ingest());
    this.trail = new TrailStore(pools.ingest());
    this.log = new LogStore(pools.reader());
    this.watch = WatchModule.open(vertx, pools.ingest(), pools.reader(), ZONE);
    this.objections =
        new ObjectionLane(new ObjectionStore(pools.ingest(), pools.reader()), watch.hears());
    this.seals =
        SealModule.open(
            vertx, pools.ingest(), pools.reader(), settings.idKey(), settings.checkpoints());
    this.subscriptions =
        SubscriptionModule.open(
            vertx,
            pools.ingest(),
            pools.reader(),
            needs.subscribers(),
            settings.idKey(),
            settings.publicUrl());
  }

  /// Opens the house when its database answers both roles.
  public static Future<RecordModule> open(
      Vertx vertx, Settings settings, Pools pools, Needs needs) {
    return Future.all(RosterStore.answers(pools.ingest()), RosterStore.answers(pools.reader()))
        .compose(answered -> CareModule.open(pools.ingest(), pools.reader(), needs.sessions()))
        .map(care -> new RecordModule(vertx, settings, pools, needs, care));
  }

  /// A new lane on the calling event loop, for callers whose right cannot end while they wait.
  public Appends appender() {
    return appender(reading -> true);
  }

  /// A new lane on the calling event loop.
  ///
  /// @param allowed asked again when a batch is sent; rows that it turns down fail with
  ///   [org.trousse.record.append.NoLongerAllowed]
  public Appends appender(StillAllowed allowed) {
    return lane(allowed)::append;
  }

  private AppendLane lane(StillAllowed allowed) {
    AppendLane lane =
        new AppendLane(vertx, pools.ingest(), settings.batches(), allowed, watch.hears());
    lanes.add(lane);
    return lane;
  }

  /// When the newest reading of a measure was measured; empty when there is none.
  public Future<Optional<Instant>> newest(PatientId patient, Measure measure) {
    return readings.newest(patient, measure);
  }

  /// Adds FHIR, the patient's pages and the public door `/verify` to the router of the calling
  /// event loop. Takes all of `/fhir`: houses that serve resources of their own are mounted before.
  public void mount(Router router) {
    CountCaller counts = new CountCaller(vertx);
    new FhirRoutes(
            new FhirRoutes.Doors(needs.tokens(), needs.origins()),
            stores(counts),
            settings.idKey().getEncoded(),
            settings.publicUrl(),
            Clock.systemUTC())
        .mount(router);
    new CheckpointRoutes(seals.outside()).mount(router);
    new PagesModule(pools, needs, settings.idKey().getEncoded(), care, watch, counts)
        .mount(router, new EntryLane(lane(reading -> true), roster, trail, CLOCK));
    new ProofRoutes(care.forms(needs.layout()), seals.proofs()).mount(router);
    VerifyCaller verify = new VerifyCaller(vertx);
    new VerifyRoutes(verify).mount(router);
    new VerifyPageRoutes(needs.layout(), verify).mount(router);
  }

  /// Adds the page of a patient's devices to the router of the calling event loop.
  public void mountDevices(Router router, OwnDevices devices) {
    DeviceUseStore uses = new DeviceUseStore(pools.reader());
    new DevicesRoutes(care.forms(needs.layout()), devices, uses, readings, trail).mount(router);
  }

  /// The path of the same page in the other language, below the language; empty for paths that are
  /// not this house's.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return PagesModule.counterpart(path, toEnglish);
  }

  private FhirRoutes.Stores stores(CountCaller counts) {
    CreateLane creates =
        new CreateLane(this::lane, new WholeStore(pools.ingest(), watch.hears()), roster, CLOCK);
    RevisionStore acts = new RevisionStore(pools.ingest(), pools.reader());
    return new FhirRoutes.Stores(
        readings,
        log,
        new TrailLane(trail),
        seals.proofs(),
        creates,
        new HapiCaller(vertx),
        acts,
        new RevisionLane(acts, CLOCK, watch.hears()),
        care.professionals(),
        new StatsCaller(readings, new SampleStore(pools.reader()), counts, ZONE),
        new AggregateCaller(new AggregateStore(pools.ingest(), pools.reader()), counts, ZONE),
        subscriptions.desk());
  }

  /// Makes a device known to the record; harmless when it is.
  public Future<Void> know(KnownDevice device) {
    return roster.know(device);
  }

  /// Begins a patient's record; harmless when it exists.
  public Future<Void> welcome(NewPatient patient) {
    return roster.welcome(patient);
  }

  /// Which of these patients has the reading already? Near the edge of a device's binding the first
  /// owner wins, so that a reading sent again does not land in two records.
  public Future<Optional<PatientId>> firstOwner(List<PatientId> patients, Reading reading) {
    return roster.firstOwner(patients, reading);
  }

  /// Adds what a meter's context record says to the blood glucose of the same number.
  ///
  /// @param meal null leaves the one that is known
  /// @return how many readings it met
  public Future<Integer> noteMeal(
      List<PatientId> patients,
      DeviceId device,
      long nativeId,
      @Nullable Meal meal,
      Set<Flag> flags) {
    return roster.noteMeal(patients, device, nativeId, meal, flags);
  }

  /// Writes a decision of another house into the patient's trail; completes after COMMIT.
  public Future<Void> note(Event event) {
    return trail.write(List.of(event));
  }

  /// What really happened in a record, newest first.
  ///
  /// @param clientId one app only; null for everybody
  public Future<List<Happened>> happened(
      PatientId patient, @Nullable String clientId, Instant from, Instant to, int limit) {
    return log.happened(patient, clientId, from, to, limit);
  }

  /// What each app read and added, by measure; see [LogStore#used].
  public Future<List<Used>> used(PatientId patient, Instant since, Instant counted) {
    return log.used(patient, since, counted);
  }

  /// Past readings that a patient sets aside.
  public ObjectionLane objections() {
    return objections;
  }

  /// Who may read beside the patient.
  public CareModule care() {
    return care;
  }

  /// Whether events are sealed as they come, and what is signed leaves the database.
  public boolean sealing() {
    return seals.ready();
  }

  /// Who the record is about; empty for an unknown id.
  public Future<Optional<PatientRow>> patient(PatientId id) {
    return readings.patient(id);
  }

  /// The id under which an app knows the patient: `patient` of token responses, and what `fhirUser`
  /// names.
  public String patientFor(String clientId, PatientId patient) {
    return FhirIds.of(settings.idKey().getEncoded(), clientId).patient(patient);
  }

  /// Takes no more readings, and completes when those that were taken are answered. The pools stay
  /// open: who opened them closes them.
  public Future<Void> close() {
    return Future.join(lanes.stream().map(AppendLane::close).toList())
        .eventually(watch::close)
        .eventually(subscriptions::close)
        .eventually(seals::close)
        .mapEmpty();
  }
}
