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
import java.util.List;
import org.flywaydb.core.Flyway;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A PostgreSQL server for one test class: a container where a Docker engine answers, else the
/// embedded one. Durable settings, as in production.
public final class TestPostgres implements AutoCloseable {
  /// The password of every role that [#migrate] opens for logging in.
  public static final String PASSWORD = "test";

  private static final String DOCKER_SOCKET = "/var/run/docker.sock";

  private final String host;
  private final int port;
  private final String database;
  private final String owner;
  private final String ownerPassword;
  private final AutoCloseable server;

  private TestPostgres(
      String host,
      int port,
      String database,
      String owner,
      String ownerPassword,
      AutoCloseable server) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.owner = owner;
    this.ownerPassword = ownerPassword;
    this.server = server;
  }

  /// Starts an empty server; takes a few seconds.
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
        container);
  }

  private static TestPostgres startEmbedded() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      return new TestPostgres(
          "127.0.0.1", postgres.getPort(), "postgres", "postgres", "postgres", postgres);
    } catch (IOException failed) {
      throw new IllegalStateException("the embedded PostgreSQL does not start", failed);
    }
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
    } catch (Exception failed) {
      throw new IllegalStateException("the server does not stop", failed);
    }
  }
}
