package org.trousse.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.gateway.device.AppDeviceIds;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// A gateway on real sockets and a real PostgreSQL, whose record is a list in memory that a test
/// may make slow or broken.
public final class GatewayFixture implements AutoCloseable {
  public static final String PASSWORD = "a-password-of-a-test-device";
  public static final PatientId PATIENT = new PatientId(0x0123456789ABCDEFL);
  public static final String PUBLIC_URL = "https://trousse.example";
  public static final Instant BOUND_FROM = Instant.parse("2020-01-01T00:00:00Z");

  private static final long STOP_SECONDS = 20;
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HmacSHA256");
  private static final Set<Measure> ALL = Set.of(Measure.values());

  public final TestPostgres postgres = TestPostgres.migrated("gateway");
  public final List<Reading> appended = new CopyOnWriteArrayList<>();
  public final AtomicReference<Function<Reading, Future<Outcome>>> record = new AtomicReference<>();
  public final AppRights rights = new AppRights();
  public final Vertx vertx = Vertx.vertx();
  public final GatewayModule gateway;
  public final int mqttPort;
  public final int httpPort;

  private final Vertx feed = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  public GatewayFixture() {
    this(settings -> settings, 1_000_000);
  }

  /// With other bounds than the usual ones.
  public GatewayFixture(
      Function<GatewayModule.MqttSettings, GatewayModule.MqttSettings> change,
      int messagesPerDeviceAndDayMax) {
    storesAtOnce();
    mqttPort = freePort();
    GatewayModule.Needs needs =
        new GatewayModule.Needs(
            () -> reading -> record.get().apply(reading),
            (patients, reading) -> Future.succeededFuture(Optional.empty()),
            (patients, device, nativeId, meal, flags) -> Future.succeededFuture(0),
            (device, label, specialisation, app) -> Future.succeededFuture(),
            rights,
            rights,
            (language, title, path, body) -> body);
    GatewayModule.Settings settings =
        new GatewayModule.Settings(
            change.apply(GatewayModule.MqttSettings.defaults("127.0.0.1", mqttPort, 0)),
            PUBLIC_URL,
            KEY,
            messagesPerDeviceAndDayMax,
            1_000);
    gateway =
        GatewayModule.open(
                vertx,
                settings,
                new GatewayModule.Ways(pool(vertx, postgres), pool(feed, postgres), feed),
                needs,
                new SimpleMeterRegistry(),
                Clock.systemUTC())
            .await();
    gateway.listen(2, null).await();
    Router router = Router.router(vertx);
    gateway.mount(router);
    GatewayModule.mountPages(router, needs.layout());
    HttpServer http =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    httpPort = http.actualPort();
  }

  /// Every reading is stored as soon as it comes.
  public void storesAtOnce() {
    record.set(reading -> {
      appended.add(reading);
      return Future.succeededFuture(Outcome.ACCEPTED);
    });
  }

  /// Registers a device for all measures, bound to [#PATIENT].
  public DeviceId device(String name) {
    DeviceId id = unboundDevice(name);
    gateway.bind(id, new Binding(PATIENT, BOUND_FROM, null)).await();
    return id;
  }

  public DeviceId unboundDevice(String name) {
    DeviceId id = new DeviceId("test", name);
    gateway.register(new NewDevice(id, PASSWORD, ALL, "Test device", 528_401)).await();
    return id;
  }

  /// Registers a device of an app for all measures, bound to the patient.
  public DeviceId appDevice(String name, String clientId, PatientId patient) {
    DeviceId id = AppDeviceIds.of(KEY, clientId, patient, name);
    gateway.register(new NewDevice(id, PASSWORD, ALL, "Test device", 528_401, clientId)).await();
    gateway.bind(id, new Binding(patient, BOUND_FROM, null)).await();
    return id;
  }

  public static String topic(DeviceId device, String codec) {
    return "dg/1/" + device.tenant() + "/" + device.name() + "/up/" + codec;
  }

  public static Pool pool(Vertx vertx, TestPostgres postgres) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser("trousse_gateway")
                .setPassword(TestPostgres.PASSWORD))
        .with(new PoolOptions().setMaxSize(8))
        .using(vertx)
        .build();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  @Override
  public void close() {
    gateway.close();
    end(vertx);
    end(feed);
    rights.close();
    postgres.close();
  }

  /// A platform gives its event loops no longer either.
  private static void end(Vertx one) {
    try {
      one.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      System.err.println("GatewayFixture: event loops did not end within their time");
    }
  }
}
