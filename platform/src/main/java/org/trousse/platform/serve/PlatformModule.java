package org.trousse.platform.serve;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.gateway.GatewayModule;
import org.trousse.platform.Settings;
import org.trousse.platform.apps.AppsModule;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Freespace;
import org.trousse.platform.demo.vendor.DemoVendorRoutes;
import org.trousse.platform.device.OwnDevicesLane;
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

/// The whole platform: the houses behind their ports.
public final class PlatformModule {
  /// What it stands on.
  ///
  /// @param demo whether pages say that their data are synthetic and offer demo people
  /// @param signIn how people sign in
  /// @param catalogueKeys who signs software statements: a JWK Set
  public record Ground(
      Vertx vertx,
      Settings settings,
      DatabaseUrl database,
      PlatformKey key,
      KeyCertOptions certificate,
      boolean demo,
      SignInSettings signIn,
      String catalogueKeys,
      Clock clock) {}

  private final Ground ground;
  private final PrometheusMeterRegistry meters;
  private final HousesModule houses;
  private final Health health;

  private PlatformModule(Ground ground, PrometheusMeterRegistry meters, HousesModule houses) {
    this.ground = ground;
    this.meters = meters;
    this.houses = houses;
    this.health = new Health(conditions());
  }

  /// The houses' schemas, in the order of their migrations.
  public static final List<String> SCHEMAS =
      List.of("record", "gateway", "consent", "referencing", "catalogue");

  /// Opens the houses; no port listens yet.
  public static Future<PlatformModule> open(Ground ground) {
    return open(ground, true);
  }

  /// The same.
  ///
  /// @param hints whether it listens for NOTIFY; else changes of rights are polled for alone
  static Future<PlatformModule> open(Ground ground, boolean hints) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return HousesModule.open(ground, meters, hints)
        .map(houses -> new PlatformModule(ground, meters, houses));
  }

  /// Opens every port: HTTP, MQTT, operations.
  ///
  /// @param people whom the demo's picker offers; nobody without a demo
  /// @param entries who signs in under each of their cards
  public Future<?> listen(List<DemoPerson> people, Map<String, DemoSignInLane.Entry> entries) {
    Settings settings = ground.settings();
    int loops = Runtime.getRuntime().availableProcessors();
    DeploymentOptions everyLoop = new DeploymentOptions().setInstances(loops);
    Consumer<Router> everything = router -> mount(router, people, entries);
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
    return Future.all(
        http, https, operations, houses.gateway().listen(loops, ground.certificate()));
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

  private void mount(
      Router router, List<DemoPerson> people, Map<String, DemoSignInLane.Entry> entries) {
    Assets assets = Assets.load();
    PageLayout layout = PageLayout.forPeople(assets, ground.demo());
    houses.gateway().mount(router);
    new WatchRoutes(health, meters).mountHealth(router);
    new StaticRoutes(assets).mount(router);
    new HomeRoutes(
            layout, ground.demo(), health::ready, houses.apps()::doors, houses.consent()::messages)
        .mount(router);
    if (ground.demo()) {
      DemoSignInLane sessions = new DemoSignInLane(houses.consent().pages(), entries);
      new DemoPickerRoutes(layout, people, sessions).mount(router);
      new DemoVendorRoutes(ground.vertx(), ground.settings().httpPort(), ground.clock())
          .mount(router);
    }
    houses.apps().mount(router);
    houses.consent().mount(router);
    houses.record().mount(router);
    houses
        .record()
        .mountDevices(router, new OwnDevicesLane(houses.gateway().own(), houses.consent()));
    GatewayModule.mountPages(router, layout::frame);
    new ErrorRoutes(layout).mount(router);
  }

  private void mountOperations(Router router) {
    Assets assets = Assets.load();
    WatchRoutes watch = new WatchRoutes(health, meters);
    watch.mountHealth(router);
    watch.mountMetrics(router);
    new StaticRoutes(assets).mount(router);
    houses.gateway().mountOperations(router);
    new ErrorRoutes(PageLayout.forOperators(assets, ground.demo())).mount(router);
  }

  private Map<String, BooleanSupplier> conditions() {
    Map<String, BooleanSupplier> conditions = new LinkedHashMap<>();
    conditions.put("registry confirmed", houses.gateway()::ready);
    conditions.put("rights confirmed", houses.consent()::ready);
    conditions.put("trail sealed", houses.record()::sealing);
    conditions.put(
        "disk has room",
        () -> Freespace.of(ground.settings().data()).shortage(Freespace.NEEDED_BYTES).isEmpty());
    return conditions;
  }

  public GatewayModule gateway() {
    return houses.gateway();
  }

  public RecordModule record() {
    return houses.record();
  }

  public ConsentModule consent() {
    return houses.consent();
  }

  /// Referencing and catalogue.
  public AppsModule apps() {
    return houses.apps();
  }

  public Readers readers() {
    return houses.readers();
  }

  /// Flushes what is under way; the ports must be closed already or close with the event loops.
  public Future<Void> close() {
    return houses.close();
  }
}
