package org.trousse.platform.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.ConsentModule.KnowsPatients;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.ConsentModule.ReadsLog;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PagesModule;
import org.trousse.gateway.GatewayModule;
import org.trousse.platform.Settings;
import org.trousse.platform.apps.AppsModule;
import org.trousse.platform.apps.CatalogueKeysLane;
import org.trousse.platform.apps.OperatorFiles;
import org.trousse.platform.apps.Publishers;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.page.Assets;
import org.trousse.platform.page.PageLayout;
import org.trousse.platform.serve.PlatformModule.Ground;
import org.trousse.record.RecordModule;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.NewPatient;
import org.trousse.record.audit.Event;
import org.trousse.record.care.Visitor;
import org.trousse.sdk.PatientId;

/// The houses, opened, and what each needs of the others, plugged: the one page that shows who
/// knows what of whom.
final class HousesModule {
  private static final int INGEST_CONNECTIONS = 16;
  private static final int READER_CONNECTIONS = 8;
  private static final int GATEWAY_CONNECTIONS = 8;
  private static final int CONSENT_CONNECTIONS = 12;
  private static final int REFERENCING_CONNECTIONS = 6;
  private static final int CATALOGUE_CONNECTIONS = 3;

  private final RecordModule record;
  private final ConsentModule consent;
  private final GatewayModule gateway;
  private final AppsModule apps;
  private final Readers readers;
  private final Vertx feed;

  private HousesModule(
      RecordModule record,
      ConsentModule consent,
      GatewayModule gateway,
      AppsModule apps,
      Readers readers,
      Vertx feed) {
    this.record = record;
    this.consent = consent;
    this.gateway = gateway;
    this.apps = apps;
    this.readers = readers;
    this.feed = feed;
  }

  /// Opens them in the order of their needs; what needs a house that is opened later asks it when
  /// the first request comes.
  ///
  /// @param hints whether the feed of rights listens for NOTIFY beside its poll
  static Future<HousesModule> open(Ground ground, MeterRegistry meters, boolean hints) {
    Vertx feed =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setPreferNativeTransport(false)
                .setUseDaemonThread(true));
    PoolsModule pools =
        new PoolsModule(ground.vertx(), ground.database(), new RolePassword(ground.key()));
    Readers readers = new Readers();
    AtomicReference<ConsentModule> consent = new AtomicReference<>();
    CatalogueKeysLane keys = new CatalogueKeysLane(ground.catalogueKeys());
    return record(ground, pools, readers, consent)
        .compose(record ->
            consent(ground, pools, new Feed(feed, hints), record, readers, keys)
                .onSuccess(consent::set)
                .compose(open ->
                    gateway(ground, pools, feed, meters, record, new AppRightsLane(open, readers))
                        .compose(gateway ->
                            apps(ground, pools, open)
                                .onSuccess(keys::of)
                                .map(apps ->
                                    new HousesModule(record, open, gateway, apps, readers, feed)))))
        .onSuccess(houses ->
            houses.consent.onRights(
                (clientId, patient) -> houses.gateway.grantChanged(clientId, patient)));
  }

  private static Future<RecordModule> record(
      Ground ground, PoolsModule pools, Readers readers, AtomicReference<ConsentModule> consent) {
    RecordModule.Needs needs =
        new RecordModule.Needs(
            cookie -> consent.get().session(cookie).map(who -> who.flatMap(HousesModule::patient)),
            presented -> new AppRightsLane(consent.get(), readers).open(presented),
            (clientId, origin) -> consent.get().allowsOrigin(clientId, origin),
            (cookie, language, page) -> consent.get().messages(cookie, language, page),
            cookie -> consent.get().session(cookie).map(who -> who.map(HousesModule::visitor)),
            warned(PageLayout.forPeople(Assets.load(), ground.demo())),
            AppRightsLane.subscribers(
                () -> Optional.ofNullable(consent.get()), ground.clock(), ground.demo()));
    return RecordModule.open(
        ground.vertx(),
        new RecordModule.Settings(
            BatchLimits.USUAL,
            ground.settings().publicUrl(),
            new SecretKeySpec(ground.key().derive("fhir reading ids"), "AES"),
            ground.settings().checkpoints()),
        new RecordModule.Pools(
            pools.of("trousse_record_ingest", INGEST_CONNECTIONS),
            pools.of("trousse_record_reader", READER_CONNECTIONS)),
        needs);
  }

  /// The record's pages are for who is signed in. One that follows by itself keeps the session:
  /// only where there is no script it stands still.
  private static RecordModule.FramesPages warned(PageLayout layout) {
    return (language, title, path, body) -> {
      String end = PagesModule.sessionEnd(language);
      String line = body.contains(" hx-") ? "<noscript>" + end + "</noscript>" : end;
      return layout.frame(language, title, path, line + body);
    };
  }

  private static Visitor visitor(org.trousse.consent.signin.SignedIn who) {
    return new Visitor(who.account(), who.name(), who.patient(), who.mandateUntil(), who.csrf());
  }

  private static Optional<PatientId> patient(org.trousse.consent.signin.SignedIn who) {
    return Optional.ofNullable(who.patient());
  }

  /// How the rights' changes come.
  private record Feed(Vertx vertx, boolean hints) {}

  private static Future<AppsModule> apps(Ground ground, PoolsModule pools, ConsentModule consent) {
    return ground
        .vertx()
        .executeBlocking(() -> OperatorFiles.read(ground.settings()), false)
        .map(Objects::requireNonNull)
        .compose(files -> apps(ground, pools, consent, files));
  }

  private static Future<AppsModule> apps(
      Ground ground, PoolsModule pools, ConsentModule consent, OperatorFiles files) {
    Settings settings = ground.settings();
    AppsModule.Ground wanted =
        new AppsModule.Ground(
            ground.vertx(),
            settings.publicUrl(),
            ground.key(),
            PageRoutes.COOKIE,
            ground.demo() ? loopback(settings.httpPort()) : Set.of(),
            files,
            Publishers.of(ground.demo()),
            PageLayout.forPeople(Assets.load(), ground.demo()),
            ground.clock());
    AppsModule.Ways ways =
        new AppsModule.Ways(
            pools.of("trousse_referencing", REFERENCING_CONNECTIONS),
            pools.of("trousse_catalogue", CATALOGUE_CONNECTIONS));
    return AppsModule.open(wanted, ways, consent);
  }

  /// Where the demo's vendors are: on this machine; that of `examples/VendorDossier` at 8091.
  private static Set<String> loopback(int port) {
    return Set.of("localhost:" + port, "127.0.0.1:" + port, "localhost:8091", "127.0.0.1:8091");
  }

  private static Future<ConsentModule> consent(
      Ground ground,
      PoolsModule pools,
      Feed feed,
      RecordModule record,
      Readers readers,
      CatalogueKeysLane keys) {
    Settings settings = ground.settings();
    ConsentModule.Settings wanted =
        new ConsentModule.Settings(
            settings.publicUrl(),
            MandateModule.secrets(ground.key()),
            KeysModule.sealKey(ground.key()),
            ground.signIn(),
            keys::jwks,
            settings.callsPerMinuteMax());
    ConsentModule.Needs needs =
        new ConsentModule.Needs(
            patients(record, ground.demo()),
            record::patientFor,
            readers::whose,
            decision -> noted(record, decision),
            log(record),
            new RecordLane(record),
            (patient, person, at) -> record.care().spaces().reopened(patient, person, at),
            PageLayout.forPeople(Assets.load(), ground.demo())::frame);
    ConsentModule.Ways ways =
        new ConsentModule.Ways(
            pools.of("trousse_consent", CONSENT_CONNECTIONS),
            pools.one("trousse_consent", feed.vertx()),
            feed.hints() ? pools.connect("trousse_consent") : null,
            feed.vertx());
    return ConsentModule.open(ground.vertx(), wanted, ways, needs, ground.clock());
  }

  private static KnowsPatients patients(RecordModule record, boolean synthetic) {
    SecureRandom random = new SecureRandom();
    return new KnowsPatients() {
      @Override
      public Future<Optional<Person>> find(PatientId patient) {
        return record
            .patient(patient)
            .map(found -> found.map(row -> new Person(row.given(), row.family(), row.birthDate())));
      }

      @Override
      public Future<PatientId> welcome(Person person) {
        PatientId fresh = new PatientId(random.nextLong() >>> 1);
        return record
            .welcome(
                new NewPatient(
                    fresh, person.given(), person.family(), person.birthDate(), synthetic))
            .map(done -> fresh);
      }
    };
  }

  /// Whoever closes their account closes their space: from then on nobody reads it.
  private static Future<Void> noted(RecordModule record, Decision decision) {
    Future<Void> noted = record.note(event(decision));
    return decision.what().equals("close-account") && decision.allowed()
        ? noted.compose(done ->
            record
                .care()
                .spaces()
                .close(decision.patient(), decision.person(), decision.at())
                .mapEmpty())
        : noted;
  }

  private static Event event(Decision decision) {
    return new Event(
        decision.at(),
        UUID.randomUUID(),
        decision.patient(),
        decision.what(),
        decision.clientId(),
        decision.appName(),
        decision.person(),
        decision.tokenId(),
        decision.allowed(),
        Map.of(),
        decision.detail());
  }

  private static ReadsLog log(RecordModule record) {
    return new ReadsLog() {
      @Override
      public Future<List<Happened>> happened(
          PatientId patient, @Nullable String clientId, Instant from, Instant to, int limit) {
        return record
            .happened(patient, clientId, from, to, limit)
            .map(all ->
                all.stream()
                    .map(one ->
                        new Happened(
                            one.event(),
                            one.at(),
                            one.who(),
                            one.clientId(),
                            one.what(),
                            one.measure(),
                            one.count(),
                            one.allowed(),
                            one.detail()))
                    .toList());
      }

      @Override
      public Future<List<Used>> used(PatientId patient, Instant since, Instant counted) {
        return record
            .used(patient, since, counted)
            .map(all ->
                all.stream()
                    .map(one ->
                        new Used(one.clientId(), one.measure(), one.add(), one.count(), one.last()))
                    .toList());
      }
    };
  }

  private static Future<GatewayModule> gateway(
      Ground ground,
      PoolsModule pools,
      Vertx feed,
      MeterRegistry meters,
      RecordModule record,
      AppRightsLane rights) {
    // a reading is allowed again when its batch leaves, by the gateway that let it in
    AtomicReference<GatewayModule> opened = new AtomicReference<>();
    GatewayModule.Needs needs =
        new GatewayModule.Needs(
            () -> record.appender(reading -> opened.get().stillAllowed(reading))::append,
            record::firstOwner,
            record::noteMeal,
            (device, label, specialisation, app) ->
                record.know(new KnownDevice(device, label, specialisation, app)),
            rights,
            rights,
            PageLayout.forOperators(Assets.load(), ground.demo())::frame);
    Settings settings = ground.settings();
    GatewayModule.MqttSettings mqtt =
        GatewayModule.MqttSettings.defaults(
                settings.host(), settings.mqttPort(), settings.mqttTlsPort())
            .bounded(settings.connectionsMax(), settings.messagesPerSecondMax());
    GatewayModule.Settings gatewaySettings =
        new GatewayModule.Settings(
            mqtt,
            settings.publicUrl(),
            new SecretKeySpec(ground.key().derive("device credentials"), "HmacSHA256"),
            settings.messagesPerDayMax(),
            settings.refusedSignInsMax());
    return GatewayModule.open(
            ground.vertx(),
            gatewaySettings,
            new GatewayModule.Ways(
                pools.of("trousse_gateway", GATEWAY_CONNECTIONS),
                pools.one("trousse_gateway", feed),
                feed),
            needs,
            meters,
            ground.clock())
        .onSuccess(opened::set);
  }

  RecordModule record() {
    return record;
  }

  ConsentModule consent() {
    return consent;
  }

  GatewayModule gateway() {
    return gateway;
  }

  AppsModule apps() {
    return apps;
  }

  Readers readers() {
    return readers;
  }

  /// Flushes what is under way; the ports must be closed already or close with the event loops.
  Future<Void> close() {
    gateway.close();
    return apps.close()
        .eventually(consent::close)
        .eventually(record::close)
        .eventually(feed::close);
  }
}
