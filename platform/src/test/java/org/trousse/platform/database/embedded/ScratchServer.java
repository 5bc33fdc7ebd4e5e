package org.trousse.platform.database.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.secret.PlatformKey;

/// The embedded server for tests of what stands on it: unlike the testkit's it asks for passwords.
public final class ScratchServer implements AutoCloseable {
  private final DataFolder data;
  private final EmbeddedServer server;

  private ScratchServer(DataFolder data, EmbeddedServer server) {
    this.data = data;
    this.server = server;
  }

  public static ScratchServer in(Path folder) {
    DataFolder data = DataFolder.claim(folder);
    PlatformKey key = PlatformKey.in(data.path(), new SecureRandom());
    return new ScratchServer(data, EmbeddedServer.start(data, key));
  }

  /// A database that is there, as its superuser.
  public DatabaseUrl url(String database) {
    return server.url().database(database);
  }

  public DatabaseUrl create(String database) throws SQLException {
    execute(server.url(), "create database " + database);
    return url(database);
  }

  public static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first column of the first row, as text.
  public static String ask(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "no row";
    }
  }

  @Override
  public void close() {
    server.close();
    data.close();
  }
}
