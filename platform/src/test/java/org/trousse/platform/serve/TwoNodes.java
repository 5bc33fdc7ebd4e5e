package org.trousse.platform.serve;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.platform.Settings;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.revocation.Node;
import org.trousse.platform.revocation.Subjects;
import org.trousse.platform.revocation.Web;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.platform.secret.SelfSignedCertificate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Two whole platforms on one database, both behind one address.
final class TwoNodes implements AutoCloseable {
  private static final int CONNECTIONS = 6;
  private static final int UNBOUNDED = 1_000_000_000;
  private static final List<String> SCHEMAS = PlatformModule.SCHEMAS;

  private final PlatformKey key = PlatformKey.of(new byte[32]);
  private final DataFolder data = DataFolder.claim(fresh());
  private final EmbeddedServer server = EmbeddedServer.start(data, key);
  final PlatformModule first;
  final PlatformModule second;
  final Node firstNode;
  final Node secondNode;
  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final String issuer;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  /// @param hints whether the second listens for NOTIFY
  TwoNodes(Path folder, boolean hints) {
    this.folder = folder;
    new Migrations(database(), SCHEMAS).migrate(new RolePassword(key));
    int port = freePort();
    this.issuer = "http://127.0.0.1:" + port;
    Settings one = settings(port);
    Settings two = settings(freePort());
    this.first = open(one, true);
    this.second = open(two, hints);
    this.firstNode = node(one);
    this.secondNode = node(two);
  }

  private DatabaseUrl database() {
    return server.url();
  }

  /// As the database's owner.
  java.sql.Connection connect() throws java.sql.SQLException {
    return database().open();
  }

  private static Path fresh() {
    try {
      return Files.createTempDirectory("trousse-two-nodes");
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Node node(Settings settings) {
    return new Node("http://127.0.0.1:" + settings.httpPort(), settings.mqttPort(), issuer);
  }

  private Settings settings(int httpPort) {
    Any any = new Any();
    new CommandLine(any)
        .parseArgs(
            "--data=" + folder,
            "--public-url=" + issuer,
            "--http-port=" + httpPort,
            "--mqtt-port=" + freePort(),
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort(),
            "--refused-sign-ins-max=" + UNBOUNDED,
            "--calls-per-minute-max=" + UNBOUNDED);
    return any.settings;
  }

  private PlatformModule open(Settings settings, boolean hints) {
    SelfSignedCertificate own =
        SelfSignedCertificate.in(folder, Clock.systemUTC(), new SecureRandom());
    PlatformModule.Ground ground =
        new PlatformModule.Ground(
            vertx,
            settings,
            database(),
            key,
            new PemKeyCertOptions()
                .setKeyPath(own.key().toString())
                .setCertPath(own.certificate().toString()),
            true,
            new SignInSettings(issuer, List.of(), true, null),
            "{\"keys\":[]}",
            Clock.systemUTC());
    PlatformModule platform = PlatformModule.open(ground, hints).await();
    platform.listen(List.of(), Map.of()).await();
    return platform;
  }

  /// Makes what is to be revoked, through the first node.
  Subjects subjects(Web web) {
    return new Subjects(
        pool(database().user(), database().password()),
        pool("trousse_consent", new RolePassword(key).of("trousse_consent")),
        new KeyedHash(new SecretKeySpec(key.derive("consent secrets"), "HmacSHA256")),
        firstNode,
        web);
  }

  private Pool pool(String user, String password) {
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(database().host())
            .setPort(database().port())
            .setDatabase(database().database())
            .setUser(user)
            .setPassword(password);
    return PgBuilder.pool()
        .connectingTo(connect)
        .with(new PoolOptions().setMaxSize(CONNECTIONS))
        .using(vertx)
        .build();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  @Override
  public void close() {
    first.close().eventually(second::close).await();
    vertx.close().await();
    server.close();
    data.close();
  }
}
