package org.trousse.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A PostgreSQL database for one test class: in a container where a Docker engine answers, else in
/// the embedded server. Durable settings, as in production.
public final class TestPostgres implements AutoCloseable {
  /// The password of every role that [#migrate] opens for logging in.
  public static final String PASSWORD = "test";

  private static final String DOCKER_SOCKET = "/var/run/docker.sock";

  private final String host;
  private final int port;
  private final String database;
  private final String owner;
  private final String ownerPassword;
  private final @Nullable Path data;
  private AutoCloseable server;

  private TestPostgres(
      String host,
      int port,
      String database,
      String owner,
      String ownerPassword,
      @Nullable Path data,
      AutoCloseable server) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.owner = owner;
    this.ownerPassword = ownerPassword;
    this.data = data;
    this.server = server;
  }

  /// A fresh database with a house's schema, where every `trousse_*` role may log in with
  /// [#PASSWORD]. The server is shared with the other test classes of the process; who changes the
  /// server itself, or its roles, starts one.
  public static TestPostgres migrated(String schema) {
    return SharedServer.get().database(schema);
  }

  /// Starts an empty server of its own; takes a few seconds.
  public static TestPostgres start() {
    return dockerAnswers() ? startContainer() : startEmbedded();
  }

  /// The cheap question first: asking Testcontainers takes seconds where there is no engine.
  private static boolean dockerAnswers() {
    return System.getenv("DOCKER_HOST") != null || Files.isWritable(Path.of(DOCKER_SOCKET));
  }

  private static TestPostgres startContainer() {
    PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
    container.start();
    return new TestPostgres(
        container.getHost(),
        container.getFirstMappedPort(),
        container.getDatabaseName(),
        container.getUsername(),
        container.getPassword(),
        null,
        container);
  }

  /// Starts the embedded server, which a test may [#kill] and [#startAgain].
  public static TestPostgres startEmbedded() {
    return startEmbedded(false);
  }

  /// A server that nobody closes: the embedded one stops and cleans up after itself.
  static TestPostgres untilTheProcessEnds() {
    return dockerAnswers() ? startContainer() : startEmbedded(true);
  }

  private static TestPostgres startEmbedded(boolean cleans) {
    try {
      Path data = Files.createTempDirectory("trousse-test");
      EmbeddedPostgres postgres =
          embedded(data, EmbeddedPostgres.builder().setCleanDataDirectory(cleans));
      return new TestPostgres(
          "127.0.0.1", postgres.getPort(), "postgres", "postgres", "postgres", data, postgres);
    } catch (IOException failed) {
      throw new IllegalStateException("the embedded PostgreSQL does not start", failed);
    }
  }

  /// Another database of the same server.
  TestPostgres onDatabase(String name, AutoCloseable end) {
    return new TestPostgres(host, port, name, owner, ownerPassword, null, end);
  }

  private static EmbeddedPostgres embedded(Path data, EmbeddedPostgres.Builder builder)
      throws IOException {
    return builder
        .setDataDirectory(data)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /// Kills the embedded server, all of its processes at once, as a crash would.
  public void kill() {
    try {
      long postmaster = Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).get(0));
      ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
      List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
      all.addFirst(server);
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(process -> process.onExit().join());
    } catch (IOException failed) {
      throw new IllegalStateException("the server cannot be killed", failed);
    }
  }

  /// Starts the embedded server again, on its data and its port.
  public void startAgain() {
    try {
      server.close();
      server =
          embedded(data(), EmbeddedPostgres.builder().setCleanDataDirectory(false).setPort(port));
    } catch (Exception failed) {
      throw new IllegalStateException("the embedded PostgreSQL does not start again", failed);
    }
  }

  private Path data() {
    if (data == null) {
      throw new IllegalStateException("only the embedded server can be killed: startEmbedded()");
    }
    return data;
  }

  /// Creates `schema`, runs the migrations of `classpath:db/schema` and lets every `trousse_*` role
  /// log in with [#PASSWORD].
  public TestPostgres migrate(String schema) {
    Flyway.configure()
        .dataSource(jdbcUrl(), owner, ownerPassword)
        .schemas(schema)
        .locations("classpath:db/" + schema)
        .load()
        .migrate();
    List<String> roles = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "select rolname from pg_roles where rolname like 'trousse\\_%'"
                  + " and rolname not like '%\\_definer'")) {
        while (rows.next()) {
          roles.add(rows.getString(1));
        }
      }
      for (String role : roles) {
        statement.execute("alter role " + role + " login password '" + PASSWORD + "'");
      }
    } catch (SQLException failed) {
      throw new IllegalStateException("the roles cannot be opened", failed);
    }
    return this;
  }

  /// A connection of the owner, who sees everything.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), owner, ownerPassword);
  }

  /// The first column of the first row, as text; for asserting what stands in a table.
  public String ask(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public String database() {
    return database;
  }

  public String owner() {
    return owner;
  }

  public String ownerPassword() {
    return ownerPassword;
  }

  @Override
  public void close() {
    try {
      server.close();
      if (data != null) {
        delete(data);
      }
    } catch (Exception failed) {
      throw new IllegalStateException("the server does not stop", failed);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
