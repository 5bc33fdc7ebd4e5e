package org.trousse.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

/// PostgreSQL in the data folder. It is durable, listens on loopback alone, and is started again by
/// itself when it dies. A server that an earlier platform left behind is stopped cleanly first.
/// [#close] belongs last in the platform's shutdown, after the doors have closed.
public final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final String DATABASE = "trousse";
  private static final String PORT_FILE = "postgres.port";

  private static final Duration START_LIMIT = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration BACKENDS_LIMIT = Duration.ofSeconds(20);
  private static final long GLANCE_MS = 20;
  private static final long AGAIN_MS = 500;
  private static final long REVIVE_MS = 2_000;
  private static final int PORT_TRIES = 3;

  private final Cluster cluster;
  private final ServerPort ports;
  private final ServerLog log;
  private final String password;
  private final String walCompression;
  private final Optional<String> session;

  private int port;
  private boolean closed;
  private @Nullable Process process;

  private EmbeddedServer(Path data, Cluster cluster, String password) {
    this.cluster = cluster;
    this.password = password;
    this.ports = new ServerPort(data.resolve(PORT_FILE));
    this.log = new ServerLog(data.resolve("postgres.log"));
    this.walCompression = cluster.walCompression();
    this.session = ServerAccount.ownSession();
    this.port = ports.choose();
  }

  /// Makes the server at the first start, repairs what the last one left, and returns when it takes
  /// connections.
  public static EmbeddedServer start(DataFolder data, PlatformKey key) {
    return start(data, key, ServerAccount.Way.ALL);
  }

  static EmbeddedServer start(DataFolder data, PlatformKey key, List<ServerAccount.Way> ways) {
    Path folder = data.path().resolve("postgres");
    stopOrphan(folder);
    ServerBinaries binaries = ServerBinaries.in(data.path());
    ServerAccount account = ServerAccount.choose(data.path(), folder, binaries, ways);
    Cluster cluster = new Cluster(folder, binaries, account);
    String password = password(key);
    cluster.ensure(password);
    EmbeddedServer server = new EmbeddedServer(data.path(), cluster, password);
    try {
      server.launchOnAFreePort();
      server.ensureDatabase(data.path());
      return server;
    } catch (Refusal failed) {
      server.close();
      throw failed;
    }
  }

  private static void stopOrphan(Path folder) {
    Optional<Postmaster> left = Postmaster.in(folder);
    if (left.filter(Postmaster::alive).isPresent()) {
      LOG.info("stopping the PostgreSQL that an earlier start left behind");
      left.get().stop(STOP_LIMIT);
    } else if (left.isPresent() && ProcessHandle.of(left.get().pid()).isPresent()) {
      left.get().disown();
    }
  }

  private synchronized void launchOnAFreePort() {
    for (int attempt = 1; ; attempt++) {
      Optional<String> failure = launch();
      if (failure.isEmpty()) {
        return;
      }
      if (attempt == PORT_TRIES || !failure.get().contains("TCP/IP socket")) {
        throw new Refusal(
            "PostgreSQL does not start: %s; see %s.".formatted(failure.get(), log.file()));
      }
      port = ports.choose();
    }
  }

  /// Starts the server once its predecessor's last backends are gone. Empty: it takes connections;
  /// else why not.
  private Optional<String> launch() {
    long end = System.nanoTime() + BACKENDS_LIMIT.toNanos();
    while (true) {
      Optional<String> failure = launchOnce();
      boolean backendsLive = failure.filter(why -> why.contains("shared memory block")).isPresent();
      if (!backendsLive || System.nanoTime() > end) {
        return failure;
      }
      pause(AGAIN_MS);
    }
  }

  private Optional<String> launchOnce() {
    List<String> words = new ArrayList<>();
    session.ifPresent(words::add);
    List<String> arguments = new ArrayList<>(List.of("-D", cluster.folder().toString()));
    arguments.addAll(ServerSettings.arguments(port, walCompression));
    words.addAll(cluster.account().words(cluster.binaries().postgres(), arguments));
    long place = log.turn();
    try {
      Process started =
          Command.of(words)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
              .start();
      process = started;
      if (becomesReady(started)) {
        var _ = started.onExit().thenRunAsync(() -> revive(started));
        return Optional.empty();
      }
      return Optional.of(ServerLog.cause(log.since(place)));
    } catch (IOException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  private boolean becomesReady(Process started) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (!started.waitFor(GLANCE_MS, TimeUnit.MILLISECONDS)) {
        if (Postmaster.in(cluster.folder()).filter(Postmaster::takesConnections).isPresent()) {
          return true;
        }
        if (System.nanoTime() > end) {
          started.destroy();
          return false;
        }
      }
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("interrupted while PostgreSQL starts", stopped);
    }
  }

  private static void pause(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("interrupted while PostgreSQL starts", stopped);
    }
  }

  /// The server died and nobody asked for it: the same port again, for as long as it takes; a full
  /// disk may be mended without a word to us.
  private synchronized void revive(Process dead) {
    if (closed || !dead.equals(process)) {
      return;
    }
    LOG.warn("PostgreSQL ended by itself (status {}), starting it again", dead.exitValue());
    launch().ifPresent(this::reviveLater);
  }

  private void reviveLater(String failure) {
    LOG.error("PostgreSQL does not start: {}", failure);
    Process dead = process;
    if (dead != null) {
      CompletableFuture.delayedExecutor(REVIVE_MS, TimeUnit.MILLISECONDS)
          .execute(() -> revive(dead));
    }
  }

  private void ensureDatabase(Path data) {
    DatabaseUrl maintenance = url().database("postgres");
    try (Connection connection = maintenance.open();
        Statement statement = connection.createStatement()) {
      boolean made;
      try (ResultSet row =
          statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
        made = row.next();
      }
      if (!made) {
        statement.execute("create database " + DATABASE);
      }
    } catch (SQLException failed) {
      if ("28P01".equals(failed.getSQLState())) {
        throw new Refusal(
            "The key does not open the data in %s: it was made with another key; give that one with --key-file."
                .formatted(data),
            failed);
      }
      throw new Refusal("PostgreSQL in %s takes no connection.".formatted(data), failed);
    }
  }

  /// Where it listens, as its owner, who is a superuser.
  public DatabaseUrl url() {
    return url(port, password);
  }

  /// Where the server of a platform that runs on `data` listens; empty when none does.
  public static Optional<DatabaseUrl> running(Path data, PlatformKey key) {
    int port = new ServerPort(data.resolve(PORT_FILE)).remembered();
    boolean alive = Postmaster.in(data.resolve("postgres")).filter(Postmaster::alive).isPresent();
    return alive && port > 0 ? Optional.of(url(port, password(key))) : Optional.empty();
  }

  private static DatabaseUrl url(int port, String password) {
    return new DatabaseUrl(
        "127.0.0.1", port, DATABASE, Cluster.OWNER, password, DatabaseUrl.SslMode.DISABLE);
  }

  private static String password(PlatformKey key) {
    return HexFormat.of().formatHex(key.derive("embedded database owner"));
  }

  /// The server's first process; empty while it is down.
  public Optional<Long> pid() {
    return Postmaster.in(cluster.folder()).filter(Postmaster::alive).map(Postmaster::pid);
  }

  /// Stops the server without losing anything; closing twice does no harm.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Postmaster.in(cluster.folder())
        .filter(Postmaster::alive)
        .ifPresent(running -> running.stop(STOP_LIMIT));
  }
}
