package org.trousse.platform.fault;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.gateway.GatewayModule;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.NewDevice;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.record.RecordModule;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.NewPatient;
import org.trousse.sdk.measure.Measure;

/// The houses of a data folder, wired as the platform wires them, but for what a test plugs in
/// between the gateway and the record.
final class Wiring implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final DataFolder folder;
  private final EmbeddedServer server;
  private final Vertx vertx;
  private final RecordModule record;
  private final GatewayModule gateway;

  private Wiring(
      DataFolder folder,
      EmbeddedServer server,
      Vertx vertx,
      RecordModule record,
      GatewayModule gateway) {
    this.folder = folder;
    this.server = server;
    this.vertx = vertx;
    this.record = record;
    this.gateway = gateway;
  }

  /// @param between what stands between the gateway and the record
  static Wiring open(Path data, int mqttPort, UnaryOperator<GatewayModule.Appends> between) {
    DataFolder folder = DataFolder.claim(data);
    PlatformKey key = PlatformKey.in(folder.path(), new SecureRandom());
    EmbeddedServer server = EmbeddedServer.start(folder, key);
    RolePassword passwords = new RolePassword(key);
    new Migrations(server.url(), List.of("record", "gateway")).migrate(passwords);
    Vertx vertx = Vertx.vertx();
    Pools pools = new Pools(vertx, server.url(), passwords);
    RecordModule record =
        RecordModule.open(
                vertx,
                new RecordModule.Settings(
                    BatchLimits.USUAL,
                    "http://localhost",
                    new SecretKeySpec(key.derive("fhir reading ids"), "AES")),
                new RecordModule.Pools(
                    pools.of("trousse_record_ingest"), pools.of("trousse_record_reader")),
                new RecordModule.Needs(
                    credential -> Future.succeededFuture(Optional.empty()),
                    (language, title, path, body) -> body))
            .await();
    GatewayModule.Needs needs =
        new GatewayModule.Needs(
            () -> between.apply(record.appender()::append),
            record::firstOwner,
            record::noteMeal,
            (device, label, specialisation) ->
                record.know(new KnownDevice(device, label, specialisation)),
            (language, title, path, body) -> body);
    GatewayModule.Settings settings =
        new GatewayModule.Settings(
            GatewayModule.MqttSettings.defaults("127.0.0.1", mqttPort, 0).bounded(100, 1_000_000),
            new SecretKeySpec(key.derive("device credentials"), "HmacSHA256"),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);
    GatewayModule gateway =
        GatewayModule.open(
                vertx,
                settings,
                new GatewayModule.Ways(
                    pools.of("trousse_gateway"), pools.of("trousse_gateway"), vertx),
                needs,
                new SimpleMeterRegistry(),
                Clock.systemUTC())
            .await();
    return new Wiring(folder, server, vertx, record, gateway);
  }

  private record Pools(Vertx vertx, DatabaseUrl database, RolePassword passwords) {
    Pool of(String role) {
      return PgBuilder.pool()
          .connectingTo(
              new PgConnectOptions()
                  .setHost(database.host())
                  .setPort(database.port())
                  .setDatabase(database.database())
                  .setUser(role)
                  .setPassword(passwords.of(role))
                  .setCachePreparedStatements(true))
          .with(new PoolOptions().setMaxSize(CONNECTIONS).setName(role))
          .using(vertx)
          .build();
    }
  }

  /// Every meter of the load, each with a patient of its own; all synthetic.
  void registerMeters() {
    LoadDevice.all()
        .forEach(device -> {
          record
              .welcome(
                  new NewPatient(
                      device.patient(), "Synthetic", "Person", LocalDate.of(1970, 1, 1), true))
              .await();
          gateway
              .register(
                  new NewDevice(
                      device.id(),
                      LoadDevice.PASSWORD,
                      Set.of(Measure.BLOOD_GLUCOSE),
                      "Synthetic meter",
                      528_401))
              .await();
          gateway
              .bind(device.id(), new Binding(device.patient(), LoadDevice.BOUND_FROM, null))
              .await();
        });
  }

  void listen() {
    gateway.listen(Runtime.getRuntime().availableProcessors(), null).await();
  }

  @Override
  public void close() {
    gateway.close();
    record.close().await();
    vertx.close().await();
    server.close();
    folder.close();
  }
}
