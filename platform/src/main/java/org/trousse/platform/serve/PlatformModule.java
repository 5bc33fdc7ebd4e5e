package org.trousse.platform.serve;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.gateway.GatewayModule;
import org.trousse.platform.Settings;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Freespace;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.page.Assets;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.page.DemoPickerRoutes;
import org.trousse.platform.page.ErrorRoutes;
import org.trousse.platform.page.HomeRoutes;
import org.trousse.platform.page.PageLayout;
import org.trousse.platform.page.StaticRoutes;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.platform.watch.Health;
import org.trousse.platform.watch.WatchRoutes;
import org.trousse.record.RecordModule;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.KnownDevice;

/// The whole platform, wired: the one page that shows who is plugged into whom.
public final class PlatformModule {
  /// What it stands on.
  ///
  /// @param demo whether pages say that their data are synthetic and offer demo people
  public record Ground(
      Vertx vertx,
      Settings settings,
      DatabaseUrl database,
      PlatformKey key,
      KeyCertOptions certificate,
      boolean demo,
      Clock clock) {}

  private static final int INGEST_CONNECTIONS = 16;
  private static final int READER_CONNECTIONS = 8;
  private static final int GATEWAY_CONNECTIONS = 8;

  private final Ground ground;
  private final PrometheusMeterRegistry meters;
  private final RecordModule record;
  private final GatewayModule gateway;
  private final Vertx feed;
  private final Readers readers;
  private final Health health;

  private PlatformModule(
      Ground ground,
      PrometheusMeterRegistry meters,
      RecordModule record,
      GatewayModule gateway,
      Vertx feed,
      Readers readers) {
    this.ground = ground;
    this.meters = meters;
    this.record = record;
    this.gateway = gateway;
    this.feed = feed;
    this.readers = readers;
    this.health = new Health(conditions());
  }

  /// Opens the houses; no port listens yet.
  public static Future<PlatformModule> open(Ground ground) {
    RolePassword passwords = new RolePassword(ground.key());
    PoolsModule pools = new PoolsModule(ground.vertx(), ground.database(), passwords);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Readers readers = new Readers();
    Vertx feed = feed();
    PageLayout people = PageLayout.forPeople(Assets.load(), ground.demo());
    PageLayout operators = PageLayout.forOperators(Assets.load(), ground.demo());

    RecordModule.Needs recordNeeds =
        new RecordModule.Needs(
            credential -> Future.succeededFuture(readers.whose(credential)), people::frame);
    RecordModule.Pools recordPools =
        new RecordModule.Pools(
            pools.of("trousse_record_ingest", INGEST_CONNECTIONS),
            pools.of("trousse_record_reader", READER_CONNECTIONS));
    return RecordModule.open(ground.vertx(), recordSettings(ground), recordPools, recordNeeds)
        .compose(record ->
            gateway(ground, pools, feed, meters, record, operators)
                .map(
                    gateway -> new PlatformModule(ground, meters, record, gateway, feed, readers)));
  }

  /// An event loop that only the registry's feed uses: rights must not wait behind readings.
  private static Vertx feed() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setPreferNativeTransport(false)
            .setUseDaemonThread(true));
  }

  private static RecordModule.Settings recordSettings(Ground ground) {
    return new RecordModule.Settings(
        BatchLimits.USUAL,
        ground.settings().publicUrl(),
        new SecretKeySpec(ground.key().derive("fhir reading ids"), "AES"));
  }

  private static Future<GatewayModule> gateway(
      Ground ground,
      PoolsModule pools,
      Vertx feed,
      PrometheusMeterRegistry meters,
      RecordModule record,
      PageLayout layout) {
    // a reading is allowed again when its batch leaves, by the gateway that let it in
    AtomicReference<GatewayModule> opened = new AtomicReference<>();
    GatewayModule.Needs needs =
        new GatewayModule.Needs(
            () -> record.appender(reading -> opened.get().stillAllowed(reading))::append,
            record::firstOwner,
            record::noteMeal,
            (device, label, specialisation) ->
                record.know(new KnownDevice(device, label, specialisation)),
            layout::frame);
    Settings settings = ground.settings();
    GatewayModule.MqttSettings mqtt =
        GatewayModule.MqttSettings.defaults(
                settings.host(), settings.mqttPort(), settings.mqttTlsPort())
            .bounded(settings.connectionsMax(), settings.messagesPerSecondMax());
    GatewayModule.Settings gatewaySettings =
        new GatewayModule.Settings(
            mqtt,
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

  /// Opens every port: HTTP, MQTT, operations.
  ///
  /// @param people whom the demo's picker offers; nobody without a demo
  public Future<?> listen(List<DemoPerson> people) {
    Settings settings = ground.settings();
    int loops = Runtime.getRuntime().availableProcessors();
    DeploymentOptions everyLoop = new DeploymentOptions().setInstances(loops);
    Consumer<Router> everything = router -> mount(router, people);
    Optional<Integer> secure = settings.httpsPort();
    Consumer<Router> plain = secure.isPresent() ? this::mountWayToHttps : everything;
    Future<String> http =
        ground
            .vertx()
            .deployVerticle(
                () -> new HttpVerticle(settings.host(), settings.httpPort(), null, plain),
                everyLoop);
    Future<?> https =
        secure.isEmpty()
            ? Future.succeededFuture()
            : ground
                .vertx()
                .deployVerticle(
                    () ->
                        new HttpVerticle(
                            settings.host(), secure.get(), ground.certificate(), everything),
                    everyLoop);
    Future<String> operations =
        ground
            .vertx()
            .deployVerticle(
                new HttpVerticle(
                    settings.operationsHost(),
                    settings.operationsPort(),
                    null,
                    this::mountOperations));
    return Future.all(http, https, operations, gateway.listen(loops, ground.certificate()));
  }

  /// RFC 9110 §15.4.9: the same request again, where it is safe.
  private void mountWayToHttps(Router router) {
    String there = ground.settings().publicUrl();
    router
        .route()
        .handler(context ->
            context
                .response()
                .setStatusCode(308)
                .putHeader("Location", there + context.request().uri())
                .end());
  }

  private void mount(Router router, List<DemoPerson> people) {
    Assets assets = Assets.load();
    PageLayout layout = PageLayout.forPeople(assets, ground.demo());
    gateway.mount(router);
    new WatchRoutes(health, meters).mountHealth(router);
    new StaticRoutes(assets).mount(router);
    new HomeRoutes(layout, ground.demo(), health::ready).mount(router);
    if (ground.demo()) {
      new DemoPickerRoutes(layout, people).mount(router);
    }
    record.mount(router);
    GatewayModule.mountPages(router, layout::frame);
    new ErrorRoutes(layout).mount(router);
  }

  private void mountOperations(Router router) {
    Assets assets = Assets.load();
    WatchRoutes watch = new WatchRoutes(health, meters);
    watch.mountHealth(router);
    watch.mountMetrics(router);
    new StaticRoutes(assets).mount(router);
    gateway.mountOperations(router);
    new ErrorRoutes(PageLayout.forOperators(assets, ground.demo())).mount(router);
  }

  private Map<String, BooleanSupplier> conditions() {
    Map<String, BooleanSupplier> conditions = new LinkedHashMap<>();
    conditions.put("registry confirmed", gateway::ready);
    conditions.put(
        "disk has room",
        () -> Freespace.of(ground.settings().data()).shortage(Freespace.NEEDED_BYTES).isEmpty());
    return conditions;
  }

  public GatewayModule gateway() {
    return gateway;
  }

  public RecordModule record() {
    return record;
  }

  public Readers readers() {
    return readers;
  }

  /// Flushes what is under way; the ports must be closed already or close with the event loops.
  public Future<Void> close() {
    gateway.close();
    return record.close().eventually(feed::close);
  }
}
