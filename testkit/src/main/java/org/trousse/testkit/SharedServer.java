package org.trousse.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The server that the test classes of one process share: each has a database of its own, copied
/// from one that was migrated once. It ends with the process.
final class SharedServer {
  private static @Nullable SharedServer shared;

  private final TestPostgres server;
  private final Set<String> templates = new HashSet<>();
  private int databases;

  private SharedServer(TestPostgres server) {
    this.server = server;
  }

  /// Starts it for who comes first.
  static synchronized SharedServer get() {
    SharedServer running = shared;
    if (running == null) {
      running = new SharedServer(TestPostgres.untilTheProcessEnds());
      shared = running;
    }
    return running;
  }

  /// A fresh database with this house's schema.
  synchronized TestPostgres database(String schema) {
    String template = "template_" + schema;
    if (templates.add(schema)) {
      execute("create database " + template);
      server.onDatabase(template, () -> {}).migrate(schema);
    }
    String name = "test_" + ++databases;
    execute("create database " + name + " template " + template);
    return server.onDatabase(name, () -> execute("drop database " + name + " with (force)"));
  }

  private void execute(String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }
}
